import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CompiledHap } from '../arkts/Hap.js';
import type { DeviceCommand, DeviceNotice, DeviceStatus, LogEntry } from '../device/DeviceView.js';
import type { DeviceRadio, DeviceStart, FromDevice, PortName, ToDevice } from './deviceMessages.js';
import type { DeviceSnapshot, ProcessState } from './protocol.js';
import { emptyTree, TreeMirror } from './TreeMirror.js';

const PROGRAM = fileURLToPath(new URL('./deviceProcess.ts', import.meta.url));
/**
 * Helper threads would take more from the other devices than they give to the small heaps of this one, and return what
 * its sockets received later.
 */
const NODE_OPTIONS = ['--import', import.meta.resolve('tsx'), '--enable-source-maps', '--single-threaded-gc'];
/**
 * For the C library of Linux. With an arena for each thread it keeps much of what the sockets gave back; by itself it
 * gives the rest back to the system after every few messages, only to ask for it again with the next.
 */
const ENVIRONMENT = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: String(16 << 20),
  MALLOC_MMAP_THRESHOLD_: String(4 << 20),
};
const LOG_LIMIT = 2000;
const EXIT_LIMIT_MS = 2000;
const LAST_WORDS_LIMIT = 2000;

/** A port of the lab that a device process uses from afar. */
export interface HostedPort {
  request(command: never): Promise<unknown>;
  subscribe(listener: (event: unknown) => void): () => void;
  detach(): void;
}

/** What the lab does for the radio of one device. */
export interface HostedRadio {
  /** Words before the command that starts the device's process. */
  launcher: readonly string[];
  description: DeviceRadio;
  /** Attaches the device to what it does not have itself: called anew for each process. */
  attach(): Partial<Record<PortName, HostedPort>>;
}

export interface DeviceHostOptions {
  id: string;
  name: string;
  radio: HostedRadio;
  /** What a process is started with, apart from what is known here. */
  startOptions(): Omit<DeviceStart, 'id' | 'name' | 'radio' | 'hap'>;
  onNotice(notice: DeviceNotice): void;
  /** The process has started or ended. */
  onProcess(): void;
}

/** One virtual device of the lab and the process that it runs in. */
export class DeviceHost {
  private readonly mirror = new TreeMirror();
  private child: ChildProcess | undefined;
  private detachPorts: () => void = () => undefined;
  private ports: Partial<Record<PortName, HostedPort>> = {};
  private process: ProcessState = { state: 'waiting' };
  private status: DeviceStatus | undefined;
  private log: LogEntry[] = [];
  private lastWords = '';
  private hap: CompiledHap | undefined;

  constructor(private readonly options: DeviceHostOptions) {
    this.spawn();
  }

  get id(): string {
    return this.options.id;
  }

  /** Process id of the running process. */
  get processId(): number | undefined {
    return this.child?.pid;
  }

  snapshot(): DeviceSnapshot {
    const { id, name } = this.options;
    return { id, name, process: this.process, status: this.status, tree: this.mirror.tree, log: this.log };
  }

  command(command: DeviceCommand): void {
    this.send({ kind: 'command', command });
  }

  /** Gives the device its application, or a newer build of it. */
  setHap(hap: CompiledHap): void {
    const isFirst = this.hap === undefined;
    this.hap = hap;
    if (this.child === undefined) {
      return;
    }
    if (isFirst) {
      this.start(hap);
    } else {
      this.send({ kind: 'hap', hap });
    }
  }

  async restart(): Promise<void> {
    await this.close();
    this.spawn();
    if (this.hap !== undefined) {
      this.start(this.hap);
    }
    this.options.onProcess();
  }

  /** Resolves when the process is gone. */
  async close(): Promise<void> {
    const child = this.child;
    if (child === undefined) {
      return;
    }
    const gone = once(child, 'exit');
    const limit = setTimeout(() => child.kill('SIGKILL'), EXIT_LIMIT_MS);
    if (child.connected) {
      child.disconnect();
    }
    await gone;
    clearTimeout(limit);
    this.ended(child, 'exit status 0');
  }

  private spawn(): void {
    const node = [process.execPath, ...NODE_OPTIONS, PROGRAM];
    const [program = '', ...words] = [...this.options.radio.launcher, ...node];
    const child = spawn(program, words, {
      env: { ...process.env, ...ENVIRONMENT },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    this.child = child;
    this.lastWords = '';
    child.on('message', (message: FromDevice) => this.receive(message));
    child.on('error', error => this.ended(child, error.message));
    const silent = child.stderr === null ? undefined : once(child.stderr, 'close');
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      process.stderr.write(`[${this.id}] ${text}`);
      this.lastWords = (this.lastWords + text).slice(-LAST_WORDS_LIMIT);
    });
    child.once('exit', async (code, signal) => {
      await silent;
      this.ended(child, signal === null ? `exit status ${code}` : `signal ${signal}`);
    });
  }

  private start(hap: CompiledHap): void {
    const ports = this.options.radio.attach();
    const subscriptions = (Object.entries(ports) as [PortName, HostedPort][]).map(([port, hosted]) =>
      hosted.subscribe(event => this.send({ kind: 'event', port, event })),
    );
    this.ports = ports;
    this.detachPorts = () => {
      subscriptions.forEach(end => end());
      Object.values(ports).forEach(port => port.detach());
    };
    this.process = { state: 'starting' };
    const { id, name, radio } = this.options;
    this.send({
      kind: 'start',
      options: { id, name, radio: radio.description, hap, ...this.options.startOptions() },
    });
  }

  private ended(child: ChildProcess, how: string): void {
    if (child !== this.child) {
      return;
    }
    this.child = undefined;
    this.detachPorts();
    this.detachPorts = () => undefined;
    this.ports = {};
    this.mirror.replace(emptyTree());
    this.status = undefined;
    this.process = { state: 'ended', reason: [how, this.lastWords.trim()].filter(part => part !== '').join('\n') };
    this.options.onProcess();
  }

  private send(message: ToDevice): void {
    if (this.child?.connected === true) {
      this.child.send(message, () => undefined);
    }
  }

  private receive(message: FromDevice): void {
    switch (message.kind) {
      case 'ready':
        this.process = { state: 'running' };
        this.status = message.status;
        this.log = message.log;
        this.mirror.replace(message.tree);
        this.options.onProcess();
        break;
      case 'notice':
        this.note(message.notice);
        this.options.onNotice(message.notice);
        break;
      case 'request':
        void this.answer(message);
    }
  }

  private note(notice: DeviceNotice): void {
    switch (notice.kind) {
      case 'patches':
        this.mirror.apply(notice.patches);
        break;
      case 'tree':
        this.mirror.replace(notice.tree);
        break;
      case 'status':
        this.status = notice.status;
        break;
      case 'log':
        this.log.push(notice.entry);
        if (this.log.length > LOG_LIMIT) {
          this.log.shift();
        }
    }
  }

  private async answer({ port, request, command }: Extract<FromDevice, { kind: 'request' }>): Promise<void> {
    try {
      const value = await this.ports[port]?.request(command as never);
      this.send({ kind: 'reply', request, value });
    } catch (error) {
      this.send({ kind: 'failure', request, message: error instanceof Error ? error.message : String(error) });
    }
  }
}
