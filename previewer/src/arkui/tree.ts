/** The protocol between the ArkUI runtime and whoever draws it. Everything here is plain JSON. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export type NodeId = number;

/** The invisible root: its children are the page, then overlays (dialogs, menus, sheets, toasts), the topmost last. */
export const ROOT_NODE: NodeId = 0;

/**
 * A mounted component.
 *
 * `type` is the ArkUI name (`Column`, `Text`, `TextInput`, …), the name of the struct for a custom component
 * (a node that only groups), or one of the runtime's own: `$Root`, `$Page`, `$Dialog`, `$Toast`, `$Menu`, `$Sheet`,
 * `$Popup`, `$Fragment` (groups), `$Slot` (what a builder in an attribute made; `props.slot` names the attribute).
 *
 * `props` holds what was set on it, resolved: resources are strings, numbers and CSS colours, lengths are numbers in vp
 * or strings with `%`; enums keep the SDK's numbers; creation arguments stand under their option names (`Text` →
 * `content`, `Button` → `label`, `TextInput` → `text`, `placeholder`; …). `props.id` is the application's `.id()`;
 * `props.events` lists the handlers that are set (`onClick`, `onChange`, …).
 */
export interface TreeNode {
  id: NodeId;
  type: string;
  props: { [key: string]: JsonValue };
  children: TreeNode[];
}

export type Patch =
  | { op: 'create'; id: NodeId; type: string; parent: NodeId; index: number; props: { [key: string]: JsonValue } }
  | { op: 'props'; id: NodeId; set: { [key: string]: JsonValue }; unset: string[] }
  | { op: 'move'; id: NodeId; parent: NodeId; index: number }
  | { op: 'remove'; id: NodeId };

/** What a person does to a node. */
export type InputEvent =
  | { kind: 'click'; node: NodeId }
  /**
   * The whole new text; `sequence` rises with every edit of one input, and patches of its `text` carry the last one
   * seen as `textSequence`.
   */
  | { kind: 'text'; node: NodeId; text: string; sequence: number }
  | { kind: 'submit'; node: NodeId }
  | { kind: 'focus'; node: NodeId }
  | { kind: 'blur'; node: NodeId }
  /** A person begins to scroll, or an edge comes into view, whoever scrolled. */
  | { kind: 'scroll'; node: NodeId; event: 'onScrollStart' | 'onReachStart' | 'onReachEnd' }
  /** Toggle and checkbox: boolean; Select, Tabs, Radio: index; Slider: number. */
  | { kind: 'change'; node: NodeId; value: boolean | number }
  /** A menu item, an alert's button, or a dialog's mask (`index` -1). */
  | { kind: 'choose'; node: NodeId; index: number }
  /** The system's back gesture. */
  | { kind: 'back' };
