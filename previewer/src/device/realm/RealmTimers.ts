import type { Clock, TimerId } from '../../clock/Clock.js';

type Callback = (...args: unknown[]) => void;

/**
 * The timers of one realm, on the device's clock; they end with the realm. `run` may put a task off: one that is cleared
 * meanwhile does not fire, and an interval fires once for the time that passed.
 */
export class RealmTimers {
  private readonly pending = new Set<TimerId>();

  constructor(private readonly clock: Clock, private readonly run: (task: () => void) => void) {}

  readonly setTimeout = (callback: Callback, milliseconds?: number, ...args: unknown[]): TimerId => {
    const id = this.clock.setTimeout(() => this.run(() => {
      if (this.pending.delete(id)) {
        callback(...args);
      }
    }), milliseconds ?? 0);
    this.pending.add(id);
    return id;
  };

  readonly setInterval = (callback: Callback, milliseconds?: number, ...args: unknown[]): TimerId => {
    let isWaiting = false;
    const id = this.clock.setInterval(() => {
      if (isWaiting) {
        return;
      }
      isWaiting = true;
      this.run(() => {
        isWaiting = false;
        if (this.pending.has(id)) {
          callback(...args);
        }
      });
    }, milliseconds ?? 0);
    this.pending.add(id);
    return id;
  };

  readonly clear = (id: TimerId | undefined): void => {
    if (id !== undefined && this.pending.delete(id)) {
      this.clock.clear(id);
    }
  };

  close(): void {
    this.pending.forEach(id => this.clock.clear(id));
    this.pending.clear();
  }
}
