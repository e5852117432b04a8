import { Reaction, untracked } from './reactive.js';
import type { Scheduler } from './Scheduler.js';
import { Slot } from './Slot.js';

export interface MonitorValue {
  before: unknown;
  now: unknown;
  path: string;
}

/** What a `@Monitor` method is given. */
export interface Monitor {
  readonly dirty: string[];
  /** Of the first changed path, unless one is named; undefined for a path that did not change. */
  value(path?: string): MonitorValue | undefined;
}

/**
 * Calls `method` in the flush after the value at one of `paths` has become another one. Silent when it has changed back
 * in the meantime. Returns the function that ends it.
 */
export function startMonitor(scheduler: Scheduler, target: object, paths: string[],
  method: (monitor: Monitor) => void): () => void {
  const values: MonitorValue[] = [];
  const read = (): void => {
    paths.forEach((path, index) => {
      const now = valueAt(target, path);
      const known = values[index];
      if (known === undefined) {
        values[index] = { path, before: now, now };
      } else {
        known.now = now;
      }
    });
  };
  const reaction = new Reaction(scheduler, 'monitor', () => {
    read();
    const dirty = values.filter(value => !Object.is(value.before, value.now)).map(value => ({ ...value }));
    if (dirty.length === 0) {
      return;
    }
    values.forEach(value => {
      value.before = value.now;
    });
    const monitor: Monitor = {
      dirty: dirty.map(value => value.path),
      value: path => (path === undefined ? dirty[0] : dirty.find(value => value.path === path)),
    };
    untracked(() => method.call(target, monitor));
  });
  reaction.run();
  return () => reaction.dispose();
}

function valueAt(target: object, path: string): unknown {
  let value: unknown = target;
  for (const name of path.split('.')) {
    if (value === null || value === undefined) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/**
 * Replaces the getter `name` on this one object by a cached value that is computed anew in the flush after a change:
 * until then it reads as before, as on the platform. Returns the function that ends it.
 */
export function startComputed(scheduler: Scheduler, target: object, name: string): () => void {
  const getter = getterOf(target, name);
  if (getter === undefined) {
    return () => undefined;
  }
  const slot = new Slot(undefined);
  const reaction = new Reaction(scheduler, 'computed', () => slot.set(getter.call(target)));
  reaction.run();
  Object.defineProperty(target, name, { configurable: true, enumerable: true, get: () => slot.get() });
  return () => reaction.dispose();
}

function getterOf(target: object, name: string): (() => unknown) | undefined {
  for (let holder: object | null = target; holder !== null; holder = Object.getPrototypeOf(holder) as object | null) {
    const getter = Object.getOwnPropertyDescriptor(holder, name)?.get;
    if (getter !== undefined) {
      return getter;
    }
  }
  return undefined;
}
