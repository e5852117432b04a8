import type { UiBlock } from '../../arkts/LoweredCode.js';
import type { UiInstance } from '../UiInstance.js';
import { isCallback, type ViewNode } from './ViewNode.js';

/** Attributes and options whose value may be a builder; what it builds is a child node `$Slot` with `props.slot`. */
const SLOT_NAMES = new Set([
  'title', 'menus', 'tabBar', 'header', 'footer', 'toolbarConfiguration', 'toolBar', 'overlay', 'background', 'builder',
]);

export function isSlotName(name: string): boolean {
  return SLOT_NAMES.has(name);
}

/** `ButtonType.Circle`. */
const CIRCLE_BUTTON = 1;
/** vp. */
const ICON_SIZE = 24;

interface BarItem {
  value?: unknown;
  icon?: unknown;
  isEnabled?: boolean;
  action?: () => void;
}

/** The parts of one node that builders make. A slot is built once; its content follows the state by itself. */
export class Slots {
  private wanted = new Map<string, UiBlock>();

  constructor(private readonly ui: UiInstance, private readonly node: ViewNode) {}

  begin(): void {
    this.wanted = new Map();
  }

  /** Returns whether the value is a builder, which needs no property. */
  take(name: string, value: unknown): boolean {
    const block = blockOf(value) ?? (isBar(name) ? this.barBlock(value) : undefined);
    if (block === undefined) {
      return false;
    }
    this.wanted.set(isBar(name) && name !== 'menus' ? 'toolbar' : name, block);
    return true;
  }

  attach(): void {
    for (const [name, slot] of this.node.slots) {
      if (!this.wanted.has(name)) {
        this.node.slots.delete(name);
        this.ui.tree.remove(slot);
      }
    }
    for (const [name, block] of this.wanted) {
      if (!this.node.slots.has(name)) {
        const pages = this.node.children.findIndex(child => child.type === 'NavDestination');
        const slot = this.ui.tree.group('$Slot', this.node, pages < 0 ? undefined : pages, { slot: name });
        this.node.slots.set(name, slot);
        this.ui.build(slot, block);
      }
    }
  }

  /** Menu and tool bar items given as data become buttons. */
  private barBlock(value: unknown): UiBlock | undefined {
    if (!Array.isArray(value)) {
      return undefined;
    }
    return () => {
      for (const item of value as BarItem[]) {
        const { component } = this.ui.runtime;
        const { icon } = item;
        component('Button', () => icon === undefined ? [item.value] : [{ type: CIRCLE_BUTTON }], () => [
          ['enabled', item.isEnabled !== false], ['accessibilityText', item.value], ['onClick', () => item.action?.()],
        ], icon === undefined ? undefined : () => {
          component('Image', () => [icon], () => [['width', ICON_SIZE], ['height', ICON_SIZE]]);
        });
      }
    };
  }
}

function isBar(name: string): boolean {
  return name === 'menus' || name === 'toolbarConfiguration' || name === 'toolBar';
}

/** The UI block of a builder, of `{ builder, … }` or of a `ComponentContent`. */
export function blockOf(value: unknown): UiBlock | undefined {
  if (isCallback(value)) {
    return () => {
      value();
    };
  }
  if (typeof value === 'object' && value !== null && 'builder' in value && isCallback(value.builder)) {
    const builder = value.builder;
    return () => {
      builder.call(value);
    };
  }
  return undefined;
}
