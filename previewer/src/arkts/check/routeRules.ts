import ts from 'ohos-typescript';
import { hasDecorator, isVirtual, nameOf } from './decorators.js';
import { findingAt, type Finding } from './Finding.js';
import type { ProjectModule } from './projectModule.js';

const PUSHES_BY_NAME = ['pushPathByName', 'replacePathByName', 'pushDestinationByName'];
const PUSHES_BY_INFO = ['pushPath', 'replacePath', 'pushDestination'];

/** Pages and navigation: main_pages.json and the route map against the sources. */
export function checkRoutes(sources: ts.SourceFile[], module: ProjectModule): Finding[] {
  const findings: Finding[] = [];
  const routeNames = new Set(module.routes.map(route => route.name));
  const byFile = new Map(sources.map(source => [source.fileName, source]));
  const ownBuilders = sources.some(source => /\.navDestination\s*\(/.test(source.text));

  for (const route of module.routes) {
    const source = byFile.get(route.file);
    if (source === undefined) {
      findings.push(module.findingIn(module.routeMapFile, `"${route.pageSourceFile}"`, 'project/route-map',
        `Route '${route.name}': there is no file ${route.pageSourceFile}.`));
    } else if (!exportedBuilders(source).includes(route.buildFunction)) {
      findings.push(module.findingIn(module.routeMapFile, `"${route.buildFunction}"`, 'project/route-map',
        `Route '${route.name}': ${route.pageSourceFile} exports no @Builder function ${route.buildFunction}.`));
    }
  }
  for (const page of module.pages) {
    const source = byFile.get(page.file);
    if (source === undefined) {
      findings.push(module.findingIn(module.pagesFile, `"${page.name}"`, 'project/pages', `There is no page ${page.name}.`));
    } else if (!source.statements.some(statement => ts.isStructDeclaration(statement) && hasDecorator(statement, 'Entry'))) {
      findings.push({ file: page.file, line: 1, column: 1, rule: 'project/pages', message: `Page ${page.name} has no @Entry struct.` });
    }
  }
  for (const source of sources) {
    if (!module.isMainSource(source.fileName)) {
      continue;
    }
    for (const statement of source.statements) {
      if (ts.isStructDeclaration(statement)) {
        checkPage(statement, source);
      }
    }
    if (!ownBuilders) {
      visitPushes(source);
    }
  }
  return findings;

  function checkPage(struct: ts.StructDeclaration, source: ts.SourceFile): void {
    if (hasDecorator(struct, 'Entry') && !module.pages.some(page => page.file === source.fileName)) {
      findings.push(findingAt(struct.name ?? struct, 'project/pages',
        `${nameOf(struct)} is an @Entry page, but ${module.relative(module.pagesFile)} does not name it.`));
    }
    if (!ownBuilders && rootComponent(struct) === 'NavDestination' && !module.routes.some(route => route.file === source.fileName)) {
      findings.push(findingAt(struct.name ?? struct, 'project/route-map',
        `${nameOf(struct)} is a NavDestination, but ${module.relative(module.routeMapFile)} has no route to it.`));
    }
  }

  function visitPushes(node: ts.Node): void {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const name = pushedName(node.expression.name.text, node.arguments[0]);
      if (name !== undefined && !routeNames.has(name.text)) {
        findings.push(findingAt(name, 'project/route-map', `There is no route '${name.text}' in ${module.relative(module.routeMapFile)}.`));
      }
    }
    ts.forEachChild(node, visitPushes);
  }
}

function pushedName(method: string, argument: ts.Expression | undefined): ts.StringLiteralLike | undefined {
  if (argument === undefined) {
    return undefined;
  }
  if (PUSHES_BY_NAME.includes(method)) {
    return ts.isStringLiteralLike(argument) ? argument : undefined;
  }
  if (!PUSHES_BY_INFO.includes(method) || !ts.isObjectLiteralExpression(argument)) {
    return undefined;
  }
  const property = argument.properties.find(candidate => nameOf(candidate) === 'name');
  return property !== undefined && ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)
    ? property.initializer : undefined;
}

function exportedBuilders(source: ts.SourceFile): string[] {
  return source.statements
    .filter((statement): statement is ts.FunctionDeclaration => ts.isFunctionDeclaration(statement) && hasDecorator(statement, 'Builder') &&
      (statement.modifiers ?? []).some(modifier => modifier.kind === ts.SyntaxKind.ExportKeyword))
    .map(nameOf);
}

function rootComponent(struct: ts.StructDeclaration): string {
  const build = struct.members.find(member => !isVirtual(member) && ts.isMethodDeclaration(member) && nameOf(member) === 'build');
  const first = build !== undefined && ts.isMethodDeclaration(build) ? build.body?.statements[0] : undefined;
  let current: ts.Expression | undefined = first !== undefined && ts.isExpressionStatement(first) ? first.expression : undefined;
  while (current !== undefined && (ts.isCallExpression(current) || ts.isPropertyAccessExpression(current) || ts.isEtsComponentExpression(current))) {
    current = current.expression;
  }
  return current !== undefined && ts.isIdentifier(current) ? current.text : '';
}
