import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../previewer/src/arkts/compile/compileProject.js';
import type { CompiledHap } from '../../previewer/src/arkts/Hap.js';
import { compare, describe as describeDifference, unexplained } from '../radio/calibration/compare.js';
import { merge, rowsOf, type Rows } from '../radio/calibration/rows.js';
import { readSeen } from '../radio/calibration/seen.js';
import { dice } from '../radio/calibration/dice.js';
import { scenarios } from '../radio/scenarios/scenarios.js';
import { createSimulatedBench } from '../radio/scenarios/simulatedBench.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('the scenarios of the radio test on the simulated air', () => {
  let hap: CompiledHap;
  const rows: Rows = {};

  before(async () => {
    const compiled = await compileProject({ projectDirectory: ROOT });
    assert.ok(compiled.ok);
    hap = compiled.hap;
  });

  for (const seed of [1, 2]) {
    it(`run to their end with the dice ${seed}`, async () => {
      const bench = await createSimulatedBench(hap, dice(seed));
      try {
        for (const { name, run, tidy } of scenarios) {
          bench.trace.begin();
          await run(bench).catch(error => assert.fail(`${name}: ${error instanceof Error ? error.message : String(error)}`));
          bench.trace.end();
          await tidy(bench);
          rows[name] = merge(rows[name] ?? [], rowsOf(bench.trace.entries));
        }
      } finally {
        await bench.close();
      }
    });
  }

  it('the simulated air tells what the real radio told, but for what has a known reason', () => {
    assert.deepEqual(unexplained(compare(rows, readSeen())).map(describeDifference), []);
  });
});
