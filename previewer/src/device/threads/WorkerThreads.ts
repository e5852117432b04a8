import { Worker } from 'node:worker_threads';
import type { Caller } from '../../wifi/WifiApi.js';
import type { ProcessEnvironment } from '../application/AppThread.js';
import { runSystem } from '../application/uncaught.js';
import type { StartedWorker, WorkerEvents, WorkerStart } from '../application/Workers.js';
import {
  rebuildThrown, SUSPENDED, type FromThread, type ThreadOptions, type ThreadSettings, type ThreadStart, type ToThread,
} from './threadMessages.js';

/**
 * Of the young generation: buffers that a worker has received and dropped are freed when it is full, so a small one
 * keeps their memory small.
 */
const YOUNG_MEBIBYTES = 2;
/** How long a thread that does not answer holds up news about the network, in real time. */
const NEWS_LIMIT_MILLISECONDS = 1_000;

/** The threads of one device's workers. A script begins when those that were ended before it are gone, ports and all. */
export class WorkerThreads {
  private readonly ending = new Set<Promise<unknown>>();

  constructor(private readonly options: ThreadOptions) {}

  /** Resolves when all threads are gone that were closed until now. */
  async gone(): Promise<void> {
    await Promise.all(this.ending);
  }

  start(start: WorkerStart, events: WorkerEvents, environment: ProcessEnvironment, caller: Caller): StartedWorker {
    const thread = new WorkerThread(threadStart(start, this.options, environment, caller), events, environment);
    void this.gone().then(() => thread.run(start.module));
    return {
      post: (message, transfer) => thread.post(message, transfer),
      suspend: () => thread.suspend(),
      resume: () => thread.resume(),
      close: () => {
        const gone = thread.close();
        this.ending.add(gone);
        void gone.then(() => this.ending.delete(gone));
      },
    };
  }
}

class WorkerThread {
  private readonly worker: Worker;
  private readonly suspension: Int32Array;
  private readonly endings: (() => void)[];
  private readonly waiting = new Map<number, () => void>();
  private lastNews = 0;

  constructor(start: ThreadStart, private readonly events: WorkerEvents, environment: ProcessEnvironment) {
    this.suspension = new Int32Array(start.suspension);
    this.worker = runSystem(() => new Worker(start.threads.program, {
      name: start.name,
      workerData: start,
      execArgv: [],
      trackUnmanagedFds: false,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEBIBYTES },
    }));
    const tellSettings = (): void => this.send({ kind: 'settings', settings: settingsOf(environment) });
    this.endings = [
      environment.network.follow(state => this.tell(number => ({ kind: 'network', state, number }))),
      environment.onConfiguration(tellSettings),
      environment.onPermissions(tellSettings),
    ];
    this.worker.on('message', (message: FromThread) => this.receive(message, environment));
    this.worker.on('error', error => this.events.failed(error));
    this.worker.on('exit', () => this.gone());
  }

  run(module: string): void {
    this.send({ kind: 'run', module });
  }

  post(data: unknown, transfer: ArrayBuffer[]): void {
    this.send({ kind: 'message', data }, transfer);
  }

  suspend(): void {
    Atomics.store(this.suspension, 0, SUSPENDED);
    this.send({ kind: 'suspend' });
  }

  resume(): void {
    Atomics.store(this.suspension, 0, 0);
    Atomics.notify(this.suspension, 0);
  }

  close(): Promise<unknown> {
    return this.worker.terminate();
  }

  private send(message: ToThread, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  private receive(message: FromThread, environment: ProcessEnvironment): void {
    switch (message.kind) {
      case 'message':
        this.events.message(message.data);
        break;
      case 'log':
        environment.log(message.level, message.domain, message.tag, message.text);
        break;
      case 'failed':
        this.events.failed(rebuildThrown(message.error));
        break;
      case 'taken':
        this.waiting.get(message.number)?.();
    }
  }

  /** Resolves when the thread has taken the news over, is gone or suspended, or does not answer. */
  private async tell(news: (number: number) => ToThread): Promise<void> {
    const number = ++this.lastNews;
    if (Atomics.load(this.suspension, 0) === SUSPENDED) {
      this.send(news(number));
      return;
    }
    await new Promise<void>(resolve => {
      const limit = setTimeout(resolve, NEWS_LIMIT_MILLISECONDS);
      this.waiting.set(number, () => {
        clearTimeout(limit);
        this.waiting.delete(number);
        resolve();
      });
      this.send(news(number));
    });
  }

  private gone(): void {
    this.endings.forEach(end => end());
    Array.from(this.waiting.values()).forEach(done => done());
    this.events.ended();
  }
}

function threadStart(
  { name }: WorkerStart,
  threads: ThreadOptions,
  environment: ProcessEnvironment,
  { uid, isSystemApplication }: Caller,
): ThreadStart {
  const { hap, deviceName, clock, network, files, packages } = environment;
  return {
    name, threads, deviceName, uid, isSystemApplication, files, packages,
    hap: { ...hap, modules: hap.modules.map(module => ({ ...module, map: '' })) },
    clock: { reading: clock.now(), realTime: realTime() },
    network: network.state,
    suspension: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
    ...settingsOf(environment),
  };
}

function settingsOf({ hap, permissions, configuration }: ProcessEnvironment): ThreadSettings {
  return { configuration: configuration(), granted: hap.permissions.filter(name => permissions.has(name)) };
}

/** Milliseconds since the epoch, more exactly than `Date` has it; equal in all threads. */
export function realTime(): number {
  return performance.timeOrigin + performance.now();
}
