import type { WorkerChannel } from '../../kits/KitHost.js';
import type { AppThread } from './AppThread.js';
import { Inbox } from './Inbox.js';
import type { StartedWorker, WorkerEvents, WorkerStart } from './Workers.js';

/** Creates the realm of a worker, over the channel to its creator. */
export type CreateRealm = (parent: WorkerChannel, onUncaught: (error: unknown) => void) => AppThread;

/** A worker on its creator's thread: a realm of its own, and messages that are cloned and come later. */
export class SharedWorker implements StartedWorker {
  private readonly inbox = new Inbox();
  private readonly realm: AppThread;
  private isOpen = true;

  constructor({ module, name }: WorkerStart, private readonly events: WorkerEvents, createRealm: CreateRealm) {
    const parent: WorkerChannel = {
      name,
      post: (message, transfer) => {
        const copy: unknown = structuredClone(message, { transfer });
        setImmediate(() => events.message(copy));
      },
      listen: receiver => this.inbox.listen(receiver),
      close: () => this.close(),
    };
    this.realm = createRealm(parent, error => {
      setImmediate(() => events.failed(error));
      this.close();
    });
    this.realm.post(() => this.realm.realm.require(module));
  }

  /** Clones now, so that a value that cannot be cloned throws to its sender. */
  post(message: unknown, transfer: ArrayBuffer[]): void {
    const copy: unknown = structuredClone(message, { transfer });
    this.realm.post(() => this.inbox.deliver(receiver => receiver.message(copy)));
  }

  suspend(): void {
    this.realm.suspend();
  }

  resume(): void {
    this.realm.resume();
  }

  close(): void {
    if (this.isOpen) {
      this.isOpen = false;
      this.realm.close();
      setImmediate(() => this.events.ended());
    }
  }
}
