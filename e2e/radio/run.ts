import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileProject } from '../../previewer/src/arkts/compile/compileProject.js';
import type { CompiledHap, TestKind } from '../../previewer/src/arkts/Hap.js';
import { bundleHypium } from '../../previewer/src/cli/hypium/bundleHypium.js';
import { compare, describe, unexplained } from './calibration/compare.js';
import { writeDocument } from './calibration/document.js';
import { readSeen, withRun, writeSeen } from './calibration/seen.js';
import { simulate } from './calibration/simulate.js';
import type { Outcome } from './guest/outcome.js';
import { boot } from './machine/boot.js';
import { bundle } from './machine/bundle.js';
import { whyUnavailable } from './machine/DebianTree.js';
import { scenarios } from './scenarios/scenarios.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_SECONDS = 900;
const SEEDS = [1, 2, 3, 4, 5];
const { values: options } = parseArgs({
  options: {
    /** Scenarios and suites whose name contains this text; nothing is compared then. */
    only: { type: 'string' },
    /** Folder for results, logs, timelines and captures. */
    results: { type: 'string', default: join(ROOT, 'radio-results') },
    /** Adds what was seen to what is known, and writes docs/radio-fidelity.md. */
    write: { type: 'boolean', default: false },
  },
});

async function compile(tests?: TestKind): Promise<CompiledHap> {
  const compiled = await compileProject({ projectDirectory: ROOT, ...tests && { tests } });
  if (!compiled.ok) {
    throw new Error(compiled.errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  }
  return compiled.hap;
}

/** Everything is compiled and bundled here: the machine only runs it. */
async function prepare(folder: string, hap: CompiledHap): Promise<void> {
  writeFileSync(join(folder, 'hap.json'), JSON.stringify(hap));
  writeFileSync(join(folder, 'tests.json'), JSON.stringify(await compile('instrumented')));
  writeFileSync(join(folder, 'hypium.js'), await bundleHypium());
  for (const name of ['main', 'device']) {
    await bundle(fileURLToPath(new URL(`guest/${name}.ts`, import.meta.url)), join(folder, `${name}.mjs`));
  }
  writeFileSync(join(folder, 'only'), options.only ?? '');
  writeFileSync(join(folder, 'job.sh'), 'exec node main.mjs\n');
}

/** Runs the job in the machine, keeps what it brings back and returns its outcomes. */
async function runMachine(folder: string): Promise<Outcome[]> {
  const status = await boot({ folder, limitSeconds: LIMIT_SECONDS, onOutput: text => process.stdout.write(text) });
  const results = join(folder, 'results');
  if (existsSync(results)) {
    rmSync(options.results, { recursive: true, force: true });
    mkdirSync(options.results, { recursive: true });
    cpSync(results, options.results, { recursive: true });
  }
  const file = join(results, 'outcomes.json');
  const outcomes = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Outcome[] : [];
  if (status === undefined || (status !== 0 && outcomes.every(({ error }) => error === undefined))) {
    const error = status === undefined ? `no end within ${LIMIT_SECONDS} s` : `status ${status}`;
    outcomes.push({ name: 'the machine ends in order', seconds: 0, error, trace: [] });
  }
  return outcomes;
}

/** Whether the simulated air tells what the real radio told. */
async function calibrate(hap: CompiledHap, outcomes: readonly Outcome[]): Promise<Outcome> {
  const began = performance.now();
  const passed = outcomes.filter(({ name, error }) => error === undefined && scenarios.some(scenario => scenario.name === name));
  const real = withRun(readSeen(), new Map(passed.map(({ name, trace }) => [name, trace])));
  const comparisons = compare(await simulate(hap, SEEDS), real);
  if (options.write) {
    writeSeen(real);
    const notes = readFileSync(new URL('calibration/notes.md', import.meta.url), 'utf8');
    const names = scenarios.map(({ name }) => name);
    writeFileSync(join(ROOT, 'docs/radio-fidelity.md'), writeDocument(names, comparisons, notes));
  }
  const open = unexplained(comparisons);
  const error = open.length === 0 ? undefined : `not explained:\n${open.map(one => `  ${describe(one)}`).join('\n')}`;
  return {
    name: 'both radios tell the same, or a reason is known', seconds: (performance.now() - began) / 1000,
    ...error !== undefined && { error }, trace: [],
  };
}

async function main(): Promise<number> {
  const reason = whyUnavailable();
  if (reason !== undefined) {
    console.log(`skipped: radio: ${reason}`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'radio-'));
  try {
    const hap = await compile();
    await prepare(folder, hap);
    const outcomes = await runMachine(folder);
    if (options.only === undefined) {
      const calibration = await calibrate(hap, outcomes);
      console.log(`${calibration.error === undefined ? 'passed' : 'FAILED'} ${calibration.name}${calibration.error === undefined ? '' : `: ${calibration.error}`}`);
      outcomes.push(calibration);
    }
    const failed = outcomes.filter(({ error }) => error !== undefined).length;
    console.log(`radio  ${outcomes.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
