import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PACKAGES = [
  'qemu-system-x86', 'wpasupplicant', 'iw', 'iproute2', 'dnsmasq-base', 'udhcpc', 'busybox-static', 'kmod', 'tcpdump',
  'dash', 'coreutils', 'util-linux',
];
const KERNEL = 'linux-image-amd64';
const LIBRARIES = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu/pulseaudio'];
const OUTPUT_LIMIT = 16 * 1024 * 1024;

/** Debian packages unpacked into a folder of the cache; nothing is installed on the machine itself. */
export class DebianTree {
  constructor(readonly root: string) {}

  get kernelRelease(): string {
    const [release] = readdirSync(join(this.root, 'lib/modules'));
    if (release === undefined) {
      throw new Error(`No kernel in ${this.root}`);
    }
    return release;
  }

  get kernelImage(): string {
    return join(this.root, 'boot', `vmlinuz-${this.kernelRelease}`);
  }

  path(name: string): string {
    return join(this.root, name);
  }

  /** A program of the tree with the tree's own libraries, as a command that runs on this machine. */
  command(program: string, ...args: string[]): [string, string[]] {
    const libraries = LIBRARIES.map(folder => this.path(folder)).join(':');
    return [this.path('lib64/ld-linux-x86-64.so.2'), ['--library-path', libraries, this.path(program), ...args]];
  }
}

/** `$XDG_CACHE_HOME`, or `~/.cache`. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME;
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'p2p-connect', 'radio');
}

/** Why the machine cannot be made here; undefined where it can. */
export function whyUnavailable(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `needs Linux on amd64, this is ${process.platform} on ${process.arch}`;
  }
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID=debian$/m.test(release)) {
    return 'needs Debian, whose packages it unpacks';
  }
  return ['apt-get', 'apt-cache', 'dpkg-deb', 'tar']
    .filter(tool => !existsSync(`/usr/bin/${tool}`) && !existsSync(`/bin/${tool}`))
    .map(tool => `needs ${tool}`)[0];
}

/** Takes the tree from the cache, or fetches it: about 130 MB, by apt, without root. */
export async function ensureDebianTree(): Promise<DebianTree> {
  const cache = cacheFolder();
  const tree = new DebianTree(join(cache, 'debian'));
  const marker = join(tree.root, '.packages');
  const wanted = [...PACKAGES, KERNEL].join('\n');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) {
    return tree;
  }
  const work = join(cache, 'download');
  rmSync(work, { recursive: true, force: true });
  const unpacked = new DebianTree(join(work, 'root'));
  const archives = await download(work);
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(unpacked.path(join('usr', folder)), { recursive: true });
    symlinkSync(join('usr', folder), unpacked.path(folder));
  }
  for (const archive of archives) {
    await unpack(archive, unpacked.root);
  }
  await run(...unpacked.command('usr/bin/kmod', '--version'));
  await indexModules(unpacked);
  writeFileSync(join(unpacked.root, '.packages'), wanted);
  rmSync(tree.root, { recursive: true, force: true });
  renameSync(unpacked.root, tree.root);
  rmSync(work, { recursive: true, force: true });
  return tree;
}

/** An apt of its own, beside that of the machine: it believes that nothing is installed, so it fetches whole closures. */
async function download(work: string): Promise<string[]> {
  const archives = join(work, 'cache', 'archives');
  for (const folder of [join(work, 'state', 'lists', 'partial'), join(archives, 'partial'), join(work, 'log')]) {
    mkdirSync(folder, { recursive: true });
  }
  const status = join(work, 'state', 'status');
  writeFileSync(status, '');
  const options = {
    'Dir::State': join(work, 'state'), 'Dir::State::status': status, 'Dir::Cache': join(work, 'cache'),
    'Dir::Log': join(work, 'log'), 'APT::Sandbox::User': '', 'APT::Install-Recommends': 'false',
    'Debug::NoLocking': 'true', 'Acquire::Retries': '3',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const apt = (tool: string, ...args: string[]): Promise<{ stdout: string }> =>
    run(tool, ['-q', ...flags, ...args], { cwd: archives, maxBuffer: OUTPUT_LIMIT });
  // A source or a hook of the machine that fails is not ours: the next step says whether enough was found.
  await apt('apt-get', 'update').catch(() => undefined);
  await apt('apt-get', 'install', '--download-only', '--yes', ...PACKAGES);
  const { stdout } = await apt('apt-cache', 'depends', KERNEL);
  const image = /Depends: (linux-image-\S+)/.exec(stdout)?.[1];
  if (image === undefined) {
    throw new Error(`apt-cache depends ${KERNEL}: no kernel image`);
  }
  await apt('apt-get', 'download', image);
  return readdirSync(archives).filter(name => name.endsWith('.deb')).map(name => join(archives, name));
}

/** Unlike `dpkg -x` this keeps `/lib` and its like as links into `/usr`. */
async function unpack(archive: string, root: string): Promise<void> {
  const script = 'dpkg-deb --fsys-tarfile "$0" | tar -x --keep-directory-symlink --no-same-owner -C "$1"';
  await run('sh', ['-c', script, archive, root]);
}

async function indexModules(tree: DebianTree): Promise<void> {
  const [loader, args] = tree.command('usr/bin/kmod');
  // kmod is told by its own name which tool it is.
  await run(loader, ['--argv0', 'depmod', ...args, '-b', tree.root, tree.kernelRelease]);
}
