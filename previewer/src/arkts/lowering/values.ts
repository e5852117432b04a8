import ts from 'ohos-typescript';
import { attributeList } from './attributes.js';
import { classify, isUiBody, styleCalls, unchain } from './classify.js';
import { builderCall, uiArrow, uiExpression } from './uiCalls.js';
import type { Lowering } from './Lowering.js';
import { stateStyleChain, thisProperty, twoWayOperand } from './syntax.js';

/** @see Lowering.value */
export function lowerValue(lowering: Lowering, node: ts.Expression, twoWay: boolean): void {
  const operand = twoWayOperand(node, lowering.source);
  if (operand !== undefined && twoWay) {
    lowering.insert('$rt.twoWay(() => ', node);
    lowering.copyText(operand.start, operand.end);
    lowering.insert(', $value => { ', node);
    lowering.copyText(operand.start, operand.end);
    lowering.insert(' = $value; })', node);
  } else if (thunk(lowering, node)) {
    return;
  } else if (ts.isObjectLiteralExpression(node)) {
    objectValue(lowering, node, twoWay);
  } else if (ts.isArrayLiteralExpression(node)) {
    lowering.insert('[', node);
    for (const element of node.elements) {
      lowering.value(element, twoWay);
      lowering.insert(', ', element);
    }
    lowering.insert(']', node);
  } else if (ts.isConditionalExpression(node)) {
    lowering.insert('(', node);
    lowering.code(node.condition);
    lowering.insert(') ? (', node.whenTrue);
    lowering.value(node.whenTrue, twoWay);
    lowering.insert(') : (', node.whenFalse);
    lowering.value(node.whenFalse, twoWay);
    lowering.insert(')', node);
  } else if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) {
    lowering.insert('(', node);
    lowering.value(node.expression, twoWay);
    lowering.insert(')', node);
  } else {
    lowering.code(node);
  }
}

/** Writes a builder, a struct or a style that is used as a value; false when the node is none of them. */
export function thunk(lowering: Lowering, node: ts.Expression): boolean {
  if (isBuilderReference(lowering, node)) {
    lowering.insert('(...$args) => $rt.builder(', node);
    lowering.code(node);
    lowering.insert(`, ${thisProperty(node) === undefined ? 'undefined' : 'this'}, () => $args)`, node);
    return true;
  }
  if (isStyleReference(lowering, node)) {
    lowering.insert('() => ', node);
    lowering.code(node);
    lowering.insert('()', node);
    return true;
  }
  const style = stateStyleChain(node);
  if (style !== undefined) {
    lowering.insert('() => ', node);
    attributeList(lowering, styleCalls(style), node);
    return true;
  }
  if (ts.isArrowFunction(node) && isUiBody(lowering, node.body)) {
    uiArrow(lowering, node);
    return true;
  }
  const call =
    ts.isCallExpression(node) || ts.isEtsComponentExpression(node)
      ? classify(lowering, unchain(lowering, node).base)
      : undefined;
  if (call?.kind === 'builder' && call.call === node) {
    lowering.insert('() => ', node);
    builderCall(lowering, call.call);
    return true;
  }
  if (call?.kind === 'struct' || call?.kind === 'component') {
    lowering.insert('() => { ', node);
    uiExpression(lowering, node);
    lowering.insert(' }', node);
    return true;
  }
  return false;
}

function objectValue(lowering: Lowering, node: ts.ObjectLiteralExpression, twoWay: boolean): void {
  lowering.insert('{ ', node);
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property)) {
      lowering.code(property.name);
      lowering.insert(': ', property.name);
      lowering.value(property.initializer, twoWay);
    } else {
      lowering.code(property);
    }
    lowering.insert(', ', property);
  }
  lowering.insert('}', node);
}

function isBuilderReference(lowering: Lowering, node: ts.Expression): boolean {
  const member = thisProperty(node);
  return member !== undefined
    ? lowering.struct?.builders.has(member) === true
    : ts.isIdentifier(node) && lowering.kindOf(node.text) === 'builder';
}

function isStyleReference(lowering: Lowering, node: ts.Expression): boolean {
  const member = thisProperty(node);
  return member !== undefined
    ? lowering.struct?.styles.has(member) === true
    : ts.isIdentifier(node) && lowering.kindOf(node.text) === 'styles';
}
