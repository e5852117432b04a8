import { ComponentController, type ScrollTarget } from './controllers.js';
import { first, fromOptions, optionsOf, withoutArguments } from './creation.js';
import type { ComponentDefinition } from './registry.js';
import type { UiInstance } from '../UiInstance.js';
import type { ViewNode } from '../rendering/ViewNode.js';
import type { Behaviour } from './Behaviour.js';

export const containers: Record<string, ComponentDefinition> = {
  Column: { creation: fromOptions },
  Row: { creation: fromOptions },
  Stack: { creation: fromOptions },
  Flex: { creation: fromOptions },
  RelativeContainer: { creation: withoutArguments },
  Scroll: { creation: args => ({ scroller: args[0] }), behaviour: scrollable },
  List: { creation: fromOptions, behaviour: scrollable },
  ListItem: { creation: fromOptions },
  ListItemGroup: { creation: fromOptions },
  Grid: { creation: args => ({ ...optionsOf(args[1]), scroller: args[0] }), behaviour: scrollable },
  GridItem: { creation: fromOptions },
  GridRow: { creation: fromOptions },
  GridCol: { creation: fromOptions },
  Badge: { creation: fromOptions },
  SideBarContainer: { creation: first('type') },
  Refresh: {
    creation: fromOptions,
    behaviour: (ui, node) => ({
      change: () => {
        node.bindings.get('refreshing')?.(true);
        ui.callHandler(node.handlers.get('onRefreshing'));
      },
    }),
  },
};

/** A scroller's commands reach whoever draws as `scrollCommand`, each with its own `sequence`. */
function scrollable(ui: UiInstance, node: ViewNode): Behaviour {
  let sequence = 0;
  const scroll = (target: ScrollTarget): void => {
    node.own['scrollCommand'] = { ...target, sequence: ++sequence };
    ui.tree.refresh(node);
  };
  return {
    evaluated: ({ scroller }) => {
      if (scroller instanceof ComponentController) {
        scroller.attach({ scroll });
      }
    },
  };
}
