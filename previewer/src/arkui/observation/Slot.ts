import { observed, targetOf } from './collections.js';
import { Signal } from './reactive.js';

/** One observed variable: a `@Local`, `@Param` or `@Provider` of a struct. */
export class Slot {
  private readonly signal = new Signal();

  constructor(private value: unknown) {}

  get(): unknown {
    this.signal.track();
    return observed(this.value);
  }

  /** Tells readers only when the value is another one. */
  set(value: unknown): void {
    if (!Object.is(targetOf(this.value), targetOf(value))) {
      this.value = value;
      this.signal.trigger();
    }
  }
}
