import type { Clock, TimerId } from './Clock.js';

export interface MovableClockOptions {
  /** How many milliseconds of this clock pass in one real millisecond; 0 stands still until `advance`. Default 1. */
  speed?: number;
  /** First reading, milliseconds since the epoch. Default: the real time. */
  start?: number;
}

interface Timer {
  id: TimerId;
  due: number;
  order: number;
  every: number | undefined;
  callback: () => void;
}

/**
 * A clock that runs at a chosen speed and can be moved ahead by hand. Timers fire in the order in which they are due,
 * equal ones in the order in which they were set.
 */
export class MovableClock implements Clock {
  private readonly speed: number;
  private readonly timers = new Map<TimerId, Timer>();
  private nextId = 1;
  private nextOrder = 1;
  private reading: number;
  private readAt = performance.now();
  private wakeUp: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(options: MovableClockOptions = {}) {
    this.speed = options.speed ?? 1;
    this.reading = options.start ?? Date.now();
  }

  now(): number {
    return Math.floor(this.exactNow());
  }

  setTimeout(callback: () => void, milliseconds: number): TimerId {
    return this.add(callback, delayOf(milliseconds, 0), undefined);
  }

  setInterval(callback: () => void, milliseconds: number): TimerId {
    const every = delayOf(milliseconds, 1);
    return this.add(callback, every, every);
  }

  clear(id: TimerId): void {
    if (this.timers.delete(id)) {
      this.schedule();
    }
  }

  /** How many timers are pending. */
  get pending(): number {
    return this.timers.size;
  }

  /**
   * Moves the clock ahead and runs every timer that becomes due, each at its own time; promise reactions and I/O
   * callbacks get their turn between two timers. Resolves when the new time is reached.
   */
  async advance(milliseconds: number): Promise<void> {
    const target = this.exactNow() + milliseconds;
    await turn();
    for (let next = this.earliest(); next !== undefined && next.due <= target; next = this.earliest()) {
      this.moveTo(Math.max(next.due, this.exactNow()));
      this.fire(next);
      await turn();
    }
    this.moveTo(Math.max(target, this.exactNow()));
    this.schedule();
  }

  /** Drops every timer and lets the process end. */
  close(): void {
    this.closed = true;
    this.timers.clear();
    clearTimeout(this.wakeUp);
  }

  private add(callback: () => void, milliseconds: number, every: number | undefined): TimerId {
    const id = this.nextId++;
    if (this.closed) {
      return id;
    }
    this.timers.set(id, { id, due: this.exactNow() + milliseconds, order: this.nextOrder++, every, callback });
    this.schedule();
    return id;
  }

  private exactNow(): number {
    return this.reading + (performance.now() - this.readAt) * this.speed;
  }

  private moveTo(reading: number): void {
    this.reading = reading;
    this.readAt = performance.now();
  }

  private earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers.values()) {
      if (first === undefined || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) {
        first = timer;
      }
    }
    return first;
  }

  private fire(timer: Timer): void {
    if (timer.every === undefined) {
      this.timers.delete(timer.id);
    } else {
      timer.due += timer.every;
      timer.order = this.nextOrder++;
    }
    timer.callback();
  }

  private schedule(): void {
    clearTimeout(this.wakeUp);
    this.wakeUp = undefined;
    const next = this.earliest();
    if (this.speed === 0 || next === undefined) {
      return;
    }
    const wait = Math.max(0, (next.due - this.exactNow()) / this.speed);
    this.wakeUp = setTimeout(() => this.runDue(), Math.min(wait, 0x7fffffff));
  }

  private runDue(): void {
    try {
      const next = this.earliest();
      if (next !== undefined && next.due <= this.exactNow()) {
        this.fire(next);
      }
    } finally {
      this.schedule();
    }
  }
}

function delayOf(milliseconds: number, least: number): number {
  return Number.isFinite(milliseconds) ? Math.max(least, milliseconds) : least;
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
