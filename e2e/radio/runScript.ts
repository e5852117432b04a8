import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { boot } from './machine/boot.js';
import { whyUnavailable } from './machine/DebianTree.js';

const [script, folder, seconds = '600'] = process.argv.slice(2);
const reason = whyUnavailable();
if (script === undefined || folder === undefined || reason !== undefined) {
  console.error(reason ?? 'usage: runScript.ts SCRIPT FOLDER [SECONDS]   runs SCRIPT in the machine; FOLDER is its /job');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
copyFileSync(script, join(folder, 'job.sh'));
const status = await boot({
  folder: resolve(folder), limitSeconds: Number(seconds), onOutput: text => process.stdout.write(text),
});
process.exit(status ?? 98);
