import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { merge, rowsOf, type Rows } from './rows.js';
import type { TraceEntry } from '../scenarios/Trace.js';

const FILE = fileURLToPath(new URL('seen.json', import.meta.url));

/** What the real radio has told in runs that were written down. */
export function readSeen(): Rows {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) as Rows : {};
}

export function writeSeen(rows: Rows): void {
  const lines = Object.entries(rows).map(([scenario, all]) =>
    `${JSON.stringify(scenario)}: [\n${all.map(row => `  ${JSON.stringify(row)}`).join(',\n')}\n]`);
  writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
}

/** `known`, widened by the traces of one run. */
export function withRun(known: Rows, traces: ReadonlyMap<string, readonly TraceEntry[]>): Rows {
  const rows: Rows = { ...known };
  traces.forEach((trace, scenario) => {
    rows[scenario] = merge(rows[scenario] ?? [], rowsOf(trace));
  });
  return rows;
}
