import type { UiNode } from '../ArkUi.js';
import { isActiveTab } from '../components/tabs.js';
import type { ChoiceNode } from '../overlays/Overlays.js';
import type { ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import type { JsonValue } from '../tree.js';
import { isEnabled, isReachable } from './reach.js';

/** The tree as a UI test sees it: without nodes that only group, with the buttons of dialogs and the items of menus. */
export function uiNodeOf(ui: UiInstance, node: ViewNode): UiNode {
  return new MountedNode(ui, node);
}

class MountedNode implements UiNode {
  constructor(private readonly ui: UiInstance, private readonly node: ViewNode) {}

  get id(): number {
    return this.node.id;
  }

  get type(): string {
    return this.node.type;
  }

  get key(): string {
    return textIn(this.node, 'id') || textIn(this.node, 'key');
  }

  get text(): string {
    return textOn(this.node);
  }

  get hint(): string {
    return textIn(this.node, 'placeholder');
  }

  get props(): Readonly<Record<string, JsonValue>> {
    return this.node.shown;
  }

  get parent(): UiNode | undefined {
    const above = this.node.ancestor(node => node.type !== '$Fragment');
    return above === undefined ? undefined : new MountedNode(this.ui, above);
  }

  get children(): readonly UiNode[] {
    const mounted = visibleChildren(this.node).map(child => new MountedNode(this.ui, child));
    const choices = this.ui.overlays.find(this.node)?.choices ?? [];
    return [...mounted, ...choices.map(choice => choiceNode(this.ui, choice, this))];
  }

  get isEnabled(): boolean {
    return isEnabled(this.node);
  }

  get isFocused(): boolean {
    return this.ui.focused === this.node;
  }

  get isChecked(): boolean {
    const { isOn, select, checked } = this.node.shown;
    return isOn === true || select === true || checked === true;
  }

  get isSelected(): boolean {
    const isBar = (node: ViewNode): boolean => node.shown['slot'] === 'tabBar';
    const bar = isBar(this.node) ? this.node : this.node.ancestor(isBar);
    return bar?.parent === undefined ? this.node.shown['selected'] === true : isActiveTab(bar.parent);
  }

  get isReachable(): boolean {
    return isReachable(this.ui, this.node);
  }
}

function visibleChildren(node: ViewNode): ViewNode[] {
  return node.children.flatMap(child => child.type === '$Fragment' ? visibleChildren(child) : [child]);
}

function textIn(node: ViewNode, name: string): string {
  const value = node.shown[name];
  return typeof value === 'string' ? value : '';
}

function textOn(node: ViewNode): string {
  switch (node.type) {
    case 'Text':
    case 'Span':
      return textIn(node, 'content') || visibleChildren(node).map(textOn).join('');
    case 'Button':
      return textIn(node, 'label');
    case 'Select':
      return textIn(node, 'value');
    case '$Toast':
      return textIn(node, 'message');
    default:
      return textIn(node, 'text');
  }
}

function choiceNode(ui: UiInstance, choice: ChoiceNode, parent: UiNode): UiNode {
  const isOpen = ui.overlays.choice(choice.id) === choice;
  return {
    id: choice.id,
    type: choice.overlay.options.type === '$Menu' ? 'MenuItem' : 'Button',
    key: '',
    text: choice.text,
    hint: '',
    props: { label: choice.text },
    parent,
    children: [],
    isEnabled: true,
    isFocused: false,
    isChecked: false,
    isSelected: choice.overlay.node.shown['selected'] === choice.index,
    isReachable: isOpen && isReachable(ui, choice.overlay.node),
  };
}
