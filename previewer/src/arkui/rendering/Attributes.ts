import type { AttributeCall } from '../../arkts/LoweredCode.js';
import { OverlayBindings, isOverlayAttribute } from '../overlays/OverlayBindings.js';
import { isSlotName, Slots } from './Slots.js';
import type { UiInstance } from '../UiInstance.js';
import { TwoWayBinding } from './bindings.js';
import { resolveValue } from './values.js';
import { isCallback, type Callback, type Props, type ViewNode } from './ViewNode.js';

/** What one node's creation arguments and attributes amount to. */
export class Attributes {
  private readonly slots: Slots;
  private readonly overlays: OverlayBindings;
  private isAttached = false;

  constructor(private readonly ui: UiInstance, private readonly node: ViewNode) {
    this.slots = new Slots(ui, node);
    this.overlays = new OverlayBindings(ui, node);
  }

  /** Takes over a new evaluation. */
  apply(creation: Record<string, unknown>, calls: AttributeCall[]): void {
    const handlers = new Map<string, Callback>();
    const bindings = new Map<string, (value: unknown) => void>();
    const declared: Props = {};
    const raw: Record<string, unknown> = {};
    const take = (name: string, value: unknown, isCreation: boolean): void => {
      const bound = value instanceof TwoWayBinding ? value.get() : value;
      if (value instanceof TwoWayBinding) {
        bindings.set(name, value.set);
      }
      raw[name] = bound;
      if (isSlotName(name) && this.slots.take(name, bound)) {
        return;
      }
      if (isCallback(bound)) {
        if (isHandlerName(name)) {
          handlers.set(name, bound);
        }
        return;
      }
      const resolved = isTextual(name, isCreation, bound) ? String(bound) : resolveValue(this.ui.host, name, bound);
      if (resolved !== undefined) {
        declared[name] = resolved;
      }
    };
    this.slots.begin();
    this.overlays.begin();
    Object.entries(creation).forEach(([name, value]) => take(name, value, true));
    for (const [name, ...args] of flatten(calls)) {
      if (isOverlayAttribute(name)) {
        this.overlays.take(name, args);
        continue;
      }
      take(name, args[0], false);
      if (args[1] !== undefined && !isCallback(args[1])) {
        take(`${name}Options`, args[1], false);
      }
    }
    this.node.handlers = handlers;
    this.node.bindings = bindings;
    this.node.declared = declared;
    this.node.behaviour?.evaluated?.(raw);
    this.ui.tree.refresh(this.node);
    if (this.isAttached) {
      this.attach();
    }
  }

  /** Builds what hangs on the node besides its children: title bars, menus, sheets. */
  attach(): void {
    this.isAttached = true;
    this.slots.attach();
    this.overlays.attach();
  }
}

function isHandlerName(name: string): boolean {
  return /^on[A-Z]/.test(name);
}

/** A text component shows a number as text. */
function isTextual(name: string, isCreation: boolean, value: unknown): boolean {
  return isCreation && typeof value === 'number' && (name === 'content' || name === 'label' || name === 'text');
}

/** Replaces `attributeModifier(modifier)` by what the modifier sets. */
function flatten(calls: AttributeCall[]): AttributeCall[] {
  return calls.flatMap(call => call[0] === 'attributeModifier' ? modifierCalls(call[1]) : [call]);
}

interface AttributeModifier {
  applyNormalAttribute?(attribute: object): void;
}

function modifierCalls(modifier: unknown): AttributeCall[] {
  const calls: AttributeCall[] = [];
  const recorder: object = new Proxy({}, {
    get: (_target, name) => (...args: unknown[]) => {
      calls.push([String(name), ...args]);
      return recorder;
    },
  });
  if (typeof modifier === 'object' && modifier !== null) {
    (modifier as AttributeModifier).applyNormalAttribute?.(recorder);
  }
  return calls;
}
