import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'ohos-typescript';
import { cached } from './cache.js';
import { declarationsDirectory, sdkModuleFile } from './etsOptions.js';

export type EnumValues = Record<string, number | string>;

/** The enums that the component declarations make global in `.ets` code. */
export function readGlobalEnums(): Record<string, EnumValues> {
  return cached('global-enums', () => {
    const folder = join(declarationsDirectory(), 'component');
    const files = readdirSync(folder)
      .filter(name => name.endsWith('.d.ts'))
      .map(name => join(folder, name));
    return Object.assign({}, ...[...files, join(declarationsDirectory(), 'global.d.ts')].map(readEnums)) as Record<
      string,
      EnumValues
    >;
  });
}

/** The enums of one SDK module (`@ohos.wifiManager`); those in a namespace by dotted name: `wifiManager.GroupOwnerBand`. */
export function readSdkEnums(specifier: string): Record<string, EnumValues> {
  const file = sdkModuleFile(specifier);
  if (file === undefined) {
    throw new Error(`The SDK has no module ${specifier}`);
  }
  return cached(`enums-${specifier}`, () => readEnums(file));
}

function readEnums(file: string): Record<string, EnumValues> {
  const enums: Record<string, EnumValues> = {};
  const collect = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isEnumDeclaration(statement)) {
        const name = prefix + statement.name.text;
        enums[name] = { ...enums[name], ...valuesOf(statement, enums, prefix) };
      } else if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
        collect(statement.body.statements, `${prefix}${statement.name.text}.`);
      }
    }
  };
  collect(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2021, false).statements, '');
  return enums;
}

/** Ambient members without initialiser count on from the one before. */
function valuesOf(declaration: ts.EnumDeclaration, enums: Record<string, EnumValues>, prefix: string): EnumValues {
  const values: EnumValues = {};
  let next = 0;
  for (const member of declaration.members) {
    const name = ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : undefined;
    if (name === undefined) {
      continue;
    }
    const scope = (path: string): number | string | undefined => {
      const [owner, memberName] = path.includes('.') ? path.split('.') : [undefined, path];
      return owner === undefined ? values[memberName ?? ''] : enums[prefix + owner]?.[memberName ?? ''];
    };
    const value = member.initializer ? constantOf(member.initializer, scope) : next;
    if (value !== undefined) {
      values[name] = value;
    }
    next = typeof value === 'number' ? value + 1 : next;
  }
  return values;
}

const OPERATIONS: Partial<Record<ts.SyntaxKind, (left: number, right: number) => number>> = {
  [ts.SyntaxKind.LessThanLessThanToken]: (left, right) => left << right,
  [ts.SyntaxKind.GreaterThanGreaterThanToken]: (left, right) => left >> right,
  [ts.SyntaxKind.BarToken]: (left, right) => left | right,
  [ts.SyntaxKind.AmpersandToken]: (left, right) => left & right,
  [ts.SyntaxKind.PlusToken]: (left, right) => left + right,
  [ts.SyntaxKind.MinusToken]: (left, right) => left - right,
  [ts.SyntaxKind.AsteriskToken]: (left, right) => left * right,
};

function constantOf(
  expression: ts.Expression,
  scope: (path: string) => number | string | undefined,
): number | string | undefined {
  if (ts.isNumericLiteral(expression)) {
    return Number(expression.text);
  }
  if (ts.isStringLiteralLike(expression)) {
    return expression.text;
  }
  if (ts.isParenthesizedExpression(expression)) {
    return constantOf(expression.expression, scope);
  }
  if (ts.isIdentifier(expression)) {
    return scope(expression.text);
  }
  if (ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression)) {
    return scope(`${expression.expression.text}.${expression.name.text}`);
  }
  if (ts.isPrefixUnaryExpression(expression)) {
    const operand = constantOf(expression.operand, scope);
    if (typeof operand !== 'number') {
      return undefined;
    }
    return expression.operator === ts.SyntaxKind.MinusToken
      ? -operand
      : expression.operator === ts.SyntaxKind.TildeToken
        ? ~operand
        : operand;
  }
  if (ts.isBinaryExpression(expression)) {
    const left = constantOf(expression.left, scope);
    const right = constantOf(expression.right, scope);
    const operation = OPERATIONS[expression.operatorToken.kind];
    return typeof left === 'number' && typeof right === 'number' ? operation?.(left, right) : undefined;
  }
  return undefined;
}
