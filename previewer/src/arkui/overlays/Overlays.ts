import type { UiBlock } from '../../arkts/LoweredCode.js';
import type { NodeId } from '../tree.js';
import type { Props, ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';

/** A button of a dialog or an item of a menu. */
export interface Choice {
  text: string;
  color?: string;
  run?: () => void;
}

export interface OverlayOptions {
  type: '$Dialog' | '$Sheet' | '$Menu' | '$Toast' | '$Popup';
  props?: Props;
  choices?: Choice[];
  /** Whether what lies under it is out of reach. */
  isModal: boolean;
  closesOnMask: boolean;
  content?: UiBlock;
  /** After it was closed by a person: mask, back gesture. */
  dismissed?: () => void;
  /** After it was closed in whatever way. */
  closed?: () => void;
  /** Asked before a person closes it; false keeps it open. */
  mayDismiss?: () => boolean;
}

/** A button or menu item that is drawn from properties; a tap on its identity chooses it. */
export interface ChoiceNode {
  readonly id: NodeId;
  readonly overlay: Overlay;
  readonly index: number;
  readonly text: string;
}

export interface Overlay {
  readonly node: ViewNode;
  readonly options: OverlayOptions;
  readonly choices: readonly ChoiceNode[];
  close(): void;
}

/** What lies over the page, lowest first: dialogs, sheets, menus, toasts. */
export class Overlays {
  private shown: Overlay[] = [];

  constructor(private readonly ui: UiInstance) {}

  open(options: OverlayOptions): Overlay {
    const { tree } = this.ui;
    const choices = options.choices ?? [];
    const node = tree.group(options.type, tree.root, undefined, {
      ...options.props,
      modal: options.isModal,
      ...(choices.length === 0 ? {} : {
        buttons: choices.map(({ text, color }) => ({ text, ...(color === undefined ? {} : { color }) })),
      }),
    });
    const choiceNodes: ChoiceNode[] = [];
    const overlay: Overlay = { node, options, choices: choiceNodes, close: () => this.close(overlay) };
    choices.forEach(({ text }, index) => choiceNodes.push({ id: tree.takeId(), overlay, index, text }));
    this.shown.push(overlay);
    if (options.isModal) {
      this.ui.focus(undefined);
    }
    if (options.content !== undefined) {
      this.ui.build(node, options.content);
    }
    return overlay;
  }

  get topModal(): Overlay | undefined {
    return this.shown.findLast(overlay => overlay.options.isModal);
  }

  /** The top overlay that the back gesture closes. */
  get topDismissable(): Overlay | undefined {
    return this.shown.findLast(overlay => overlay.options.type !== '$Toast');
  }

  find(node: ViewNode): Overlay | undefined {
    return this.shown.find(overlay => overlay.node === node);
  }

  choice(id: NodeId): ChoiceNode | undefined {
    return this.shown.flatMap(overlay => overlay.choices).find(choice => choice.id === id);
  }

  /** A person chose a button or item, or touched the mask (`index` -1). */
  choose(overlay: Overlay, index: number): void {
    const choice = overlay.options.choices?.[index];
    if (choice !== undefined) {
      this.close(overlay);
      this.ui.callHandler(choice.run);
    } else if (index < 0 && overlay.options.closesOnMask) {
      this.dismiss(overlay);
    }
  }

  dismiss(overlay: Overlay): void {
    if (overlay.options.mayDismiss?.() === false) {
      return;
    }
    this.close(overlay);
    this.ui.callHandler(overlay.options.dismissed);
  }

  isAbove(upper: ViewNode, lower: ViewNode): boolean {
    const { children } = this.ui.tree.root;
    return children.indexOf(upper) > children.indexOf(lower);
  }

  closeAll(): void {
    for (const overlay of [...this.shown]) {
      this.close(overlay);
    }
  }

  private close(overlay: Overlay): void {
    if (!this.shown.includes(overlay)) {
      return;
    }
    this.shown = this.shown.filter(other => other !== overlay);
    this.ui.tree.remove(overlay.node);
    this.ui.callHandler(overlay.options.closed);
  }
}
