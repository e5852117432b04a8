import ts from 'ohos-typescript';

const VERSION_1 = new Set([
  'Component',
  'CustomDialog',
  'Reusable',
  'State',
  'Prop',
  'Link',
  'ObjectLink',
  'Provide',
  'Consume',
  'StorageLink',
  'StorageProp',
  'LocalStorageLink',
  'LocalStorageProp',
  'Watch',
  'Observed',
  'Track',
]);

/** Decorators of the first version of state management. */
export function isVersion1(decorator: string): boolean {
  return VERSION_1.has(decorator);
}

/** The parser adds nodes that the source does not have. */
export function isVirtual(node: ts.Node): boolean {
  return (node as ts.Node & { virtual?: boolean }).virtual === true;
}

/** Also those that only ArkTS allows, on functions and structs. */
export function decoratorsOf(node: ts.Node): ts.Decorator[] {
  const { modifiers, illegalDecorators } = node as ts.Node & {
    modifiers?: ts.NodeArray<ts.Node>;
    illegalDecorators?: ts.NodeArray<ts.Decorator>;
  };
  return [...(modifiers?.filter(ts.isDecorator) ?? []), ...(illegalDecorators ?? [])];
}

export function decoratorName(decorator: ts.Decorator): string {
  const { expression } = decorator;
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  return ts.isIdentifier(callee) ? callee.text : '';
}

export function decoratorArguments(decorator: ts.Decorator): readonly ts.Expression[] {
  return ts.isCallExpression(decorator.expression) ? decorator.expression.arguments : [];
}

export function hasDecorator(node: ts.Node, ...names: string[]): boolean {
  return decoratorsOf(node).some(decorator => names.includes(decoratorName(decorator)));
}

/** Where a declaration starts when its decorators are taken away. */
export function startWithoutDecorators(node: ts.Node, source: ts.SourceFile): number {
  const end = decoratorsOf(node).reduce((last, decorator) => Math.max(last, decorator.end), node.getStart(source));
  let start = end;
  for (;;) {
    const rest = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(source.text.slice(start, start + 2000));
    if (rest === null) {
      return start;
    }
    start += rest[0].length;
  }
}

export function isStatic(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(modifier => modifier.kind === ts.SyntaxKind.StaticKeyword)
  );
}

export function memberName(member: ts.Node & { name?: ts.Node }): string {
  const { name } = member;
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';
}

/** The name of `this.name`. */
export function thisProperty(node: ts.Node): string | undefined {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword
    ? node.name.text
    : undefined;
}

/** The operand of a two-way binding, `operand!!` or `$$operand`, as a range of the source. */
export function twoWayOperand(
  node: ts.Node,
  source: ts.SourceFile,
): { node: ts.Node; start: number; end: number } | undefined {
  if (ts.isNonNullExpression(node) && ts.isNonNullExpression(node.expression)) {
    const operand = node.expression.expression;
    return { node: operand, start: operand.getStart(source), end: operand.end };
  }
  let root = node;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) {
    root = root.expression;
  }
  if (ts.isIdentifier(root) && root.text.length > 2 && root.text.startsWith('$$')) {
    return { node, start: node.getStart(source) + 2, end: node.end };
  }
  return undefined;
}

/** `{ .opacity(1) }`: the chain of attributes of a state style. */
export function stateStyleChain(node: ts.Node): ts.Expression | undefined {
  if (!ts.isObjectLiteralExpression(node)) {
    return undefined;
  }
  const [first] = node.properties;
  return first !== undefined && ts.isPropertyAssignment(first) && isVirtual(first.name) ? first.initializer : undefined;
}
