import ts from 'ohos-typescript';

/** Whether a throw at this place is caught in the same function. */
export function isInsideTry(node: ts.Node): boolean {
  for (let current = node; current.parent !== undefined; current = current.parent) {
    const parent = current.parent;
    if (ts.isTryStatement(parent) && parent.tryBlock === current && parent.catchClause !== undefined) {
      return true;
    }
    if (ts.isFunctionLike(parent) && !isParameterDefault(current, parent)) {
      return false;
    }
  }
  return false;
}

function isParameterDefault(node: ts.Node, owner: ts.SignatureDeclaration): boolean {
  return ts.isParameter(node) && owner.parameters.includes(node);
}

/** Whether `deviceInfo.sdkApiVersion` was compared with at least `since` on the way to this place, in the same function. */
export function isInsideVersionGuard(node: ts.Node, since: number): boolean {
  for (let current = node; current.parent !== undefined; current = current.parent) {
    const parent = current.parent;
    if (ts.isIfStatement(parent) && parent.thenStatement === current && assures(parent.expression, since)) {
      return true;
    }
    if (ts.isConditionalExpression(parent) && parent.whenTrue === current && assures(parent.condition, since)) {
      return true;
    }
    if (ts.isBlock(parent) && leavesBefore(parent, current, since)) {
      return true;
    }
    if (ts.isFunctionLike(parent)) {
      return false;
    }
  }
  return false;
}

function assures(condition: ts.Expression, since: number): boolean {
  if (ts.isParenthesizedExpression(condition)) {
    return assures(condition.expression, since);
  }
  if (!ts.isBinaryExpression(condition)) {
    return false;
  }
  if (condition.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    return assures(condition.left, since) || assures(condition.right, since);
  }
  return comparesVersion(condition, ts.SyntaxKind.GreaterThanEqualsToken, since);
}

function comparesVersion(condition: ts.BinaryExpression, operator: ts.SyntaxKind, since: number): boolean {
  return condition.operatorToken.kind === operator && condition.left.getText().endsWith('sdkApiVersion') &&
    ts.isNumericLiteral(condition.right) && Number(condition.right.text) >= since;
}

function leavesBefore(block: ts.Block, place: ts.Node, since: number): boolean {
  const earlier = block.statements.filter(statement => statement.end <= place.pos);
  return earlier.some(candidate => ts.isIfStatement(candidate) && ts.isBinaryExpression(candidate.expression) &&
    comparesVersion(candidate.expression, ts.SyntaxKind.LessThanToken, since) && leaves(candidate.thenStatement));
}

function leaves(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements[statement.statements.length - 1] : statement;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}
