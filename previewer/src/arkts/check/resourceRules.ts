import ts from 'ohos-typescript';
import type { ResourceTable } from '../Hap.js';
import { findingAt, type Finding } from './Finding.js';

const TYPES = ['string', 'plural', 'color', 'float', 'integer', 'boolean', 'strarray', 'intarray', 'media', 'profile', 'symbol', 'pattern', 'theme', 'id'];

/** `$r` and `$rawfile` must name a resource that exists. */
export function checkResourceNames(sources: ts.SourceFile[], resources: ResourceTable): Finding[] {
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const callee = node.expression.text;
      const argument = node.arguments[0];
      if (callee === '$r' && argument !== undefined) {
        const problem = ts.isStringLiteralLike(argument) ? problemOf(argument.text, resources)
          : 'the name of a resource must be a string literal';
        if (problem !== undefined) {
          findings.push(findingAt(argument, 'resource/name', `Wrong resource: ${problem}.`));
        }
      } else if (callee === '$rawfile' && argument !== undefined && ts.isStringLiteralLike(argument) &&
        resources[`rawfile.${argument.text}`] === undefined) {
        findings.push(findingAt(argument, 'resource/name', `There is no raw file '${argument.text}'.`));
      }
    }
    ts.forEachChild(node, visit);
  };
  sources.forEach(visit);
  return findings;
}

function problemOf(name: string, resources: ResourceTable): string | undefined {
  const [scope, type, key, ...rest] = name.split('.');
  if (scope === undefined || type === undefined || key === undefined || key === '' || rest.length > 0 || !TYPES.includes(type)) {
    return `'${name}' is not of the form app.type.name`;
  }
  if (scope === 'sys') {
    return undefined;
  }
  if (scope !== 'app') {
    return `'${name}' must begin with app. or sys.`;
  }
  return resources[`${type}.${key}`] === undefined ? `there is no ${type} called '${key}'` : undefined;
}
