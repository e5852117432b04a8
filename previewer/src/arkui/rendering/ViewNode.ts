import type { Reaction } from '../observation/reactive.js';
import type { JsonValue, NodeId } from '../tree.js';
import type { Behaviour } from '../components/Behaviour.js';
import type { StructInstance } from './Struct.js';

export type Callback = (...args: unknown[]) => unknown;
export type Props = Record<string, JsonValue>;

export function isCallback(value: unknown): value is Callback {
  return typeof value === 'function';
}

/** A mounted component. What draws it sees `shown`; everything else is for the runtime. */
export class ViewNode {
  parent: ViewNode | undefined;
  readonly children: ViewNode[] = [];
  /** What the application declares in creation arguments and attributes. */
  declared: Props = {};
  /** What the runtime itself adds, over what is declared: text that was typed, the chosen tab. */
  readonly own: Props = {};
  /** What was last told to whoever draws. */
  shown: Props = {};
  handlers = new Map<string, Callback>();
  /** Setters of two-way bindings, by property. */
  bindings = new Map<string, (value: unknown) => void>();
  readonly slots = new Map<string, ViewNode>();
  readonly reactions: Reaction[] = [];
  readonly disposers: (() => void)[] = [];
  behaviour: Behaviour | undefined;
  /** Opens the menu that a tap on the component shows. */
  openMenu: (() => void) | undefined;
  /** Of the node of a custom component. */
  struct: StructInstance | undefined;
  isAnnounced = false;
  isDisposed = false;

  constructor(readonly id: NodeId, readonly type: string) {}

  call(handler: string, ...args: unknown[]): unknown {
    return this.handlers.get(handler)?.(...args);
  }

  ancestor(accepts: (node: ViewNode) => boolean): ViewNode | undefined {
    let node: ViewNode | undefined = this.parent;
    while (node !== undefined && !accepts(node)) {
      node = node.parent;
    }
    return node;
  }
}
