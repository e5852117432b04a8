import type { UiNode } from '../../arkui/ArkUi.js';
import type { InputEvent, NodeId } from '../../arkui/tree.js';
import { businessError } from '../businessError.js';
import { isCheckable, isClickable, isScrollable, type On } from './On.js';
import type { Screen } from './Screen.js';

const COMPONENT_LOST = 17000004;
const OPERATION_FAILED = 17000005;
const TEXT_INPUT_TYPES = new Set(['TextInput', 'TextArea', 'Search', 'RichEditor']);

/** One component that a search found. It is looked up anew at each call, as on a device. */
export class Component {
  constructor(private readonly screen: Screen, private readonly node: NodeId) {}

  async click(): Promise<void> {
    await this.tap(node => [clickOn(node)]);
  }

  /** Two taps, both before the page can show what the first one did. */
  async doubleClick(): Promise<void> {
    await this.tap(node => [clickOn(node), clickOn(node)]);
  }

  /** Replaces the text that is there. */
  async inputText(text: string): Promise<void> {
    await this.edit(text);
  }

  async clearText(): Promise<void> {
    await this.edit('');
  }

  async getId(): Promise<string> {
    return (await this.present()).key;
  }

  async getText(): Promise<string> {
    return (await this.present()).text;
  }

  async getHint(): Promise<string> {
    return (await this.present()).hint;
  }

  async getType(): Promise<string> {
    return (await this.present()).type;
  }

  async isEnabled(): Promise<boolean> {
    return (await this.present()).isEnabled;
  }

  async isChecked(): Promise<boolean> {
    return (await this.present()).isChecked;
  }

  async isSelected(): Promise<boolean> {
    return (await this.present()).isSelected;
  }

  async isFocused(): Promise<boolean> {
    return (await this.present()).isFocused;
  }

  async isCheckable(): Promise<boolean> {
    return isCheckable(await this.present());
  }

  async isClickable(): Promise<boolean> {
    return isClickable(await this.present());
  }

  async isScrollable(): Promise<boolean> {
    return isScrollable(await this.present());
  }

  /** Lists are mounted whole: there is nothing to scroll to. */
  async scrollToTop(): Promise<void> {
    await this.present();
  }

  async scrollToBottom(): Promise<void> {
    await this.present();
  }

  async scrollSearch(on: On): Promise<unknown> {
    const container = await this.present();
    const order = this.screen.nodes();
    const found = order.find(node => on.matches(node, order) && isInside(node, container.id));
    return found === undefined ? null : this.screen.component(found);
  }

  private async present(): Promise<UiNode> {
    await this.screen.settle();
    const found = this.screen.nodes().find(node => node.id === this.node);
    if (found === undefined) {
      throw businessError(COMPONENT_LOST, 'The component is lost: it is no longer on the screen.');
    }
    return found;
  }

  private async edit(text: string): Promise<void> {
    const node = await this.present();
    if (!TEXT_INPUT_TYPES.has(node.type)) {
      throw businessError(OPERATION_FAILED, `${node.type} takes no text.`);
    }
    await this.tap(input => [{ kind: 'focus', node: input.id }]);
    await this.tap(input => [{ kind: 'text', node: input.id, text, sequence: this.screen.nextSequence() }]);
  }

  private async tap(eventsFor: (node: UiNode) => InputEvent[]): Promise<void> {
    const node = await this.present();
    if (node.isReachable && node.isEnabled) {
      this.screen.input(...eventsFor(node));
    } else {
      const reason = node.isEnabled ? 'covered or not on screen' : 'disabled';
      this.screen.warn(`${node.type} '${node.key}' cannot be tapped: it is ${reason}.`);
    }
    await this.screen.settle();
  }
}

function clickOn(node: UiNode): InputEvent {
  return isCheckable(node)
    ? { kind: 'change', node: node.id, value: node.type === 'Radio' ? true : !node.isChecked }
    : { kind: 'click', node: node.id };
}

function isInside(node: UiNode, container: NodeId): boolean {
  for (let next = node.parent; next !== undefined; next = next.parent) {
    if (next.id === container) {
      return true;
    }
  }
  return false;
}
