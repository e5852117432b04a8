import { Slot } from '../observation/Slot.js';
import { byReference } from '../rendering/bindings.js';
import type { Callback } from '../rendering/ViewNode.js';

/** What `wrapBuilder` returns. */
export class WrappedBuilder {
  constructor(readonly builder: Callback) {}
}

/** A builder with its argument, to be shown in a dialog. `update` reaches what is shown. */
export class ComponentContent {
  readonly builder: () => void;
  private readonly slot: Slot;

  constructor(_uiContext: object, wrapped: WrappedBuilder, argument?: unknown) {
    this.slot = new Slot(argument);
    this.builder = () => {
      wrapped.builder(this.parameters());
    };
  }

  update(argument: unknown): void {
    this.slot.set(argument);
  }

  reuse(argument: unknown): void {
    this.slot.set(argument);
  }

  recycle(): void {}

  dispose(): void {}

  /** An object is passed by reference: its fields are read from the latest argument. */
  private parameters(): unknown {
    const argument = this.slot.get();
    if (typeof argument !== 'object' || argument === null) {
      return argument;
    }
    const fieldOf = (name: string): unknown => (this.slot.get() as Record<string, unknown>)[name];
    const isLiteral = Object.getPrototypeOf(Object.getPrototypeOf(argument) ?? {}) === null;
    return !isLiteral
      ? argument
      : byReference(Object.fromEntries(Object.keys(argument).map(name => [name, () => fieldOf(name)])));
  }
}
