import { lengthOf, numberOf, recordOf } from './values.js';
import { contentOf, type ViewNode } from './ViewNode.js';

type Axis = 'width' | 'height';

/** Components that take all the room there is on an axis unless they are told their size. */
const FILLERS: Readonly<Record<Axis, ReadonlySet<string>>> = {
  width: new Set([
    'Divider',
    'Flex',
    'Grid',
    'GridRow',
    'List',
    'ListItem',
    'ListItemGroup',
    'NavDestination',
    'Navigation',
    'Progress',
    'RelativeContainer',
    'Search',
    'Slider',
    'TabContent',
    'Tabs',
    'TextArea',
    'TextInput',
  ]),
  height: new Set(['NavDestination', 'Navigation', 'RelativeContainer', 'TabContent', 'Tabs']),
};
const WRAPPERS = new Set(['Badge', 'Column', 'GridItem', 'Refresh', 'Row', 'Scroll', 'Stack']);
const WEIGHING: Readonly<Record<Axis, string>> = { width: 'Row', height: 'Column' };

/**
 * Marks what grows to its parent's size because of what is in it: on the platform a share of 100 % counts from the room
 * that the outermost container offers, in CSS from a parent whose size is settled already.
 */
export function markFilling(root: ViewNode): void {
  mark(root, 'width');
  mark(root, 'height');
}

/** Returns whether the node wants all of its parent on the axis. */
function mark(node: ViewNode, axis: Axis): boolean {
  const wishes = contentOf(node)
    .map(child => ({ child, wants: mark(child, axis) }))
    .filter(({ child }) => numberOf(child.props.visibility) !== 2 && child.props.position === undefined);
  node.children.filter(child => child.type === '$Slot').forEach(slot => mark(slot, axis));
  const own = lengthOf(node.props[axis] ?? recordOf(node.props.size)?.[axis]);
  if (own !== undefined) {
    node.drawing.element.classList.remove(`fills-${axis}`);
    return own === '100%';
  }
  const isDivider = node.type === 'Divider' && node.props.vertical === true;
  const isWrapper = WRAPPERS.has(node.type) || !node.drawing.isBuiltIn;
  const fillsByContent =
    isWrapper &&
    (wishes.some(({ wants }) => wants) ||
      (node.type === WEIGHING[axis] && wishes.some(({ child }) => (numberOf(child.props.layoutWeight) ?? 0) > 0)));
  node.drawing.element.classList.toggle(`fills-${axis}`, fillsByContent);
  return fillsByContent || (FILLERS[axis].has(node.type) && !isDivider);
}
