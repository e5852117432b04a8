import type { CompiledHap } from '../../arkts/Hap.js';
import { businessError } from '../../kits/businessError.js';
import type { WorkerChannel, WorkerPort, WorkerReceiver } from '../../kits/KitHost.js';
import type { AppThread } from './AppThread.js';

const INVALID_SCRIPT = 10200007;
const TOO_MANY_WORKERS = 10200003;
const MOST_WORKERS = 64;

/** One direction of a channel: keeps what comes before there is a receiver. */
class Inbox {
  private receiver: WorkerReceiver | undefined;
  private waiting: ((receiver: WorkerReceiver) => void)[] = [];

  listen(receiver: WorkerReceiver): void {
    this.receiver = receiver;
    this.waiting.forEach(delivery => delivery(receiver));
    this.waiting = [];
  }

  deliver(delivery: (receiver: WorkerReceiver) => void): void {
    if (this.receiver === undefined) {
      this.waiting.push(delivery);
    } else {
      delivery(this.receiver);
    }
  }
}

/** The workers of one application process: further threads of the same HAP that share nothing but messages. */
export class Workers {
  private readonly threads = new Set<AppThread>();

  constructor(
    private readonly hap: CompiledHap,
    private readonly createThread: (workers: WorkerPort, onUncaught: (error: unknown) => void) => AppThread,
    private readonly crash: (error: unknown) => void,
  ) {}

  /** The port of the thread that `owner` gives; workers may start workers. */
  portOf(owner: () => AppThread, parent?: WorkerChannel): WorkerPort {
    return { parent, create: (script, name) => this.start(owner(), script, name) };
  }

  suspend(): void {
    this.threads.forEach(thread => thread.suspend());
  }

  resume(): void {
    this.threads.forEach(thread => thread.resume());
  }

  close(): void {
    this.threads.forEach(thread => thread.close());
    this.threads.clear();
  }

  private start(creator: AppThread, script: string, name: string): WorkerChannel {
    const module = this.moduleOf(script);
    if (this.threads.size >= MOST_WORKERS) {
      throw businessError(TOO_MANY_WORKERS, 'Worker initialization failed: there are too many workers.');
    }
    const outside = new Inbox();
    const inside = new Inbox();
    const end = (): void => {
      if (this.threads.delete(thread)) {
        thread.close();
        creator.post(() => outside.deliver(receiver => receiver.exit(0)));
      }
    };
    const fail = (error: unknown): void => {
      creator.post(() => outside.deliver(receiver => {
        if (!receiver.error(error)) {
          this.crash(error);
        }
      }));
      end();
    };
    const parent: WorkerChannel = {
      name,
      post: sender(() => creator, outside),
      listen: receiver => inside.listen(receiver),
      close: end,
    };
    const thread: AppThread = this.createThread(this.portOf(() => thread, parent), fail);
    this.threads.add(thread);
    thread.post(() => thread.realm.require(module));
    return { name, post: sender(() => thread, inside), listen: receiver => outside.listen(receiver), close: end };
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

/** Clones now, so that a value that cannot be cloned throws to its sender; delivers later, in order. */
function sender(target: () => AppThread, inbox: Inbox): WorkerChannel['post'] {
  return (message, transfer) => {
    const copy: unknown = structuredClone(message, { transfer });
    target().post(() => inbox.deliver(receiver => receiver.message(copy)));
  };
}
