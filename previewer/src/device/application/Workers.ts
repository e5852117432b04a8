import type { CompiledHap } from '../../arkts/Hap.js';
import { businessError } from '../../kits/businessError.js';
import type { WorkerChannel, WorkerPort } from '../../kits/KitHost.js';
import type { AppThread } from './AppThread.js';
import { Inbox } from './Inbox.js';

const INVALID_SCRIPT = 10200007;
const TOO_MANY_WORKERS = 10200003;
const MOST_WORKERS = 64;

export interface WorkerStart {
  /** Module id of the script. */
  module: string;
  name: string;
}

/** What a worker tells its creator, never before the call that started it has returned. */
export interface WorkerEvents {
  message(data: unknown): void;
  /** The script did not catch an error; the worker ends. */
  failed(error: unknown): void;
  ended(): void;
}

/** A worker as its creator sees it. */
export interface StartedWorker {
  /** Throws for what cannot be cloned. */
  post(message: unknown, transfer: ArrayBuffer[]): void;
  /** From now on nothing of it runs, until `resume`. */
  suspend(): void;
  resume(): void;
  close(): void;
}

export type StartWorker = (start: WorkerStart, events: WorkerEvents) => StartedWorker;

/** The workers of one application process, or those that one worker has started: they share nothing but messages. */
export class Workers {
  private readonly started = new Set<StartedWorker>();

  constructor(
    private readonly hap: CompiledHap,
    private readonly startWorker: StartWorker,
    private readonly crash: (error: unknown) => void,
  ) {}

  /** The port of the thread that `owner` gives; workers may start workers. */
  portOf(owner: () => AppThread, parent?: WorkerChannel): WorkerPort {
    return { parent, create: (script, name) => this.start(owner(), script, name) };
  }

  suspend(): void {
    this.started.forEach(worker => worker.suspend());
  }

  resume(): void {
    this.started.forEach(worker => worker.resume());
  }

  close(): void {
    this.started.forEach(worker => worker.close());
    this.started.clear();
  }

  private start(creator: AppThread, script: string, name: string): WorkerChannel {
    const module = this.moduleOf(script);
    if (this.started.size >= MOST_WORKERS) {
      throw businessError(TOO_MANY_WORKERS, 'Worker initialization failed: there are too many workers.');
    }
    const inbox = new Inbox();
    const worker = this.startWorker({ module, name }, {
      message: data => creator.run(() => inbox.deliver(receiver => receiver.message(data))),
      failed: error => creator.run(() => inbox.deliver(receiver => {
        if (!receiver.error(error)) {
          this.crash(error);
        }
      })),
      ended: () => {
        this.started.delete(worker);
        creator.run(() => inbox.deliver(receiver => receiver.exit(0)));
      },
    });
    this.started.add(worker);
    return {
      name,
      post: (message, transfer) => worker.post(message, transfer),
      listen: receiver => inbox.listen(receiver),
      close: () => worker.close(),
    };
  }

  /** `entry/ets/workers/X.ets` and relative forms name a script that the module's build profile lists. */
  private moduleOf(script: string): string {
    const path = script.replace(/\.(ets|ts|js)$/, '').replace(/^.*?(?:^|\/)ets\//, '').replace(/^(\.{1,2}\/)+/, '');
    const module = this.hap.workers.find(worker => worker.endsWith(`/${path}`));
    if (module === undefined) {
      throw businessError(
        INVALID_SCRIPT,
        `The worker file path is invalid: build-profile.json5 does not list '${script}' under sourceOption.workers.`,
      );
    }
    return module;
  }
}
