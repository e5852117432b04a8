import { AsyncLocalStorage } from 'node:async_hooks';

/** Who is told of an error that application code did not catch. */
export interface UncaughtReceiver {
  uncaught(error: unknown): void;
  /** A promise of the application was rejected and nobody handles it. */
  leftRejected(reason: unknown): void;
}

const current = new AsyncLocalStorage<UncaughtReceiver | undefined>();
let watchers = 0;

/** Runs application code: what it throws, now or in a promise that it leaves behind, goes to the receiver. */
export function runApplication<T>(receiver: UncaughtReceiver, task: () => T): T | undefined {
  return current.run(receiver, () => {
    try {
      return task();
    } catch (error) {
      receiver.uncaught(error);
      return undefined;
    }
  });
}

/** Runs code of the system that application code called: what it starts is not the application's. */
export function runSystem<T>(task: () => T): T {
  return current.run(undefined, task);
}

/** Begins to catch rejected promises that nobody handles. Returns the function that ends it. */
export function watchRejections(): () => void {
  if (watchers++ === 0) {
    process.on('unhandledRejection', receiveRejection);
  }
  return () => {
    if (--watchers === 0) {
      process.off('unhandledRejection', receiveRejection);
    }
  };
}

function receiveRejection(reason: unknown): void {
  const receiver = current.getStore();
  if (receiver === undefined) {
    throw reason;
  }
  receiver.leftRejected(reason);
}
