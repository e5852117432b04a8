import type { Clock, TimerId } from '../clock/Clock.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Platform behaviour §3.3, in milliseconds. */
const lengths = {
  enableTimeout: 15 * SECOND,
  disableTimeout: 5 * SECOND,
  createGroupTimeout: 5 * SECOND,
  exceptionTimeout: 120 * SECOND,
  dialogTimeout: 30 * SECOND,
  invitationTimeout: 55 * SECOND,
  aliasTimeout: 5 * MINUTE,
  /** Half of the lease (platform behaviour §4.1). */
  leaseRenewal: 180 * MINUTE,
  /** Replaced by the device's setting. */
  idleGroupTimeout: 15 * MINUTE,
} as const;

export type TimerName = keyof typeof lengths;

/** Longest discovery the supplicant is asked for, in seconds. */
export const DISCOVERY_SECONDS = 120;
export const CONNECT_RETRY = { milliseconds: 500, times: 9 } as const;

/** The timers of the P2P state machine, one of each name at a time. */
export class Timers {
  private readonly running = new Map<TimerName, TimerId>();
  private readonly delays = new Set<TimerId>();

  constructor(
    private readonly clock: Clock,
    private readonly elapsed: (name: TimerName) => void,
  ) {}

  start(name: TimerName, milliseconds: number = lengths[name]): void {
    this.stop(name);
    this.running.set(
      name,
      this.clock.setTimeout(() => {
        this.running.delete(name);
        this.elapsed(name);
      }, milliseconds),
    );
  }

  stop(name: TimerName): void {
    const timer = this.running.get(name);
    if (timer !== undefined) {
      this.clock.clear(timer);
      this.running.delete(name);
    }
  }

  /** A delay that nothing but `close` cancels. */
  delay(milliseconds: number, action: () => void): void {
    const timer = this.clock.setTimeout(() => {
      this.delays.delete(timer);
      action();
    }, milliseconds);
    this.delays.add(timer);
  }

  close(): void {
    [...this.running.values(), ...this.delays].forEach(timer => this.clock.clear(timer));
    this.running.clear();
    this.delays.clear();
  }
}
