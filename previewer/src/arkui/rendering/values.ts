import type { ArkUiHost, ResourceReference } from '../ArkUi.js';
import type { JsonValue } from '../tree.js';
import { cssColour, isColourName } from './colours.js';
import type { Props } from './ViewNode.js';

/** An object of the platform that stands for plain properties: `LengthMetrics`, `BottomTabBarStyle`, … */
export interface Presentable {
  present(): unknown;
}

function isPresentable(value: object): value is Presentable {
  return typeof (value as Partial<Presentable>).present === 'function';
}

export function isResource(value: unknown): value is ResourceReference {
  return typeof value === 'object' && value !== null
    && 'bundleName' in value && 'moduleName' in value && 'params' in value;
}

/** Text of a string or a resource; other values as `String` gives them, nothing for undefined and null. */
export function textOf(host: ArkUiHost, value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return String(isResource(value) ? host.resolveResource(value) : value);
}

/**
 * What a creation argument or attribute named `name` is for whoever draws: resources are looked up, colours become CSS,
 * functions and objects that are not data are left out (undefined).
 */
export function resolveValue(host: ArkUiHost, name: string, value: unknown): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
      return isColourName(name) ? cssColour(value) : value;
    case 'number':
      if (!Number.isFinite(value)) {
        return undefined;
      }
      return isColourName(name) ? cssColour(value) : value;
    case 'boolean':
      return value;
    case 'object':
      return value === null ? undefined : resolveObject(host, name, value);
    default:
      return undefined;
  }
}

function resolveObject(host: ArkUiHost, name: string, value: object): JsonValue | undefined {
  if (isResource(value)) {
    return value.name.startsWith('sys.symbol.') ? value.name : resolveValue(host, name, host.resolveResource(value));
  }
  if (isPresentable(value)) {
    return resolveValue(host, name, value.present());
  }
  if (Array.isArray(value)) {
    return resolveList(host, name, value);
  }
  if (!isPlain(value)) {
    return undefined;
  }
  const resolved: Props = {};
  for (const [key, item] of Object.entries(value)) {
    const result = resolveValue(host, key, item);
    if (result !== undefined) {
      resolved[key] = result;
    }
  }
  return resolved;
}

/** A gradient's `colors` are pairs of a colour and an offset. */
function resolveList(host: ArkUiHost, name: string, list: unknown[]): JsonValue {
  return list.map(item => {
    if (isColourName(name) && Array.isArray(item)) {
      return [resolveValue(host, name, item[0]) ?? null, resolveValue(host, 'offset', item[1]) ?? null];
    }
    return resolveValue(host, name, item) ?? null;
  });
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype as object) === null;
}
