import type { UiNode } from '../../arkui/ArkUi.js';
import type { InputEvent } from '../../arkui/tree.js';
import { partialKit } from '../partialKit.js';
import type { KitHost } from '../KitHost.js';
import { Component } from './Component.js';
import type { On } from './On.js';

/** What one UiTest call takes on a device at the least, milliseconds. */
const CALL_DURATION = 10;
const OVERLAY_TYPES = new Set(['$Dialog', '$Sheet', '$Menu']);
const LOG_DOMAIN = 0xc03101;

/** The screen under test: what is on it now, and taps on it. */
export class Screen {
  private sequence = 0;

  constructor(private readonly host: KitHost) {}

  /** In document order. What lies on an inactive tab or page is not on the screen; what lies under a dialog is. */
  nodes(): UiNode[] {
    const root = this.host.ui.root();
    const hasOverlay = root.children.some(child => OVERLAY_TYPES.has(child.type));
    return flatten(root).filter(node => hasOverlay || node.isReachable);
  }

  find(on: On): UiNode[] {
    const order = this.nodes();
    const found = order.filter(node => on.matches(node, order));
    return [...found.filter(node => node.isReachable), ...found.filter(node => !node.isReachable)];
  }

  component(node: UiNode): Component {
    return partialKit('Component', new Component(this, node.id));
  }

  /** All of them before the application can draw what the first did. */
  input(...events: InputEvent[]): void {
    this.host.post(() => events.forEach(event => this.host.ui.input(event)));
  }

  /** Enter in the text input that has the focus. */
  submit(): void {
    const focused = this.nodes().find(node => node.isFocused);
    if (focused !== undefined) {
      this.input({ kind: 'submit', node: focused.id });
    }
  }

  nextSequence(): number {
    return ++this.sequence;
  }

  warn(text: string): void {
    this.host.log('W', LOG_DOMAIN, 'UiTestKit', text);
  }

  /** Lets the application do what is pending. */
  async settle(): Promise<void> {
    await this.delay(CALL_DURATION);
    this.host.ui.flush();
  }

  delay(milliseconds: number): Promise<void> {
    return new Promise(resolve => this.host.clock.setTimeout(resolve, milliseconds));
  }

  now(): number {
    return this.host.clock.now();
  }
}

function flatten(node: UiNode): UiNode[] {
  return [node, ...node.children.flatMap(flatten)];
}
