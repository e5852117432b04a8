import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../previewer/src/arkts/compile/compileProject.js';
import { scenarios } from '../radio/scenarios/scenarios.js';
import { createSimulatedBench, type ClosableBench } from '../radio/scenarios/simulatedBench.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('the scenarios of the radio test on the simulated air', () => {
  let bench: ClosableBench;

  before(async () => {
    const compiled = await compileProject({ projectDirectory: ROOT });
    assert.ok(compiled.ok);
    bench = await createSimulatedBench(compiled.hap);
  });
  after(() => bench.close());

  for (const { name, run, tidy } of scenarios) {
    it(name, async () => {
      bench.trace.begin();
      await run(bench);
      bench.trace.end();
      await tidy(bench);
    });
  }
});
