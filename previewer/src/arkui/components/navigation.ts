import { NavPathStack, type StackEntry, type StackOwner } from '../navigation/NavPathStack.js';
import { untracked } from '../observation/reactive.js';
import { keepUpdated } from '../rendering/lists.js';
import { isCallback, type Callback, type ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import type { Behaviour } from './Behaviour.js';
import { withoutArguments } from './creation.js';
import type { ComponentDefinition } from './registry.js';

/** Values of `NavigationMode`; Auto splits windows from this width on, in vp. */
const STACK_MODE = 0;
const SPLIT_MODE = 1;
const SPLIT_WIDTH = 600;

interface Destination {
  readonly stack: NavPathStack;
  readonly entry: StackEntry;
}

/** The nodes that Navigation made for pages of its stack; NavDestination components take them over. */
const destinations = new WeakMap<ViewNode, Destination>();

export const navigation: Record<string, ComponentDefinition> = {
  Navigation: {
    creation: args => ({ pathStack: args[0] }),
    behaviour: (ui, node) => new NavigationBehaviour(ui, node),
  },
  NavDestination: { creation: withoutArguments, adopt: wrapperAround, behaviour: destinationBehaviour },
};

export function stackOf(destination: ViewNode): NavPathStack | undefined {
  return destinations.get(destination)?.stack;
}

/** The page on top of a Navigation, undefined when only its home content is there. */
export function topDestination(navigationNode: ViewNode): ViewNode | undefined {
  const last = navigationNode.children.at(-1);
  return last?.type === 'NavDestination' ? last : undefined;
}

class NavigationBehaviour implements Behaviour, StackOwner {
  private stack = new NavPathStack();
  private builder: Callback | undefined;
  private top: ViewNode | undefined;
  private readonly pages = new Map<StackEntry, ViewNode>();

  constructor(private readonly ui: UiInstance, private readonly node: ViewNode) {}

  get parentStack(): NavPathStack | undefined {
    const around = this.node.ancestor(node => node.type === 'NavDestination');
    return around === undefined ? undefined : stackOf(around);
  }

  evaluated(values: Readonly<Record<string, unknown>>): void {
    if (values['pathStack'] instanceof NavPathStack) {
      this.stack = values['pathStack'];
    }
    this.stack.attach(this);
    this.builder = isCallback(values['navDestination']) ? values['navDestination'] : undefined;
    const mode = values['mode'];
    const isWide = this.ui.configuration.width >= SPLIT_WIDTH;
    this.node.own['isSplit'] = mode === SPLIT_MODE || (mode !== STACK_MODE && isWide);
  }

  body(): ViewNode {
    return this.ui.tree.group('$Fragment', this.node, undefined, { slot: 'content' });
  }

  built(): void {
    keepUpdated(this.ui, this.node, () => {
      const entries = this.stack.follow();
      untracked(() => this.show(entries));
    });
  }

  info(): object {
    return { navigationId: String(this.node.shown['id'] ?? ''), pathStack: this.stack };
  }

  knows(name: string): boolean {
    return this.builder !== undefined || this.ui.host.routeBuilder(name) !== undefined;
  }

  private show(entries: readonly StackEntry[]): void {
    const hidden = this.top;
    const gone = [...this.pages].filter(([entry]) => !entries.includes(entry)).reverse();
    for (const [entry, page] of gone) {
      this.tell(page, page === hidden ? ['onWillHide', 'onHidden'] : []);
      this.tell(page, ['onWillDisappear', 'onDisAppear']);
      this.pages.delete(entry);
      this.ui.tree.remove(page);
    }
    const home = this.node.children.filter(child => child.type !== 'NavDestination').length;
    entries.forEach((entry, index) => {
      const known = this.pages.get(entry);
      if (known === undefined) {
        this.open(entry, home + index);
      } else {
        this.ui.tree.move(known, home + index);
      }
    });
    const last = entries.at(-1);
    this.top = last === undefined ? undefined : this.pages.get(last);
    if (this.top === hidden) {
      return;
    }
    this.tell(hidden, ['onWillHide', 'onHidden']);
    this.tell(this.top, ['onWillShow', 'onShown']);
  }

  private open(entry: StackEntry, index: number): void {
    const { name, param } = entry.info;
    const builder = this.ui.host.routeBuilder(name) ?? this.builder;
    if (builder === undefined) {
      throw new Error(`No page is named ${name}: neither the route map nor navDestination() knows it`);
    }
    const page = this.ui.tree.group('NavDestination', this.node, index);
    destinations.set(page, { stack: this.stack, entry });
    this.pages.set(entry, page);
    this.ui.build(page, () => builder(name, param));
    this.tell(page, ['onWillAppear', 'onAppear']);
  }

  private tell(page: ViewNode | undefined, handlers: string[]): void {
    if (page !== undefined && !page.isDisposed) {
      handlers.forEach(name => this.ui.callHandler(page.handlers.get(name)));
    }
  }
}

function wrapperAround(ui: UiInstance): ViewNode | undefined {
  for (let node: ViewNode | undefined = ui.parent; node !== undefined; node = node.parent) {
    if (destinations.has(node)) {
      return node.behaviour === undefined ? node : undefined;
    }
    if (node.type === 'Navigation') {
      return undefined;
    }
  }
  return undefined;
}

function destinationBehaviour(ui: UiInstance, node: ViewNode): Behaviour {
  const destination = destinations.get(node);
  const inside = ui.parent;
  let isReady = false;
  return {
    evaluated() {
      if (!isReady && destination !== undefined) {
        isReady = true;
        const { stack, entry } = destination;
        ui.callHandler(node.handlers.get('onReady'), {
          pathStack: stack,
          pathInfo: entry.info,
          navDestinationId: entry.id,
          getConfigInRouteMap: () => ({ name: entry.info.name }),
        });
      }
    },
    body: () => destination === undefined ? node : ui.tree.group('$Fragment', inside),
    info: () => destination === undefined ? undefined : {
      navigationId: '',
      name: destination.entry.info.name,
      param: destination.entry.info.param,
      index: destination.stack.getAllPathName().indexOf(destination.entry.info.name),
      navDestinationId: destination.entry.id,
    },
  };
}
