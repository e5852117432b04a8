import ts from 'ohos-typescript';
import { attributeList } from './attributes.js';
import { classify, classifyStatement, unchain, type AttributeNode, type UiCall } from './classify.js';
import type { Lowering } from './Lowering.js';
import { twoWayOperand } from './syntax.js';

/** @see Lowering.uiBlock */
export function lowerUiBlock(lowering: Lowering, block: ts.Statement): void {
  if (!ts.isBlock(block)) {
    lowering.insert('{ ', block);
    uiStatement(lowering, block);
    lowering.insert(' }', block);
    return;
  }
  let cursor = block.getStart(lowering.source);
  for (const statement of block.statements) {
    const start = statement.getStart(lowering.source);
    lowering.copyText(cursor, start);
    uiStatement(lowering, statement);
    cursor = statement.end;
  }
  lowering.copyText(cursor, block.end);
}

/** An expression of a UI block, such as `Column() { … }.width(1)`; ordinary code is copied. */
export function uiExpression(lowering: Lowering, expression: ts.Expression): void {
  const { base, attributes } = unchain(lowering, expression);
  const known = classify(lowering, base);
  if (known.kind !== 'none') {
    uiCall(lowering, known, attributes);
    return;
  }
  const call = classifyStatement(lowering, expression);
  if (call.kind === 'none') {
    lowering.code(expression);
  } else {
    uiCall(lowering, call, []);
  }
}

/** An arrow function whose body is a UI block. */
export function uiArrow(lowering: Lowering, node: ts.ArrowFunction): void {
  lowering.copyText(node.getStart(lowering.source), node.equalsGreaterThanToken.end);
  lowering.insert(' ', node);
  if (ts.isBlock(node.body)) {
    lowering.uiBlock(node.body);
  } else {
    lowering.insert('{ ', node.body);
    uiExpression(lowering, node.body);
    lowering.insert(' }', node.body);
  }
}

/** `$rt.builder(this.header, this, () => [this.count])`; one object literal passes its properties by reference. */
export function builderCall(lowering: Lowering, call: ts.CallExpression): void {
  const callee = call.expression;
  lowering.insert('$rt.builder(', call);
  lowering.code(callee);
  lowering.insert(', ', call);
  if (ts.isPropertyAccessExpression(callee)) {
    lowering.code(callee.expression);
  } else {
    lowering.insert('undefined', call);
  }
  lowering.insert(', () => [', call);
  const [first] = call.arguments;
  if (call.arguments.length === 1 && first !== undefined && ts.isObjectLiteralExpression(first)) {
    byReference(lowering, first);
  } else {
    values(lowering, call.arguments, false);
  }
  lowering.insert('])', call);
}

function uiStatement(lowering: Lowering, statement: ts.Statement): void {
  if (ts.isIfStatement(statement)) {
    branch(lowering, statement);
  } else if (ts.isBlock(statement)) {
    lowering.uiBlock(statement);
  } else if (ts.isExpressionStatement(statement)) {
    uiExpression(lowering, statement.expression);
    lowering.insert(';', statement);
  } else {
    lowering.code(statement);
  }
}

function branch(lowering: Lowering, statement: ts.IfStatement): void {
  const blocks: ts.Statement[] = [];
  lowering.insert('$rt.branch(() => ', statement);
  let rest: ts.Statement | undefined = statement;
  while (rest !== undefined && ts.isIfStatement(rest)) {
    lowering.insert('(', rest);
    lowering.code(rest.expression);
    lowering.insert(`) ? ${blocks.length} : `, rest);
    blocks.push(rest.thenStatement);
    rest = rest.elseStatement;
  }
  lowering.insert(rest === undefined ? '-1, [' : `${blocks.length}, [`, statement);
  for (const block of rest === undefined ? blocks : [...blocks, rest]) {
    lowering.insert('() => ', block);
    lowering.uiBlock(block);
    lowering.insert(', ', block);
  }
  lowering.insert(']);', statement);
}

function uiCall(
  lowering: Lowering,
  { kind, call }: Exclude<UiCall, { kind: 'none' }>,
  attributes: AttributeNode[],
): void {
  const [attribute] = attributes;
  if (attribute !== undefined && (kind === 'builder' || kind === 'forEach')) {
    const what = kind === 'builder' ? 'the call of a builder' : 'ForEach';
    lowering.error(attribute.expression.name, `Attributes are not supported on ${what}`);
  }
  if (kind === 'component' || kind === 'struct') {
    if (kind === 'component') {
      lowering.insert(`$rt.component('${call.expression.getText(lowering.source)}', () => [`, call);
      values(lowering, call.arguments, true);
      lowering.insert(']', call);
    } else {
      lowering.insert('$rt.struct(', call);
      lowering.code(call.expression);
      lowering.insert(', () => (', call);
      parameters(lowering, call);
      lowering.insert(')', call);
    }
    attributesAndChildren(lowering, call, attributes);
  } else if (kind === 'builder') {
    builderCall(lowering, call);
  } else if (kind === 'forEach') {
    forEach(lowering, call);
  } else if (kind === 'repeat') {
    repeat(lowering, call, attributes);
  } else {
    lowering.error(call, 'LazyForEach belongs to state management V1, which the previewer does not run: use Repeat');
  }
}

