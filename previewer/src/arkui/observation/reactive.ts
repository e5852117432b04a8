import { createReactiveSystem, type Link, type ReactiveNode } from 'alien-signals/system';

/** A node that is told when one of its dependencies changes (the flag of the reactive system). */
const WATCHING = 2;

let active: Reaction | undefined;
let cycle = 0;

const { link, unlink, propagate } = createReactiveSystem({
  update: () => true,
  notify: node => (node as Reaction).queue.enqueue(node as Reaction),
  unwatched: () => undefined,
});

/** Something that can be depended on; it holds no value itself. */
export class Signal implements ReactiveNode {
  flags = 0;
  subs: Link | undefined;
  subsTail: Link | undefined;

  /** Makes the running reaction depend on this signal. */
  track(): void {
    if (active !== undefined) {
      link(this, active, cycle);
    }
  }

  /** Queues every reaction that depends on this signal. */
  trigger(): void {
    if (this.subs !== undefined) {
      propagate(this.subs, false);
    }
  }
}

/** The order in which queued reactions run: all computed values, then monitors, then views. */
export type Phase = 'computed' | 'monitor' | 'view';

export interface ReactionQueue {
  enqueue(reaction: Reaction): void;
}

let created = 0;

/** A function that runs again, when its queue decides, after something it read has changed. */
export class Reaction implements ReactiveNode {
  flags = WATCHING;
  deps: Link | undefined;
  depsTail: Link | undefined;
  isDisposed = false;
  /** Rises with creation: a parent's view comes before its children's. */
  readonly order = created++;

  constructor(readonly queue: ReactionQueue, readonly phase: Phase, private readonly body: () => void) {}

  run(): void {
    if (this.isDisposed) {
      return;
    }
    const outer = active;
    active = this;
    cycle++;
    this.depsTail = undefined;
    this.flags = WATCHING;
    try {
      this.body();
    } finally {
      active = outer;
      this.dropAfter(this.depsTail);
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.flags = 0;
    this.depsTail = undefined;
    this.dropAfter(undefined);
  }

  private dropAfter(last: Link | undefined): void {
    let stale = last === undefined ? this.deps : last.nextDep;
    while (stale !== undefined) {
      stale = unlink(stale, this);
    }
  }
}

/** Runs `body` without making the running reaction depend on what it reads. */
export function untracked<T>(body: () => T): T {
  const outer = active;
  active = undefined;
  try {
    return body();
  } finally {
    active = outer;
  }
}

const signals = new WeakMap<object, Map<unknown, Signal>>();

function signalOf(target: object, key: unknown): Signal {
  let ofTarget = signals.get(target);
  if (ofTarget === undefined) {
    ofTarget = new Map();
    signals.set(target, ofTarget);
  }
  let signal = ofTarget.get(key);
  if (signal === undefined) {
    signal = new Signal();
    ofTarget.set(key, signal);
  }
  return signal;
}

export function trackKey(target: object, key: unknown): void {
  if (active !== undefined) {
    signalOf(target, key).track();
  }
}

export function triggerKey(target: object, key: unknown): void {
  signals.get(target)?.get(key)?.trigger();
}

export function triggerAllKeys(target: object): void {
  signals.get(target)?.forEach(signal => signal.trigger());
}
