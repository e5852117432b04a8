/** What has come and was not taken yet, in order. */
export class AsyncQueue<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];

  push(item: T): void {
    const taker = this.takers.shift();
    if (taker === undefined) {
      this.items.push(item);
    } else {
      taker(item);
    }
  }

  get size(): number {
    return this.items.length;
  }

  /** The oldest one; rejects when none has come within the limit. */
  next(limitMilliseconds = 10_000): Promise<T> {
    if (this.items.length > 0) {
      return Promise.resolve(this.items.shift() as T);
    }
    return new Promise((resolve, reject) => {
      const taker = (item: T): void => {
        clearTimeout(limit);
        resolve(item);
      };
      const limit = setTimeout(() => {
        this.takers.splice(this.takers.indexOf(taker), 1);
        reject(new Error(`Nothing came within ${limitMilliseconds} ms.`));
      }, limitMilliseconds);
      this.takers.push(taker);
    });
  }
}
