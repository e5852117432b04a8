import type { UiNode } from '../../arkui/ArkUi.js';
import { businessError } from '../businessError.js';
import { partialKit } from '../partialKit.js';

/** `MatchPattern` of UiTest. */
export const MATCH_PATTERN = {
  EQUALS: 0, CONTAINS: 1, STARTS_WITH: 2, ENDS_WITH: 3, REG_EXP: 4, REG_EXP_ICASE: 5,
} as const;

type Condition = (node: UiNode, order: readonly UiNode[]) => boolean;

const CLICKABLE_EVENT = 'onClick';
const CHECKABLE_TYPES = new Set(['Toggle', 'Checkbox', 'Radio']);
const SCROLLABLE_TYPES = new Set(['List', 'Scroll', 'Grid', 'WaterFlow', 'Swiper']);

/** A description of components: every condition that was named holds. Immutable: each call gives a new one. */
export class On {
  constructor(private readonly conditions: readonly Condition[] = []) {}

  matches(node: UiNode, order: readonly UiNode[]): boolean {
    return this.conditions.every(condition => condition(node, order));
  }

  text(text: string, pattern: number = MATCH_PATTERN.EQUALS): On {
    requireText(text);
    return this.and(node => matchesText(node.text, text, pattern));
  }

  id(id: string, pattern: number = MATCH_PATTERN.EQUALS): On {
    requireText(id);
    return this.and(node => matchesText(node.key, id, pattern));
  }

  type(type: string, pattern: number = MATCH_PATTERN.EQUALS): On {
    requireText(type);
    return this.and(node => matchesText(node.type, type, pattern));
  }

  hint(text: string, pattern: number = MATCH_PATTERN.EQUALS): On {
    return this.and(node => matchesText(node.hint, text, pattern));
  }

  enabled(expected = true): On {
    return this.and(node => node.isEnabled === expected);
  }

  focused(expected = true): On {
    return this.and(node => node.isFocused === expected);
  }

  selected(expected = true): On {
    return this.and(node => node.isSelected === expected);
  }

  checked(expected = true): On {
    return this.and(node => node.isChecked === expected);
  }

  checkable(expected = true): On {
    return this.and(node => isCheckable(node) === expected);
  }

  clickable(expected = true): On {
    return this.and(node => isClickable(node) === expected);
  }

  scrollable(expected = true): On {
    return this.and(node => isScrollable(node) === expected);
  }

  /** The component stands before one that `on` describes. */
  isBefore(on: On): On {
    return this.and((node, order) => anchors(on, order).some(anchor => order.indexOf(node) < order.indexOf(anchor)));
  }

  isAfter(on: On): On {
    return this.and((node, order) => anchors(on, order).some(anchor => order.indexOf(node) > order.indexOf(anchor)));
  }

  within(on: On): On {
    return this.and((node, order) => ancestorsOf(node).some(ancestor => on.matches(ancestor, order)));
  }

  private and(condition: Condition): On {
    return partialKit('ON', new On([...this.conditions, condition]));
  }
}

export function isCheckable(node: UiNode): boolean {
  return CHECKABLE_TYPES.has(node.type);
}

export function isScrollable(node: UiNode): boolean {
  return SCROLLABLE_TYPES.has(node.type);
}

export function isClickable(node: UiNode): boolean {
  const { events } = node.props;
  return node.type === 'Button' || isCheckable(node) || (Array.isArray(events) && events.includes(CLICKABLE_EVENT));
}

function anchors(on: On, order: readonly UiNode[]): UiNode[] {
  return order.filter(node => on.matches(node, order));
}

function ancestorsOf(node: UiNode): UiNode[] {
  const found: UiNode[] = [];
  for (let next = node.parent; next !== undefined; next = next.parent) {
    found.push(next);
  }
  return found;
}

function matchesText(actual: string, wanted: string, pattern: number): boolean {
  switch (pattern) {
    case MATCH_PATTERN.EQUALS:
      return actual === wanted;
    case MATCH_PATTERN.CONTAINS:
      return actual.includes(wanted);
    case MATCH_PATTERN.STARTS_WITH:
      return actual.startsWith(wanted);
    case MATCH_PATTERN.ENDS_WITH:
      return actual.endsWith(wanted);
    case MATCH_PATTERN.REG_EXP:
      return new RegExp(wanted).test(actual);
    case MATCH_PATTERN.REG_EXP_ICASE:
      return new RegExp(wanted, 'i').test(actual);
    default:
      throw businessError(401, 'Input parameters are invalid.');
  }
}

function requireText(value: unknown): void {
  if (typeof value !== 'string') {
    throw businessError(401, 'Input parameters are invalid.');
  }
}
