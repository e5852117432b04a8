import ts from 'ohos-typescript';

/** Where a part of the code starts. */
export type Offset = number;

/** One way that execution can take; one without a start of its own is the rest of what its condition lets through. */
export interface BranchArm {
  condition: Offset;
  start: Offset | undefined;
  /** The other way, where this one has no start. */
  other: Offset;
}

export interface CodeParts {
  statements: Offset[];
  arms: BranchArm[];
}

const LOGICAL: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** The last line of what esbuild puts before the code of a module with exports. */
const HEADER_END = /^module\.exports = __toCommonJS\(.*\);$/m;
const IMPORT = /^var import_\w+ = /;

/** The statements of a module's code, bodies of arrow functions that are expressions, and the arms of its branches. */
export function readCodeParts(code: string): CodeParts {
  const tree = ts.createSourceFile('code.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const parts: CodeParts = { statements: [], arms: [] };
  const startOf = (node: ts.Node): Offset => node.getStart(tree);
  const header = HEADER_END.exec(code);
  const codeStart = header === null ? 0 : header.index + header[0].length;
  const visit = (node: ts.Node): void => {
    if (node.end <= codeStart || IMPORT.test(code.slice(startOf(node), node.end))) {
      return;
    }
    if (isExecutable(node) || (ts.isArrowFunction(node.parent ?? node) && isBodyExpression(node))) {
      parts.statements.push(startOf(node));
    }
    parts.arms.push(...armsOf(node, startOf));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return parts;
}

function isExecutable(node: ts.Node): boolean {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.some(declaration => declaration.initializer !== undefined);
  }
  const isStatement = node.kind >= ts.SyntaxKind.FirstStatement && node.kind <= ts.SyntaxKind.LastStatement;
  return isStatement && !ts.isEmptyStatement(node) && !ts.isLabeledStatement(node);
}

function isBodyExpression(node: ts.Node): boolean {
  return ts.isArrowFunction(node.parent) && node.parent.body === node && !ts.isBlock(node);
}

function armsOf(node: ts.Node, startOf: (node: ts.Node) => Offset): BranchArm[] {
  const arm = (condition: ts.Node, start: ts.Node): BranchArm =>
    ({ condition: startOf(condition), start: startOf(start), other: startOf(start) });
  if (ts.isIfStatement(node)) {
    const then = arm(node, node.thenStatement);
    return [then, node.elseStatement === undefined ? { ...then, start: undefined } : arm(node, node.elseStatement)];
  }
  if (ts.isConditionalExpression(node)) {
    return [arm(node, node.whenTrue), arm(node, node.whenFalse)];
  }
  if (ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind)) {
    return [arm(node, node.right)];
  }
  if (ts.isCaseOrDefaultClause(node) && node.statements[0] !== undefined) {
    return [arm(node.parent, node.statements[0])];
  }
  return [];
}