function attributesAndChildren(
  lowering: Lowering,
  call: ts.CallExpression | ts.EtsComponentExpression,
  attributes: AttributeNode[],
): void {
  const body = ts.isEtsComponentExpression(call) ? call.body : undefined;
  if (attributes.length > 0) {
    lowering.insert(', () => ', call);
    attributeList(lowering, attributes, call);
  } else if (body !== undefined) {
    lowering.insert(', undefined', call);
  }
  if (body !== undefined) {
    lowering.insert(', () => ', body);
    lowering.uiBlock(body);
  }
  lowering.insert(')', call);
}

/** The parameters of a struct; `name: this.x!!` also passes the setter `$name`. */
function parameters(lowering: Lowering, call: ts.CallExpression | ts.EtsComponentExpression): void {
  const [argument] = call.arguments;
  if (argument === undefined || !ts.isObjectLiteralExpression(argument)) {
    lowering.insert(argument === undefined ? '{}' : '', call);
    values(lowering, call.arguments, false);
    return;
  }
  lowering.insert('{ ', argument);
  for (const property of argument.properties) {
    const operand = ts.isPropertyAssignment(property)
      ? twoWayOperand(property.initializer, lowering.source)
      : undefined;
    if (!ts.isPropertyAssignment(property)) {
      lowering.code(property);
    } else {
      lowering.code(property.name);
      lowering.insert(': ', property.name);
      if (operand === undefined) {
        lowering.value(property.initializer, false);
      } else {
        lowering.copyText(operand.start, operand.end);
        lowering.insert(`, $${property.name.getText(lowering.source)}: $value => { `, property);
        lowering.copyText(operand.start, operand.end);
        lowering.insert(' = $value; }', property);
      }
    }
    lowering.insert(', ', property);
  }
  lowering.insert('}', argument);
}

function byReference(lowering: Lowering, argument: ts.ObjectLiteralExpression): void {
  lowering.insert('$rt.byReference({ ', argument);
  for (const property of argument.properties) {
    if (ts.isPropertyAssignment(property)) {
      lowering.code(property.name);
      lowering.insert(': () => (', property);
      lowering.value(property.initializer, false);
      lowering.insert('), ', property);
    } else if (ts.isShorthandPropertyAssignment(property)) {
      lowering.insert(`${property.name.text}: () => ${property.name.text}, `, property);
    } else {
      lowering.error(property, 'The argument of a builder lists its properties one by one');
    }
  }
  lowering.insert('})', argument);
}

function forEach(lowering: Lowering, call: ts.CallExpression | ts.EtsComponentExpression): void {
  const [items, each, key] = call.arguments;
  if (items === undefined || each === undefined) {
    lowering.error(call, 'ForEach needs a list and a function that builds an item');
    return;
  }
  lowering.insert('$rt.forEach(() => ', call);
  lowering.code(items);
  lowering.insert(', ', call);
  itemBuilder(lowering, each);
  if (key !== undefined) {
    lowering.insert(', ', call);
    lowering.code(key);
  }
  lowering.insert(')', call);
}

function repeat(
  lowering: Lowering,
  call: ts.CallExpression | ts.EtsComponentExpression,
  attributes: AttributeNode[],
): void {
  lowering.insert('$rt.repeat(() => ', call);
  values(lowering, call.arguments, false);
  lowering.insert(', () => [', call);
  for (const attribute of attributes) {
    const { name } = attribute.expression;
    lowering.insert(`['${name.text}', `, name);
    for (const argument of attribute.arguments) {
      if (name.text === 'each' || name.text === 'template') {
        itemBuilder(lowering, argument);
      } else {
        lowering.code(argument);
      }
      lowering.insert(', ', argument);
    }
    lowering.insert('], ', name);
  }
  lowering.insert('])', call);
}

function itemBuilder(lowering: Lowering, node: ts.Expression): void {
  if (ts.isArrowFunction(node)) {
    uiArrow(lowering, node);
  } else {
    lowering.value(node, false);
  }
}

function values(lowering: Lowering, nodes: readonly ts.Expression[], twoWay: boolean): void {
  nodes.forEach((node, index) => {
    lowering.insert(index > 0 ? ', ' : '', node);
    lowering.value(node, twoWay);
  });
}
