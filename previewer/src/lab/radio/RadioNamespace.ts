import { execFile } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Begins the name of every network namespace that a lab makes; the process id of the lab follows. */
const PREFIX = 'previewer';
const NAMESPACES = '/run/netns';
const EXIT_LIMIT_MILLISECONDS = 4_000;
const POLL_MILLISECONDS = 100;

/** The real radio of one device. */
export interface RadioInterface {
  /** Station interface, such as wlan0. */
  interfaceName: string;
  /** The kernel's name of the radio, such as phy0. */
  phy: string;
}

/** A network namespace with one radio in it. */
export class RadioNamespace {
  private constructor(private readonly name: string) {}

  /** Moves the radio, with all its interfaces, out of the namespace of this process. Rejects when that fails. */
  static async open(deviceId: string, radio: RadioInterface): Promise<RadioNamespace> {
    const namespace = new RadioNamespace(`${PREFIX}-${process.pid}-${deviceId}`);
    const { name } = namespace;
    await must('ip', 'netns', 'add', name);
    try {
      await must('ip', '-netns', name, 'link', 'set', 'lo', 'up');
      await must('iw', 'phy', radio.phy, 'set', 'netns', 'name', name);
    } catch (error) {
      await namespace.close();
      throw error;
    }
    return namespace;
  }

  /** Put before a command, runs it in the namespace. */
  get launcher(): string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  /** Ends what still runs in it, gives its radios back and removes it. */
  close(): Promise<void> {
    return dissolve(this.name);
  }
}

/** Removes what a lab left behind that could not end in order. */
export async function removeLeftOvers(): Promise<void> {
  for (const name of namesOf()) {
    const owner = Number(/^previewer-(\d+)-/.exec(name)?.[1] ?? NaN);
    if (Number.isInteger(owner) && !isAlive(owner)) {
      await dissolve(name);
    }
  }
}

async function dissolve(name: string): Promise<void> {
  await endProcesses(name);
  const radios = await run('ip', 'netns', 'exec', name, 'iw', 'phy');
  for (const [, phy = ''] of radios.output.matchAll(/^Wiphy (\S+)$/gm)) {
    await run('ip', 'netns', 'exec', name, 'iw', 'phy', phy, 'set', 'netns', String(process.pid));
  }
  await run('ip', 'netns', 'del', name);
}

/** They end with their device; what does not is killed. */
async function endProcesses(name: string): Promise<void> {
  const deadline = Date.now() + EXIT_LIMIT_MILLISECONDS;
  for (;;) {
    const processes = (await run('ip', 'netns', 'pids', name)).output.split('\n').map(Number).filter(id => id > 0);
    if (processes.length === 0) {
      return;
    }
    if (Date.now() > deadline) {
      processes.forEach(kill);
      return;
    }
    await pause(POLL_MILLISECONDS);
  }
}

function kill(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    return;
  }
  for (const number of [1, 2]) {
    rmSync(`/tmp/wpa_ctrl_${processId}-${number}`, { force: true });
  }
}

function namesOf(): string[] {
  try {
    return readdirSync(NAMESPACES).filter(name => name.startsWith(`${PREFIX}-`));
  } catch {
    return [];
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function must(program: string, ...words: string[]): Promise<void> {
  const { isDone, output } = await run(program, ...words);
  if (!isDone) {
    throw new Error(`${program} ${words.join(' ')}: ${output}`);
  }
}

function run(program: string, ...words: string[]): Promise<{ isDone: boolean; output: string }> {
  return new Promise(resolve => {
    execFile(program, words, (error, output, errors) =>
      resolve({ isDone: error === null, output: error === null ? output : errors.trim() || error.message }),
    );
  });
}
