import { stackOf, topDestination } from '../components/navigation.js';
import { tabPages, tabsAround } from '../components/tabs.js';
import type { ViewNode } from '../rendering/ViewNode.js';
import type { InputEvent } from '../tree.js';
import type { UiInstance } from '../UiInstance.js';
import { isEnabled, isReachable } from './reach.js';

/** Does what a person's action on a node does on a device; an action that cannot reach its node does nothing. */
export function dispatchInput(ui: UiInstance, event: InputEvent): void {
  if (event.kind === 'back') {
    goBack(ui);
    return;
  }
  const choice = ui.overlays.choice(event.node);
  if (choice !== undefined) {
    if (event.kind === 'click' && choice.overlay === (ui.overlays.topModal ?? choice.overlay)) {
      ui.overlays.choose(choice.overlay, choice.index);
    }
    return;
  }
  const node = ui.tree.get(event.node);
  if (node === undefined || !isReachable(ui, node) || !isEnabled(node)) {
    return;
  }
  switch (event.kind) {
    case 'click':
      click(ui, node);
      return;
    case 'text':
      node.behaviour?.text?.(event.text, event.sequence);
      return;
    case 'submit':
      node.behaviour?.submit?.();
      return;
    case 'focus':
      ui.focus(node);
      return;
    case 'blur':
      if (ui.focused === node) {
        ui.focus(undefined);
      }
      return;
    case 'scroll':
      ui.callHandler(node.handlers.get(event.event));
      return;
    case 'change':
      node.behaviour?.change?.(event.value);
      return;
    case 'choose': {
      const overlay = ui.overlays.find(node);
      if (overlay !== undefined) {
        ui.overlays.choose(overlay, event.index);
      }
    }
  }
}

/** The innermost component that does something with a tap gets it. */
function click(ui: UiInstance, target: ViewNode): void {
  for (let node: ViewNode | undefined = target; node !== undefined; node = node.parent) {
    if (node.behaviour?.click?.() === true) {
      return;
    }
    if (node.openMenu !== undefined) {
      node.openMenu();
      return;
    }
    const handler = node.handlers.get('onClick');
    if (handler !== undefined) {
      ui.callHandler(handler, clickEvent(ui, node));
      return;
    }
    if (chooseTab(node)) {
      return;
    }
  }
}

function chooseTab(slot: ViewNode): boolean {
  const page = slot.parent;
  if (slot.shown['slot'] !== 'tabBar' || page === undefined) {
    return false;
  }
  const tabs = tabsAround(page);
  if (tabs !== undefined) {
    tabs.behaviour?.change?.(tabPages(tabs).indexOf(page));
  }
  return true;
}

function clickEvent(ui: UiInstance, node: ViewNode): object {
  return {
    timestamp: ui.host.clock.now() * 1e6,
    source: 1,
    target: { id: node.shown['id'] ?? '' },
    preventDefault: () => undefined,
  };
}

/** The top overlay, then the top page of a Navigation, then the page itself may take the gesture. */
function goBack(ui: UiInstance): void {
  const overlay = ui.overlays.topDismissable;
  if (overlay !== undefined) {
    ui.overlays.dismiss(overlay);
    return;
  }
  const destination = innermostDestination(ui.tree.root);
  if (destination !== undefined) {
    if (ui.callHandler(destination.handlers.get('onBackPressed')) !== true) {
      stackOf(destination)?.pop();
    }
    return;
  }
  const page = ui.tree.root.children[0]?.children[0]?.struct;
  ui.callHandler(page?.onBackPress?.bind(page));
}

function innermostDestination(node: ViewNode): ViewNode | undefined {
  const top = node.type === 'Navigation' ? topDestination(node) : undefined;
  const within = top === undefined ? node.children : [top];
  for (const child of within) {
    const inner = innermostDestination(child);
    if (inner !== undefined) {
      return inner;
    }
  }
  return top;
}
