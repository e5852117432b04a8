export const UNHANDLED = 'unhandled';

type Outcome = void | typeof UNHANDLED;

/** What a state does with the messages it knows; all others go to its parent. `UNHANDLED` passes one on as well. */
export type Handlers<M extends { kind: string }> = {
  [K in M['kind']]?: (message: Extract<M, { kind: K }>) => Outcome | Promise<Outcome>;
};

export interface State<M extends { kind: string }, N extends string> {
  parent?: N;
  enter?(): void | Promise<void>;
  exit?(): void;
  on: Handlers<M>;
}

/**
 * A hierarchical state machine with one message queue. A message is handled to its end before the next one is looked
 * at, also where a handler waits; a switch of state happens after the handler; deferred messages come first in the new
 * state.
 */
export class StateMachine<M extends { kind: string }, N extends string> {
  private queue: M[] = [];
  private deferred: M[] = [];
  private next: N | undefined;
  private isDraining = false;
  private isClosed = false;
  private active: N;

  constructor(
    private readonly states: Record<N, State<M, N>>,
    initial: N,
    /** Called after every message. */
    private readonly settled: () => void,
  ) {
    this.active = initial;
  }

  get current(): N {
    return this.active;
  }

  /** Never handled before the caller has returned. */
  post(message: M): void {
    if (this.isClosed) {
      return;
    }
    this.queue.push(message);
    if (!this.isDraining) {
      this.isDraining = true;
      queueMicrotask(() => void this.drain());
    }
  }

  defer(message: M): void {
    this.deferred.push(message);
  }

  switchTo(name: N): void {
    this.next = name;
  }

  close(): void {
    this.isClosed = true;
    this.queue = [];
  }

  private async drain(): Promise<void> {
    try {
      for (let message = this.queue.shift(); message !== undefined; message = this.queue.shift()) {
        await this.dispatch(message);
        await this.performSwitches();
        if (!this.isClosed) {
          this.settled();
        }
      }
    } finally {
      this.isDraining = false;
    }
  }

  private async dispatch(message: M): Promise<void> {
    for (const name of this.lineage(this.active)) {
      const handler = this.states[name].on[message.kind as M['kind']] as
        | ((message: M) => Outcome | Promise<Outcome>)
        | undefined;
      if (handler !== undefined && (await handler(message)) !== UNHANDLED) {
        return;
      }
    }
  }

  private async performSwitches(): Promise<void> {
    while (this.next !== undefined) {
      const from = this.lineage(this.active);
      const to = this.lineage(this.next);
      const isSelf = this.active === this.next;
      this.next = undefined;
      for (const name of from.filter(left => isSelf ? left === this.active : !to.includes(left))) {
        this.states[name].exit?.();
      }
      const entered = to.filter(name => isSelf ? name === this.active : !from.includes(name)).reverse();
      this.active = to[0] ?? this.active;
      for (const name of entered) {
        await this.states[name].enter?.();
      }
      this.queue.unshift(...this.deferred.splice(0));
    }
  }

  /** The state, its parent, and so on. */
  private lineage(name: N): N[] {
    const names: N[] = [];
    for (let at: N | undefined = name; at !== undefined; at = this.states[at].parent) {
      names.push(at);
    }
    return names;
  }
}
