import { AsyncLocalStorage } from 'node:async_hooks';

/** Who is told of an error that application code did not catch. */
export interface UncaughtReceiver {
  uncaught(error: unknown): void;
  /** A promise of the application was rejected and nobody handles it. */
  leftRejected(reason: unknown): void;
}

const current = new AsyncLocalStorage<UncaughtReceiver | undefined>();
let watchers = 0;
let claimant: UncaughtReceiver | undefined;

/**
 * Gives the whole thread to one receiver: whatever goes wrong in it is the application's. To follow promises costs more
 * than most of what a worker does.
 */
export function claimThread(receiver: UncaughtReceiver): void {
  claimant = receiver;
}

/** Runs application code: what it throws, now or in a promise that it leaves behind, goes to the receiver. */
export function runApplication<T>(receiver: UncaughtReceiver, task: () => T): T | undefined {
  const guarded = (): T | undefined => {
    try {
      return task();
    } catch (error) {
      receiver.uncaught(error);
      return undefined;
    }
  };
  return claimant === undefined ? current.run(receiver, guarded) : guarded();
}

/** Runs code of the system that application code called: what it starts is not the application's. */
export function runSystem<T>(task: () => T): T {
  return claimant === undefined ? current.run(undefined, task) : task();
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
  const receiver = claimant ?? current.getStore();
  if (receiver === undefined) {
    throw reason;
  }
  receiver.leftRejected(reason);
}
