import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileProject } from '../../previewer/src/arkts/compile/compileProject.js';
import { boot } from './machine/boot.js';
import { bundle } from './machine/bundle.js';
import { whyUnavailable } from './machine/DebianTree.js';
import type { Outcome } from './guest/main.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_SECONDS = 900;
const { values } = parseArgs({
  options: {
    /** Scenarios whose name contains this text. */
    only: { type: 'string' },
    /** Folder for results, logs, timelines and captures. */
    results: { type: 'string', default: join(ROOT, 'radio-results') },
  },
});

async function prepare(folder: string): Promise<void> {
  const compiled = await compileProject({ projectDirectory: ROOT });
  if (!compiled.ok) {
    throw new Error(compiled.errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  }
  writeFileSync(join(folder, 'hap.json'), JSON.stringify(compiled.hap));
  for (const name of ['main', 'device']) {
    await bundle(fileURLToPath(new URL(`guest/${name}.ts`, import.meta.url)), join(folder, `${name}.mjs`));
  }
  writeFileSync(join(folder, 'job.sh'), `exec ${process.execPath} main.mjs\n`);
  if (values.only !== undefined) {
    writeFileSync(join(folder, 'only'), values.only);
  }
}

async function main(): Promise<number> {
  const reason = whyUnavailable();
  if (reason !== undefined) {
    console.log(`skipped: radio: ${reason}`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'radio-'));
  try {
    await prepare(folder);
    const status = await boot({ folder, limitSeconds: LIMIT_SECONDS, onOutput: text => process.stdout.write(text) });
    const results = join(folder, 'results');
    if (existsSync(results)) {
      rmSync(values.results, { recursive: true, force: true });
      mkdirSync(values.results, { recursive: true });
      cpSync(results, values.results, { recursive: true });
    }
    const file = join(results, 'outcomes.json');
    const outcomes = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Outcome[] : [];
    const failed = outcomes.filter(({ error }) => error !== undefined).length;
    const isBroken = status === undefined || (status !== 0 && failed === 0);
    if (isBroken) {
      console.log(`The machine ended ${status === undefined ? 'without a result' : `with status ${status}`}.`);
    }
    console.log(`radio  ${outcomes.length - failed} passed, ${failed + (isBroken ? 1 : 0)} failed`);
    return failed === 0 && !isBroken ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
