import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DebianTree } from './DebianTree.js';

const APPLETS = ['sh', 'mount', 'insmod', 'switch_root', 'mkdir', 'cat', 'echo'];
const MODULES = ['virtio_pci', '9pnet_virtio', '9p', 'overlay', 'virtio_rng'];

/** Builds the first file system of the machine: busybox and the modules that reach the folders of the host. */
export function buildInitramfs(tree: DebianTree, work: string): string {
  const folder = join(work, 'initramfs');
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['bin', 'modules', 'proc', 'sys', 'dev', 'tree', 'program', 'scratch', 'root']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  copyFileSync(tree.path('bin/busybox'), join(folder, 'bin/busybox'));
  chmodSync(join(folder, 'bin/busybox'), 0o755);
  APPLETS.forEach(applet => symlinkSync('busybox', join(folder, 'bin', applet)));
  const files = moduleFiles(tree);
  files.forEach(file => copyFileSync(file, join(folder, 'modules', basename(file))));
  writeFileSync(join(folder, 'modules.order'), files.map(file => `${basename(file)}\n`).join(''));
  copyFileSync(fileURLToPath(new URL('init.sh', import.meta.url)), join(folder, 'init'));
  chmodSync(join(folder, 'init'), 0o755);
  const image = join(work, 'initramfs.cpio');
  const names = execFileSync('find', ['.'], { cwd: folder });
  writeFileSync(image, execFileSync(tree.path('bin/busybox'), ['cpio', '-o', '-H', 'newc'], {
    cwd: folder, input: names, maxBuffer: 64 * 1024 * 1024, stdio: ['pipe', 'pipe', 'ignore'],
  }));
  return image;
}

/** The wanted modules after those they need. */
function moduleFiles(tree: DebianTree): string[] {
  const folder = tree.path(join('lib/modules', tree.kernelRelease));
  const needs = new Map<string, string[]>();
  for (const line of readFileSync(join(folder, 'modules.dep'), 'utf8').split('\n')) {
    const [file = '', others = ''] = line.split(':');
    needs.set(basename(file).replace(/\.ko.*$/, ''), [file, ...others.trim().split(' ').filter(Boolean)]);
  }
  const inOrder = MODULES.flatMap(module => [...(needs.get(module) ?? [])].reverse());
  return [...new Set(inOrder)].map(file => join(folder, file)).filter(file => existsSync(file));
}
