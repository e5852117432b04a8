import ts from 'ohos-typescript';
import { declarationOf, decoratorName, decoratorsOf, hasDecorator, isVirtual, nameOf } from './decorators.js';
import { findingAt, type Finding } from './Finding.js';
import { UiBlockRules } from './uiBlocks.js';

const V1_FIELDS = ['State', 'Prop', 'Link', 'ObjectLink', 'Provide', 'Consume', 'StorageLink', 'StorageProp', 'LocalStorageLink',
  'LocalStorageProp', 'Watch'];
const V2_FIELDS = ['Local', 'Param', 'Once', 'Event', 'Provider', 'Consumer', 'Monitor', 'Computed'];
const STRUCT_KINDS = ['Component', 'ComponentV2', 'CustomDialog'];

/** The ArkUI syntax rules for structs and observed classes that live in the SDK's own compiler. */
export function checkStructs(source: ts.SourceFile, checker: ts.TypeChecker, components: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  const blocks = new UiBlockRules(checker, components);
  const report = (node: ts.Node, rule: string, message: string): void => {
    findings.push(findingAt(node, rule, message));
  };
  let entries = 0;

  const visit = (node: ts.Node): void => {
    if (ts.isStructDeclaration(node)) {
      if (hasDecorator(node, 'Entry') && ++entries > 1) {
        report(node.name ?? node, 'arkui/entry', 'A file can have one @Entry struct only.');
      }
      checkStruct(node);
    } else if (ts.isClassDeclaration(node)) {
      checkClass(node);
    } else if (ts.isFunctionDeclaration(node) && hasDecorator(node, 'Builder') && node.body !== undefined) {
      blocks.block(node.body.statements, '');
    } else if (ts.isCallExpression(node) || ts.isEtsComponentExpression(node)) {
      checkParameters(node);
    }
    ts.forEachChild(node, visit);
  };

  const checkStruct = (struct: ts.StructDeclaration): void => {
    const name = nameOf(struct);
    const isVersion2 = hasDecorator(struct, 'ComponentV2');
    if (!hasDecorator(struct, ...STRUCT_KINDS)) {
      report(struct, 'arkui/decorator', `Struct ${name} needs @ComponentV2.`);
    }
    if (components.has(name)) {
      report(struct.name ?? struct, 'arkui/name', `${name} is the name of a built-in component.`);
    }
    const build = struct.members.find(member => ts.isMethodDeclaration(member) && nameOf(member) === 'build');
    if (build === undefined || !ts.isMethodDeclaration(build) || build.body === undefined) {
      report(struct.name ?? struct, 'arkui/build', `Struct ${name} needs a build() method.`);
    } else {
      checkBuild(struct, build.body);
    }
    for (const member of struct.members) {
      if (isVirtual(member)) {
        continue;
      }
      const decorators = decoratorsOf(member).map(decoratorName);
      const wrong = decorators.find(found => (isVersion2 ? V1_FIELDS : V2_FIELDS).includes(found));
      if (wrong !== undefined) {
        report(member, 'arkui/state-version', `@${wrong} cannot be used in a ${isVersion2 ? '@ComponentV2' : 'V1 @Component'} struct.`);
      }
      if (ts.isPropertyDeclaration(member) && decorators.includes('Param') && member.initializer === undefined &&
        !decorators.includes('Require')) {
        report(member, 'arkui/param-default', `@Param ${nameOf(member)} needs a default value or @Require.`);
      }
      if (ts.isMethodDeclaration(member) && hasDecorator(member, 'Builder', 'LocalBuilder') && member.body !== undefined) {
        blocks.block(member.body.statements, '');
      }
    }
  };

  const checkBuild = (struct: ts.StructDeclaration, body: ts.Block): void => {
    const roots = body.statements.filter(statement => !ts.isEmptyStatement(statement));
    if (roots.length > 1) {
      report(roots[1] ?? body, 'arkui/single-root', `build() of ${nameOf(struct)} must have a single root component.`);
    }
    blocks.block(roots, '');
  };

  const checkClass = (node: ts.ClassDeclaration): void => {
    const isObserved = hasDecorator(node, 'ObservedV2');
    for (const member of node.members) {
      for (const decorator of decoratorsOf(member)) {
        const name = decoratorName(decorator);
        if ((name === 'Trace' || name === 'Monitor' || name === 'Computed') && !isObserved) {
          report(decorator, 'arkui/observed', `@${name} works only in a class with @ObservedV2.`);
        } else if (V1_FIELDS.includes(name) || (V2_FIELDS.includes(name) && name !== 'Monitor' && name !== 'Computed')) {
          report(decorator, 'arkui/state-version', `@${name} can be used in a struct only.`);
        }
      }
    }
  };

  const checkParameters = (call: ts.CallExpression | ts.EtsComponentExpression): void => {
    const declaration = ts.isIdentifier(call.expression) ? declarationOf(call.expression, checker) : undefined;
    if (declaration === undefined || !ts.isStructDeclaration(declaration)) {
      return;
    }
    const argument = call.arguments?.[0];
    const given = new Set(argument !== undefined && ts.isObjectLiteralExpression(argument)
      ? argument.properties.map(property => nameOf(property)) : []);
    for (const member of declaration.members) {
      const isRequired = hasDecorator(member, 'Require', 'Link', 'ObjectLink');
      const isTrailing = hasDecorator(member, 'BuilderParam') && ts.isEtsComponentExpression(call) && call.body !== undefined;
      if (isRequired && !given.has(nameOf(member)) && !isTrailing) {
        report(call, 'arkui/required-parameter', `${nameOf(declaration)} must be given '${nameOf(member)}'.`);
      }
    }
  };

  visit(source);
  return [...findings, ...blocks.findings];
}
