import { isActiveTab, tabsAround } from '../components/tabs.js';
import { topDestination } from '../components/navigation.js';
import type { ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';

/** `Visibility.Visible`. */
const VISIBLE = 0;

export function isEnabled(node: ViewNode): boolean {
  return node.shown['enabled'] !== false && (node.parent === undefined || isEnabled(node.parent));
}

/** Whether a tap would reach the node: visible, on the active tab and the top page, and under no modal overlay. */
export function isReachable(ui: UiInstance, node: ViewNode): boolean {
  if (node.isDisposed) {
    return false;
  }
  const modal = ui.overlays.topModal;
  for (let inner = node; inner.parent !== undefined; inner = inner.parent) {
    const outer = inner.parent;
    if ((inner.shown['visibility'] ?? VISIBLE) !== VISIBLE || isBehindPage(inner, outer) || isOnOtherTab(inner, node)) {
      return false;
    }
    if (outer === ui.tree.root && modal !== undefined && ui.overlays.isAbove(modal.node, inner)) {
      return false;
    }
  }
  return true;
}

function isBehindPage(inner: ViewNode, navigation: ViewNode): boolean {
  if (navigation.type !== 'Navigation') {
    return false;
  }
  const top = topDestination(navigation);
  if (top === undefined || inner === top) {
    return false;
  }
  return inner.type === 'NavDestination' || navigation.shown['isSplit'] !== true;
}

/** The bar of a hidden tab can be reached, its page cannot. */
function isOnOtherTab(page: ViewNode, node: ViewNode): boolean {
  if (page.type !== 'TabContent' || tabsAround(page) === undefined || isActiveTab(page)) {
    return false;
  }
  const bar = page.slots.get('tabBar');
  for (let inner: ViewNode | undefined = node; inner !== undefined && inner !== page; inner = inner.parent) {
    if (inner === bar) {
      return false;
    }
  }
  return true;
}
