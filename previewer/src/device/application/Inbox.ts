import type { WorkerReceiver } from '../../kits/KitHost.js';

/** One direction of a channel: keeps what comes before there is a receiver. */
export class Inbox {
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
