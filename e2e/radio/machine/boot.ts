import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, ensureDebianTree } from './DebianTree.js';
import { buildInitramfs } from './initramfs.js';
import { layProgram } from './program.js';

export interface BootOptions {
  /** Writable in the guest as `/job`: `job.sh` in it is run, and whatever that leaves there comes back. */
  folder: string;
  limitSeconds: number;
  /** What the guest prints, as it comes. */
  onOutput(text: string): void;
}

const MEMORY_MEGABYTES = 4096;
const KERNEL_OPTIONS = 'console=ttyS0 quiet panic=-1 mitigations=off nokaslr random.trust_cpu=on';

/** Boots the machine, runs its job and resolves to the exit status of the job; undefined when it did not end. */
export async function boot(options: BootOptions): Promise<number | undefined> {
  const { folder } = options;
  const tree = await ensureDebianTree();
  const work = join(cacheFolder(), `machine-${process.pid}`);
  mkdirSync(work, { recursive: true });
  const status = join(folder, 'status');
  rmSync(status, { force: true });
  copyFileSync(fileURLToPath(new URL('guest.sh', import.meta.url)), join(folder, 'guest.sh'));
  const share = (path: string, tag: string, access: string): string[] =>
    ['-virtfs', `local,path=${path},mount_tag=${tag},security_model=none,multidevs=remap${access}`];
  const [program, args] = tree.command(
    'usr/bin/qemu-system-x86_64',
    '-L', tree.path('usr/share/qemu'), '-L', tree.path('usr/share/seabios'),
    '-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', String(MEMORY_MEGABYTES),
    '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-serial', 'stdio',
    '-kernel', tree.kernelImage, '-initrd', buildInitramfs(tree, work), '-append', KERNEL_OPTIONS,
    '-device', 'virtio-rng-pci',
    ...share(tree.root, 'tree', ',readonly=on'), ...share(layProgram(tree, work), 'program', ',readonly=on'), ...share(folder, 'job', ''),
  );
  try {
    await runUntilOff(program, args, tree.path('usr/lib/x86_64-linux-gnu/qemu'), options);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return existsSync(status) ? Number(readFileSync(status, 'utf8')) : undefined;
}

function runUntilOff(program: string, args: string[], modules: string, options: BootOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const machine = spawn(program, args, {
      env: { ...process.env, QEMU_MODULE_DIR: modules },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const limit = setTimeout(() => machine.kill('SIGKILL'), options.limitSeconds * 1000);
    const stop = (): void => {
      machine.kill('SIGKILL');
    };
    const leave = (): void => {
      stop();
      process.exit(1);
    };
    process.once('exit', stop);
    process.once('SIGINT', leave);
    process.once('SIGTERM', leave);
    for (const stream of [machine.stdout, machine.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => options.onOutput(text));
    }
    machine.once('error', reject);
    machine.once('close', () => {
      clearTimeout(limit);
      process.off('exit', stop);
      process.off('SIGINT', leave);
      process.off('SIGTERM', leave);
      resolve();
    });
  });
}
