import ts from 'ohos-typescript';
import { readSdkHistory, type SdkHistory } from '../sdk/sdkHistory.js';
import { declarationOf } from './decorators.js';
import { findingAt, type Finding } from './Finding.js';
import { isInsideTry, isInsideVersionGuard } from './guards.js';
import { newestTags, sdkSymbolOf } from './sdkSymbols.js';

export interface SdkRulesOptions {
  /** `requestPermissions` of module.json5. */
  permissions: readonly string[];
  compatibleSdkVersion: number;
  /** Tests let the framework catch what a call throws. */
  isTest(file: string): boolean;
}

/** Findings of the SDK rules, and the places of members that are known to exist only in newer SDKs. */
export interface SdkFindings {
  findings: Finding[];
  /** `file:line:column` of names that the API 12 declarations cannot know: type errors there are not errors. */
  newerMembers: Set<string>;
}

/** How the project uses the SDK: deprecated and newer names, permissions, calls that throw. */
export function checkSdkUse(sources: ts.SourceFile[], checker: ts.TypeChecker, options: SdkRulesOptions): SdkFindings {
  const history = readSdkHistory();
  const findings: Finding[] = [];
  const newerMembers = new Set<string>();

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      return;
    }
    if (ts.isPropertyAccessExpression(node)) {
      checkNewer(node);
    }
    if (ts.isIdentifier(node)) {
      checkDeprecated(node);
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      checkCall(node);
    }
    ts.forEachChild(node, visit);
  };

  const checkNewer = (access: ts.PropertyAccessExpression): void => {
    const since = addedIn(access, checker, history);
    if (since === undefined || since <= options.compatibleSdkVersion) {
      return;
    }
    const finding = findingAt(access.name, 'sdk/newer-api', `'${access.name.text}' exists from API ${since} on: ` +
      `call it only behind a check of deviceInfo.sdkApiVersion >= ${since}.`);
    newerMembers.add(`${finding.file}:${finding.line}:${finding.column}`);
    if (!isInsideVersionGuard(access, since)) {
      findings.push(finding);
    }
  };

  const checkDeprecated = (identifier: ts.Identifier): void => {
    const isName = (identifier.parent as ts.NamedDeclaration).name === identifier && !ts.isPropertyAccessExpression(identifier.parent);
    const declaration = isName ? undefined : declarationOf(identifier, checker);
    const symbol = declaration === undefined ? undefined : sdkSymbolOf(declaration);
    const entry = symbol === undefined ? undefined : history.deprecated(symbol.module, symbol.name);
    if (symbol !== undefined && entry !== undefined) {
      const instead = entry.useInstead === '' ? '' : ` Use ${entry.useInstead}.`;
      findings.push(findingAt(identifier, 'sdk/deprecated', `${symbol.name} is deprecated since API ${entry.since}.${instead}`));
    }
  };

  const checkCall = (call: ts.CallExpression | ts.NewExpression): void => {
    const declaration = checker.getResolvedSignature(call)?.declaration;
    const symbol = declaration === undefined || ts.isJSDocSignature(declaration) ? undefined : sdkSymbolOf(declaration);
    if (declaration === undefined || ts.isJSDocSignature(declaration) || symbol === undefined) {
      return;
    }
    const tags = newestTags(declaration);
    for (const tag of tags) {
      if (tag.name === 'permission' && !isPermitted(tag.text, options.permissions)) {
        findings.push(findingAt(call, 'sdk/permission', `${symbol.name} needs ${tag.text.trim()}, which module.json5 does not declare.`));
      } else if (tag.name === 'systemapi') {
        findings.push(findingAt(call, 'sdk/system-api', `${symbol.name} is open to system applications only.`));
      }
    }
    const isTest = options.isTest(call.getSourceFile().fileName);
    if (!isTest && tags.some(tag => tag.name === 'throws') && !isInsideTry(call)) {
      findings.push(findingAt(call, 'sdk/throws', `${symbol.name} can throw: call it inside try.`));
    }
  };

  sources.forEach(visit);
  return { findings, newerMembers };
}

function addedIn(access: ts.PropertyAccessExpression, checker: ts.TypeChecker, history: SdkHistory): number | undefined {
  const own = declarationOf(access.name, checker);
  if (own !== undefined && sdkSymbolOf(own) !== undefined) {
    return undefined;
  }
  const candidates: ts.Declaration[] = [];
  const namespace = declarationOf(access.expression, checker);
  if (namespace !== undefined && ts.isModuleDeclaration(namespace)) {
    candidates.push(namespace);
  }
  const type = checker.getTypeAtLocation(access.expression);
  for (const current of [type, ...basesOf(type, checker)]) {
    candidates.push(...(current.symbol?.declarations ?? []));
  }
  for (const declaration of candidates) {
    const symbol = sdkSymbolOf(declaration);
    const since = symbol === undefined ? undefined : history.addedIn(symbol.module, `${symbol.name}.${access.name.text}`);
    if (since !== undefined) {
      return since;
    }
  }
  return undefined;
}

function basesOf(type: ts.Type, checker: ts.TypeChecker): ts.Type[] {
  return type.isClassOrInterface() ? checker.getBaseTypes(type).flatMap(base => [base, ...basesOf(base, checker)]) : [];
}

function isPermitted(expression: string, declared: readonly string[]): boolean {
  return expression.trim().split(/\s+or\s+/).some(alternative =>
    alternative.replace(/[()]/g, '').split(/\s+and\s+/).every(name => declared.includes(name.trim())));
}
