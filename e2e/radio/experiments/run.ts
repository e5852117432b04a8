import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boot } from '../machine/boot.js';
import { bundle } from '../machine/bundle.js';

const LIMIT_SECONDS = 900;

/** Asks the radios in the machine all questions anew; what they said replaces the transcripts of the repository. */
const folder = mkdtempSync(join(tmpdir(), 'radio-'));
await bundle(fileURLToPath(new URL('main.ts', import.meta.url)), join(folder, 'experiments.mjs'));
writeFileSync(join(folder, 'job.sh'), 'exec node experiments.mjs\n');
const status = await boot({ folder, limitSeconds: LIMIT_SECONDS, onOutput: text => process.stdout.write(text) });
cpSync(join(folder, 'transcripts'), fileURLToPath(new URL('../transcripts', import.meta.url)), { recursive: true });
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
