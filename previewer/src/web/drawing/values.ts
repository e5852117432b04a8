import type { JsonValue } from '../../arkui/tree.js';

export type Props = Readonly<Record<string, JsonValue>>;
export type Css = Record<string, string>;

export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function numberOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' ? parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function recordOf(value: JsonValue | undefined): Record<string, JsonValue> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

export function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

export function colourOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A length in vp, fp, px (at three pixels a vp), lpx or per cent as CSS. */
export function lengthOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') {
    return `${value}px`;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const match = /^(-?[\d.]+)(vp|fp|px|lpx|%)?$/.exec(value.trim());
  if (match === null) {
    return value === 'auto' || value.startsWith('calc') ? value.replace(/([\d.])(vp|fp)/g, '$1px') : undefined;
  }
  const [, number = '0', unit = 'vp'] = match;
  return unit === '%' ? `${number}%` : `${unit === 'px' ? Number(number) / 3 : number}px`;
}

export interface Edges {
  top: string;
  right: string;
  bottom: string;
  left: string;
}

/** One length for all edges, or an object with physical or localized names. */
export function edgesOf(value: JsonValue | undefined): Edges | undefined {
  const edges = recordOf(value);
  if (edges === undefined) {
    const all = lengthOf(value);
    return all === undefined ? undefined : { top: all, right: all, bottom: all, left: all };
  }
  return {
    top: lengthOf(edges.top) ?? '0px',
    right: lengthOf(edges.right ?? edges.end) ?? '0px',
    bottom: lengthOf(edges.bottom) ?? '0px',
    left: lengthOf(edges.left ?? edges.start) ?? '0px',
  };
}

/** Removes what is undefined. */
export function css(values: Record<string, string | undefined>): Css {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
