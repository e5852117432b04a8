import type { CompiledHap } from '../../../previewer/src/arkts/Hap.js';
import { scenarios } from '../scenarios/scenarios.js';
import { createSimulatedBench } from '../scenarios/simulatedBench.js';
import { dice } from './dice.js';
import { merge, rowsOf, type Rows } from './rows.js';

/** What the simulated air tells in all scenarios, of a run for each seed. */
export async function simulate(hap: CompiledHap, seeds: readonly number[]): Promise<Rows> {
  const rows: Rows = {};
  for (const seed of seeds) {
    const bench = await createSimulatedBench(hap, dice(seed));
    for (const { name, run, tidy } of scenarios) {
      bench.trace.begin();
      await run(bench);
      bench.trace.end();
      await tidy(bench);
      rows[name] = merge(rows[name] ?? [], rowsOf(bench.trace.entries));
    }
    await bench.close();
  }
  return rows;
}
