import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DebianTree } from './DebianTree.js';

const LIBRARIES = 'usr/lib/x86_64-linux-gnu';

/** A folder that lies over the Debian tree: this Node.js, the libraries that only it needs, and the one user. */
export function layProgram(tree: DebianTree, work: string): string {
  const folder = join(work, 'program');
  for (const name of ['usr/local/bin', LIBRARIES, 'etc']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  copyFileSync(process.execPath, join(folder, 'usr/local/bin/node'));
  const needed = execFileSync('ldd', [process.execPath]).toString().matchAll(/=> (\/\S+)/g);
  for (const [, library = ''] of needed) {
    const name = basename(library);
    if (![LIBRARIES, 'lib/x86_64-linux-gnu'].some(place => existsSync(tree.path(join(place, name))))) {
      copyFileSync(library, join(folder, LIBRARIES, name));
    }
  }
  writeFileSync(join(folder, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(folder, 'etc/group'), 'root:x:0:\n');
  return folder;
}
