export type PlatformCallback<T> = (error: unknown, data?: T) => void;

/** Gives a result the platform's two ways: through the callback, always later, or as a promise when there is none. */
export function settle<T>(work: () => T | Promise<T>, callback?: unknown): Promise<T> | undefined {
  return deliver(work, callback, undefined);
}

/** Like `settle`, for windows and ability contexts: their callbacks get an error with code 0 when there is none. */
export function settleWithCode<T>(work: () => T | Promise<T>, callback?: unknown): Promise<T> | undefined {
  return deliver(work, callback, { code: 0, name: '', message: '' });
}

/** The last argument where it is a callback. */
export function callbackOf(args: readonly unknown[]): unknown {
  const last = args.at(-1);
  return typeof last === 'function' ? last : undefined;
}

function deliver<T>(work: () => T | Promise<T>, callback: unknown, noError: unknown): Promise<T> | undefined {
  const result = Promise.resolve().then(work);
  if (typeof callback !== 'function') {
    return result;
  }
  const report = callback as PlatformCallback<T>;
  result.then(value => report(noError, value), (error: unknown) => report(error));
  return undefined;
}
