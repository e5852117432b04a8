import { TwoWayBinding } from '../rendering/bindings.js';
import { blockOf } from '../rendering/Slots.js';
import { resolveValue, textOf } from '../rendering/values.js';
import { isCallback, type Props, type ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import { objectOf } from './objectOf.js';
import type { Choice, Overlay, OverlayOptions } from './Overlays.js';

const KINDS: Readonly<Record<string, OverlayOptions['type']>> = {
  bindSheet: '$Sheet',
  bindContentCover: '$Sheet',
  bindMenu: '$Menu',
  bindContextMenu: '$Menu',
  bindPopup: '$Popup',
};

export function isOverlayAttribute(name: string): boolean {
  return name in KINDS;
}

interface Binding {
  name: string;
  /** undefined: a tap opens it. */
  isShown: boolean | undefined;
  set: ((isShown: boolean) => void) | undefined;
  content: unknown;
  options: Readonly<Record<string, unknown>>;
}

/** `bindSheet`, `bindMenu` and their like on one node. */
export class OverlayBindings {
  private wanted = new Map<string, Binding>();
  private readonly open = new Map<string, Overlay>();

  constructor(private readonly ui: UiInstance, private readonly node: ViewNode) {
    node.disposers.push(() => this.open.forEach(overlay => overlay.close()));
  }

  begin(): void {
    this.wanted = new Map();
  }

  take(name: string, args: unknown[]): void {
    const [first] = args;
    const isBound = first instanceof TwoWayBinding || typeof first === 'boolean';
    const rest = isBound ? args.slice(1) : args;
    const [content, options] = name === 'bindPopup' ? [objectOf(rest[0])['builder'], rest[0]] : [rest[0], rest.at(-1)];
    this.wanted.set(name, {
      name,
      isShown: first instanceof TwoWayBinding ? first.get() === true : isBound ? first === true : undefined,
      set: first instanceof TwoWayBinding ? first.set : undefined,
      content,
      options: objectOf(options),
    });
  }

  attach(): void {
    this.node.openMenu = this.menuOpener();
    for (const [name, overlay] of this.open) {
      if (this.wanted.get(name)?.isShown === false || !this.wanted.has(name)) {
        overlay.close();
      }
    }
    for (const binding of this.wanted.values()) {
      if (binding.isShown === true && !this.open.has(binding.name)) {
        this.show(binding);
      }
    }
  }

  private menuOpener(): (() => void) | undefined {
    const menu = this.wanted.get('bindMenu');
    return menu !== undefined && menu.isShown === undefined ? () => this.show(menu) : undefined;
  }

  private show(binding: Binding): void {
    const { name, options } = binding;
    const handler = (event: string): (() => unknown) | undefined => {
      const value = options[event];
      return isCallback(value) ? () => value() : undefined;
    };
    const overlay = this.ui.overlays.open({
      type: KINDS[name] ?? '$Sheet',
      props: this.propsOf(binding),
      choices: this.choicesOf(binding.content),
      isModal: name !== 'bindPopup' || options['mask'] === true,
      closesOnMask: name !== 'bindContentCover',
      content: blockOf(binding.content),
      dismissed: () => {
        binding.set?.(false);
        const stateChange = options['onStateChange'];
        if (isCallback(stateChange)) {
          stateChange({ isVisible: false });
        }
      },
      closed: () => {
        this.open.delete(name);
        handler('onDisappear')?.();
      },
      mayDismiss: () => {
        const ask = options['onWillDismiss'];
        if (!isCallback(ask)) {
          return true;
        }
        let isAllowed = false;
        this.ui.callHandler(ask, { reason: 0, dismiss: () => { isAllowed = true; } });
        return isAllowed;
      },
    });
    this.open.set(name, overlay);
    this.ui.callLater(handler('onAppear'));
  }

  private propsOf({ name, options }: Binding): Props {
    const resolved = resolveValue(this.ui.host, 'options', { ...options, builder: undefined });
    const props: Props = typeof resolved === 'object' && resolved !== null && !Array.isArray(resolved) ? resolved : {};
    props['anchor'] = this.node.id;
    props['kind'] = name;
    return props;
  }

  private choicesOf(content: unknown): Choice[] {
    if (!Array.isArray(content)) {
      return [];
    }
    return content.map(item => {
      const { value, action } = objectOf(item);
      return { text: textOf(this.ui.host, value), ...(isCallback(action) ? { run: () => void action() } : {}) };
    });
  }
}
