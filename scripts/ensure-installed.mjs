// Runs before every npm script of the project: installs the packages when package-lock.json asks for other ones than those present.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 6)) {
  console.error(`Node.js 20.6 or newer is needed, this is ${process.versions.node}.`);
  process.exit(1);
}

/** Whether every package of the lock file is in its place, in its version; optional ones are for other kinds of machine. */
function isInstalled() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([place, entry]) => place.includes('node_modules/') && !entry.link && !entry.optional)
    .every(([place, entry]) => {
      const description = join(root, place, 'package.json');
      return existsSync(description) && JSON.parse(readFileSync(description, 'utf8')).version === entry.version;
    });
}

if (!isInstalled()) {
  console.log('Installing packages from the npm registry …');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) {
    console.error('The packages could not be installed: see the lines above. Nothing was started.');
    process.exit(result.status ?? 1);
  }
}
