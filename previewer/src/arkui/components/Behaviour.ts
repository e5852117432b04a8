import type { ViewNode } from '../rendering/ViewNode.js';

/** Creation arguments and attributes of a node by name: two-way bindings are read, nothing else is resolved. */
export type RawValues = Readonly<Record<string, unknown>>;

/** What a kind of component does beyond showing its properties. One object for each node. */
export interface Behaviour {
  /** After every evaluation of arguments and attributes; may change `node.declared` and `node.own`. */
  evaluated?(values: RawValues): void;
  /** Where the children of the UI block go; the node itself without it. Called once, after the first evaluation. */
  body?(): ViewNode;
  /** After the children are built. */
  built?(): void;
  /** What a tap on the component itself does, before its `onClick`. Returns whether the tap is used up. */
  click?(): boolean;
  /** A person chose another value. */
  change?(value: boolean | number): void;
  text?(text: string, sequence: number): void;
  submit?(): void;
  focus?(isFocused: boolean): void;
  /** What the struct inside asks for with `queryNavigationInfo` or `queryNavDestinationInfo`. */
  info?(): object | undefined;
}
