import ts from 'ohos-typescript';

interface Decorated {
  illegalDecorators?: readonly ts.Decorator[];
}

/** Every decorator of a declaration, also those that TypeScript itself would not allow there. */
export function decoratorsOf(node: ts.Node): ts.Decorator[] {
  const legal = ts.getAllDecorators(node) ?? [];
  const others = (node as ts.Node & Decorated).illegalDecorators ?? [];
  return [...new Set([...legal, ...others])];
}

export function decoratorName(decorator: ts.Decorator): string {
  const expression = ts.isCallExpression(decorator.expression) ? decorator.expression.expression : decorator.expression;
  return ts.isIdentifier(expression) ? expression.text : '';
}

export function hasDecorator(node: ts.Node, ...names: string[]): boolean {
  return decoratorsOf(node).some(decorator => names.includes(decoratorName(decorator)));
}

/** A member that the parser invents for a struct and that stands nowhere in the source. */
export function isVirtual(node: ts.Node): boolean {
  return (node as ts.Node & { virtual?: boolean }).virtual === true;
}

export function nameOf(node: { name?: ts.Node }): string {
  return node.name !== undefined && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : '';
}

/** The declaration behind a name, through imports and re-exports. */
export function declarationOf(expression: ts.Node, checker: ts.TypeChecker): ts.Declaration | undefined {
  let symbol = checker.getSymbolAtLocation(expression);
  if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0) {
    symbol = checker.getAliasedSymbol(symbol);
  }
  return symbol?.valueDeclaration ?? symbol?.declarations?.[0];
}
