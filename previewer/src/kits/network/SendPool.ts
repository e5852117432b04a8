/**
 * The pool of threads that sends for the connections of a server: of sends that were not awaited nobody knows which is
 * first (platform behaviour §7.3).
 */
export class SendPool {
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly random: () => number) {}

  run(send: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push(() => send().then(resolve, reject));
      process.nextTick(() => this.startOne());
    });
  }

  private startOne(): void {
    const [start] = this.waiting.splice(Math.floor(this.random() * this.waiting.length), 1);
    start?.();
  }
}
