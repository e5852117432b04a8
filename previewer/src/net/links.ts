import type { Clock } from '../clock/Clock.js';
import { CutBudget } from './CutBudget.js';
import type { LinkCondition, LinkDescription } from './LinkFault.js';
import type { Link, LinkBreak } from './NetworkStack.js';

/** A link as the network of its device moves it. */
export class MovableLink implements Link {
  isLost = false;
  private readonly changeListeners = new Set<() => void>();
  private readonly breakListeners = new Set<(how: LinkBreak) => void>();
  private condition: LinkCondition;
  private lastBreak: number;
  /** When everything that was handed over will have left, on the clock. */
  private busyUntil = 0;

  constructor(
    readonly clock: Clock,
    description: LinkDescription = {},
  ) {
    this.condition = description;
    this.lastBreak = description.last?.number ?? 0;
  }

  get isUp(): boolean {
    return !this.isLost && this.condition.state !== 'stalled';
  }

  get latency(): number {
    return this.condition.latencyMilliseconds ?? 0;
  }

  get isShaped(): boolean {
    return this.latency > 0 || this.condition.bytesPerSecond !== undefined;
  }

  arrivalOf(byteLength: number): number {
    const { bytesPerSecond } = this.condition;
    const duration = bytesPerSecond === undefined ? 0 : (byteLength / bytesPerSecond) * 1_000;
    this.busyUntil = Math.max(this.clock.now(), this.busyUntil) + duration;
    return Math.ceil(this.busyUntil + this.latency);
  }

  onChange(listener: () => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  onBreak(listener: (how: LinkBreak) => void): () => void {
    this.breakListeners.add(listener);
    return () => this.breakListeners.delete(listener);
  }

  /** Ignored once the link is lost. */
  move(description: LinkDescription): void {
    if (this.isLost) {
      return;
    }
    const before = this.condition;
    this.condition = description;
    if (!isSame(before, description)) {
      this.busyUntil = 0;
      this.tellChange();
    }
    const { last } = description;
    if (last !== undefined && last.number > this.lastBreak) {
      this.lastBreak = last.number;
      const how: LinkBreak =
        last.fault.kind === 'cut' ? { kind: 'cut', budget: new CutBudget(last.fault.afterBytes) } : last.fault;
      Array.from(this.breakListeners).forEach(listener => listener(how));
    }
  }

  lose(): void {
    if (!this.isLost) {
      this.isLost = true;
      this.tellChange();
    }
  }

  private tellChange(): void {
    Array.from(this.changeListeners).forEach(listener => listener());
  }
}

function isSame(one: LinkCondition, other: LinkCondition): boolean {
  return (one.state === 'stalled') === (other.state === 'stalled')
    && one.latencyMilliseconds === other.latencyMilliseconds && one.bytesPerSecond === other.bytesPerSecond;
}
