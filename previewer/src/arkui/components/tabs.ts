import { isCallback, type Props, type ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import type { JsonValue } from '../tree.js';
import type { Behaviour } from './Behaviour.js';
import { ComponentController } from './controllers.js';
import { fromOptions, withoutArguments } from './creation.js';
import type { ComponentDefinition } from './registry.js';

export const tabs: Record<string, ComponentDefinition> = {
  Tabs: { creation: fromOptions, behaviour: tabsBehaviour },
  TabContent: { creation: withoutArguments, behaviour: tabContent },
};

/** The pages of a Tabs node, in order, whatever groups them. */
export function tabPages(tabsNode: ViewNode): ViewNode[] {
  return tabsNode.children.flatMap(function pagesIn(node: ViewNode): ViewNode[] {
    if (node.type === 'TabContent') {
      return [node];
    }
    return node.type === 'Tabs' ? [] : node.children.flatMap(pagesIn);
  });
}

export function tabsAround(page: ViewNode): ViewNode | undefined {
  return page.ancestor(node => node.type === 'Tabs');
}

export function isActiveTab(page: ViewNode): boolean {
  const around = tabsAround(page);
  return around === undefined || tabPages(around)[Number(around.shown['index'] ?? 0)] === page;
}

function tabsBehaviour(ui: UiInstance, node: ViewNode): Behaviour {
  let declaredBefore: unknown;
  let index = 0;
  const show = (next: number): void => {
    const pages = tabPages(node);
    ui.callHandler(pages[index]?.handlers.get('onWillHide'));
    ui.callHandler(pages[next]?.handlers.get('onWillShow'));
    index = next;
    node.own['index'] = index;
    ui.tree.refresh(node);
  };
  const choose = (next: number): void => {
    if (next === index || next < 0 || next >= tabPages(node).length) {
      return;
    }
    const willChange = node.handlers.get('onContentWillChange');
    if (willChange !== undefined && ui.callHandler(willChange, index, next) === false) {
      return;
    }
    show(next);
    ui.callHandler(node.bindings.get('index'), next);
    ui.callHandler(node.handlers.get('onChange'), next);
  };
  return {
    evaluated(values) {
      if (values['controller'] instanceof ComponentController) {
        values['controller'].attach({ choose });
      }
      const declared = values['index'];
      if (typeof declared === 'number' && declared !== declaredBefore && declared !== index) {
        const isFirst = declaredBefore === undefined;
        if (isFirst) {
          index = declared;
        } else {
          show(declared);
          ui.callLater(node.handlers.get('onChange'), declared);
        }
      }
      declaredBefore = declared ?? declaredBefore ?? 0;
      node.own['index'] = index;
    },
    built() {
      ui.callHandler(tabPages(node)[index]?.handlers.get('onWillShow'));
    },
    change(value) {
      ui.callHandler(node.handlers.get('onTabBarClick'), Number(value));
      choose(Number(value));
    },
  };
}

/** Whatever names the tab without a builder is shown as `tabBar: { text, icon }`. */
function tabContent(_ui: UiInstance, node: ViewNode): Behaviour {
  return {
    evaluated(values) {
      const bar = node.declared['tabBar'];
      if (bar === undefined || isCallback(values['tabBar'])) {
        return;
      }
      node.declared['tabBar'] = tabBarProps(bar);
    },
  };
}

function tabBarProps(bar: JsonValue): Props {
  return typeof bar === 'object' && bar !== null && !Array.isArray(bar) ? bar : { text: String(bar) };
}
