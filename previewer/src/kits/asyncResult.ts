export type PlatformCallback<T> = (error: unknown, data?: T) => void;

/** Gives a result the platform's two ways: through the callback, always later, or as a promise when there is none. */
export function settle<T>(work: () => T | Promise<T>, callback?: unknown): Promise<T> | undefined {
  const result = Promise.resolve().then(work);
  if (typeof callback !== 'function') {
    return result;
  }
  const report = callback as PlatformCallback<T>;
  result.then(value => report(undefined, value), (error: unknown) => report(error));
  return undefined;
}

/** The last argument where it is a callback. */
export function callbackOf(args: readonly unknown[]): unknown {
  const last = args.at(-1);
  return typeof last === 'function' ? last : undefined;
}
