import ts from 'ohos-typescript';
import type { Lowering } from './Lowering.js';
import { isVirtual, thisProperty } from './syntax.js';

export type AttributeNode = ts.CallExpression & { expression: ts.PropertyAccessExpression };

/** `base().a(x).b(y)` taken apart. */
export interface Chain {
  base: ts.Expression;
  attributes: AttributeNode[];
}

export type UiCall =
  | {
      kind: 'component' | 'struct' | 'forEach' | 'lazyForEach' | 'repeat';
      call: ts.CallExpression | ts.EtsComponentExpression;
    }
  | { kind: 'builder'; call: ts.CallExpression }
  | { kind: 'none' };

const ITERATIONS = { ForEach: 'forEach', LazyForEach: 'lazyForEach', Repeat: 'repeat' } as const;

export function unchain(lowering: Lowering, expression: ts.Expression): Chain {
  const attributes: AttributeNode[] = [];
  let base = expression;
  while (
    ts.isCallExpression(base) &&
    ts.isPropertyAccessExpression(base.expression) &&
    !isVirtual(base.expression.expression) &&
    classify(lowering, base).kind === 'none'
  ) {
    attributes.unshift(base as AttributeNode);
    base = base.expression.expression;
  }
  return { base, attributes };
}

/** The calls of `.a(x).b(y)` in a style, from the first to the last. */
export function styleCalls(expression: ts.Expression): AttributeNode[] {
  const calls: AttributeNode[] = [];
  let rest = expression;
  while (ts.isCallExpression(rest) && ts.isPropertyAccessExpression(rest.expression)) {
    calls.unshift(rest as AttributeNode);
    rest = rest.expression.expression;
  }
  return calls;
}

/** What a call means when it is known to build UI; `none` for what may be an ordinary call. */
export function classify(lowering: Lowering, node: ts.Node): UiCall {
  if (!ts.isEtsComponentExpression(node) && !ts.isCallExpression(node)) {
    return { kind: 'none' };
  }
  const callee = node.expression;
  if (ts.isIdentifier(callee)) {
    const kind = lowering.kindOf(callee.text);
    const iteration =
      kind === undefined || kind === 'component' ? ITERATIONS[callee.text as keyof typeof ITERATIONS] : undefined;
    if (iteration !== undefined) {
      return { kind: iteration, call: node };
    }
    if (kind === 'component' || kind === 'struct') {
      return { kind, call: node };
    }
    if (ts.isEtsComponentExpression(node)) {
      return { kind: 'struct', call: node };
    }
    return kind === 'builder' ? { kind, call: node } : { kind: 'none' };
  }
  if (!ts.isPropertyAccessExpression(callee)) {
    return { kind: 'none' };
  }
  const member = thisProperty(callee);
  if (member !== undefined) {
    return lowering.struct?.builders.has(member) && ts.isCallExpression(node)
      ? { kind: 'builder', call: node }
      : { kind: 'none' };
  }
  const kind = ts.isIdentifier(callee.expression)
    ? lowering.kindOfMember(callee.expression.text, callee.name.text)
    : undefined;
  if (kind === 'struct') {
    return { kind, call: node };
  }
  return kind === 'builder' && ts.isCallExpression(node) ? { kind, call: node } : { kind: 'none' };
}

/**
 * What a statement of a UI block builds. There a call of a name, of `this.name` or of `wrapped.builder` is always a
 * builder's: nothing else may be called.
 */
export function classifyStatement(lowering: Lowering, base: ts.Expression): UiCall {
  const known = classify(lowering, base);
  if (known.kind !== 'none' || !ts.isCallExpression(base)) {
    return known;
  }
  const callee = base.expression;
  const isBuilder = ts.isIdentifier(callee)
    ? lowering.kindOf(callee.text) === undefined
    : thisProperty(callee) !== undefined || isWrappedBuilder(callee);
  return isBuilder ? { kind: 'builder', call: base } : { kind: 'none' };
}

/** Whether a function's body builds UI. */
export function isUiBody(lowering: Lowering, body: ts.Node): boolean {
  if (ts.isBlock(body)) {
    return body.statements.some(statement => isUiBody(lowering, statement));
  }
  if (ts.isIfStatement(body)) {
    return (
      isUiBody(lowering, body.thenStatement) ||
      (body.elseStatement !== undefined && isUiBody(lowering, body.elseStatement))
    );
  }
  const expression = ts.isExpressionStatement(body) ? body.expression : body;
  if (!ts.isCallExpression(expression) && !ts.isEtsComponentExpression(expression)) {
    return false;
  }
  return (
    isWrappedBuilder(expression.expression) || classify(lowering, unchain(lowering, expression).base).kind !== 'none'
  );
}

function isWrappedBuilder(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'builder';
}
