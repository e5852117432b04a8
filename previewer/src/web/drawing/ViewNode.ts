import type { InputEvent, JsonValue, NodeId } from '../../arkui/tree.js';
import type { Drawing } from './Drawing.js';
import type { Props } from './values.js';

/** One node of the component tree and what draws it. */
export interface ViewNode {
  readonly id: NodeId;
  readonly type: string;
  props: Record<string, JsonValue>;
  parent: ViewNode | undefined;
  children: ViewNode[];
  drawing: Drawing;
}

/** What a drawing needs from the phone it is on. */
export interface Surface {
  send(event: InputEvent): void;
  /** The element that menus are laid over. */
  readonly screen: HTMLElement;
}

/** A title, menu, header or the like that a builder made. */
export function slotOf(node: ViewNode, name: string): ViewNode | undefined {
  return node.children.find(child => child.type === '$Slot' && child.props.slot === name);
}

/** The children without slots, nodes that only group replaced by what they hold. */
export function contentOf(node: ViewNode): ViewNode[] {
  return node.children.flatMap(child => {
    if (child.type === '$Slot') {
      return [];
    }
    return child.drawing.isGroup ? contentOf(child) : [child];
  });
}

export function hasEvent(props: Props, name: string): boolean {
  return Array.isArray(props.events) && props.events.includes(name);
}
