import { untracked, type Phase, type Reaction, type ReactionQueue } from './reactive.js';

/** A reaction that runs more often than this in one flush feeds itself. */
const MAXIMUM_RUNS = 100;

/** Runs what a change has made stale in one microtask: computed values, then monitors to a fixpoint, then views. */
export class Scheduler implements ReactionQueue {
  private readonly queues: Record<Phase, Set<Reaction>> = { computed: new Set(), monitor: new Set(), view: new Set() };
  private jobs: (() => void)[] = [];
  private isScheduled = false;
  private isFlushing = false;
  private isClosed = false;

  /**
   * @param uncaught takes errors of reactions and jobs
   * @param flushed is called at the end of every flush
   */
  constructor(private readonly uncaught: (error: unknown) => void, private readonly flushed: () => void) {}

  enqueue(reaction: Reaction): void {
    if (!this.isClosed) {
      this.queues[reaction.phase].add(reaction);
      this.schedule();
    }
  }

  /** Runs `job` at the start of the next flush. */
  post(job: () => void): void {
    if (!this.isClosed) {
      this.jobs.push(job);
      this.schedule();
    }
  }

  schedule(): void {
    if (!this.isScheduled && !this.isClosed) {
      this.isScheduled = true;
      void Promise.resolve().then(() => this.flush());
    }
  }

  flush(): void {
    if (this.isFlushing || this.isClosed) {
      return;
    }
    this.isFlushing = true;
    try {
      untracked(() => this.drain());
    } finally {
      this.isFlushing = false;
      this.isScheduled = false;
    }
    this.guard(this.flushed);
  }

  /** Runs `body`; an error goes to the device. */
  guard(body: () => void): void {
    try {
      body();
    } catch (error) {
      this.uncaught(error);
    }
  }

  close(): void {
    this.isClosed = true;
    this.jobs = [];
    this.clear();
  }

  private drain(): void {
    const runs = new Map<Reaction, number>();
    let tookAJob = 0;
    for (;;) {
      const job = this.jobs.shift();
      if (job !== undefined) {
        if (++tookAJob > MAXIMUM_RUNS * MAXIMUM_RUNS) {
          this.stopLoop();
          return;
        }
        this.guard(job);
        continue;
      }
      const next = first(this.queues.computed) ?? first(this.queues.monitor) ?? first(this.queues.view);
      if (next === undefined) {
        return;
      }
      this.queues[next.phase].delete(next);
      const count = (runs.get(next) ?? 0) + 1;
      runs.set(next, count);
      if (count > MAXIMUM_RUNS) {
        this.stopLoop();
        return;
      }
      this.guard(() => next.run());
    }
  }

  private stopLoop(): void {
    this.jobs = [];
    this.clear();
    const reason = 'a build function, @Computed or @Monitor changes what it depends on';
    this.uncaught(new Error(`The state never settles: ${reason}`));
  }

  private clear(): void {
    for (const queue of Object.values(this.queues)) {
      queue.clear();
    }
  }
}

function first(queue: Set<Reaction>): Reaction | undefined {
  let lowest: Reaction | undefined;
  for (const reaction of queue) {
    if (reaction.isDisposed) {
      queue.delete(reaction);
    } else if (lowest === undefined || reaction.order < lowest.order) {
      lowest = reaction;
    }
  }
  return lowest;
}
