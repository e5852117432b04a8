import ts from 'ohos-typescript';
import type { FieldKind } from '../LoweredCode.js';
import { styleBody } from './attributes.js';
import type { Lowering } from './Lowering.js';
import {
  decoratorArguments,
  decoratorName,
  decoratorsOf,
  hasDecorator,
  isStatic,
  isVersion1,
  isVirtual,
  memberName,
  startWithoutDecorators,
} from './syntax.js';

const FIELD_KINDS: Readonly<Record<string, FieldKind>> = {
  Local: 'local',
  Param: 'param',
  Event: 'event',
  Provider: 'provider',
  Consumer: 'consumer',
  BuilderParam: 'builderParam',
};

/** `struct X { … }` becomes a class whose fields stand in its definition. */
export function lowerStruct(lowering: Lowering, node: ts.StructDeclaration): void {
  const name = node.name?.text ?? '';
  reportVersion1(lowering, node);
  if (!hasDecorator(node, 'ComponentV2', 'Component', 'CustomDialog')) {
    lowering.error(node.name ?? node, `The struct ${name} needs @ComponentV2`);
  }
  const members = node.members.filter(member => !isVirtual(member));
  const fields = members.filter(ts.isPropertyDeclaration).filter(member => !isStatic(member));
  const outer = lowering.struct;
  lowering.struct = {
    builders: namesOf(members.filter(member => hasDecorator(member, 'Builder', 'LocalBuilder', 'BuilderParam'))),
    styles: namesOf(members.filter(member => hasDecorator(member, 'Styles'))),
  };
  const start = startWithoutDecorators(node, lowering.source);
  const modifiers = lowering.source.text
    .slice(start, node.name?.getStart(lowering.source) ?? start)
    .replace(/\bstruct\s*$/, '');
  lowering.insert(`${modifiers}class ${name} extends $rt.Struct { static { $rt.defineStruct(this, `, start);
  definition(lowering, node, members, fields);
  lowering.insert('); }', node);
  for (const member of members) {
    if (!fields.includes(member as ts.PropertyDeclaration)) {
      lowering.insert('\n', member.getStart(lowering.source));
      lowerMember(lowering, member);
    }
  }
  lowering.insert('\n}', node.end - 1);
  if (hasDecorator(node, 'Entry')) {
    lowering.insert(`\n$rt.entry(${name});`, node.name ?? node);
  }
  lowering.struct = outer;
}

function definition(
  lowering: Lowering,
  node: ts.StructDeclaration,
  members: ts.ClassElement[],
  fields: ts.PropertyDeclaration[],
): void {
  const quoted = (names: string[]): string => `[${names.map(name => `'${name}'`).join(', ')}]`;
  const having = (...decorators: string[]): string[] =>
    members.filter(member => hasDecorator(member, ...decorators)).map(memberName);
  lowering.insert(`{ name: '${node.name?.text ?? ''}', version2: ${hasDecorator(node, 'ComponentV2')}, `, node);
  lowering.insert(`isEntry: ${hasDecorator(node, 'Entry')}, fields: [`, node);
  for (const field of fields) {
    reportVersion1(lowering, field);
    lowerField(lowering, field);
  }
  const monitors = members.flatMap(member =>
    decoratorsOf(member)
      .filter(decorator => decoratorName(decorator) === 'Monitor')
      .map(decorator => {
        const paths = decoratorArguments(decorator)
          .map(path => path.getText(lowering.source))
          .join(', ');
        return `{ method: '${memberName(member)}', paths: [${paths}] }`;
      }),
  );
  lowering.insert(`], monitors: [${monitors.join(', ')}], computed: ${quoted(having('Computed'))}, `, node);
  lowering.insert(`builders: ${quoted(namesOfMethods(members))} }`, node);
}

function lowerField(lowering: Lowering, field: ts.PropertyDeclaration): void {
  const decorators = decoratorsOf(field);
  const kind =
    decorators.map(decorator => FIELD_KINDS[decoratorName(decorator)]).find(found => found !== undefined) ?? 'plain';
  lowering.insert(`{ name: '${memberName(field)}', kind: '${kind}', `, field.name);
  for (const decorator of decorators) {
    const name = decoratorName(decorator);
    if (name === 'Once' || name === 'Require') {
      lowering.insert(`${name.toLowerCase()}: true, `, decorator);
    }
    const [alias] = decoratorArguments(decorator);
    if (alias !== undefined && (name === 'Provider' || name === 'Consumer')) {
      lowering.insert(`alias: ${alias.getText(lowering.source)}, `, alias);
    }
  }
  if (field.initializer) {
    lowering.insert('initialise() { return ', field.name);
    lowering.code(field.initializer);
    lowering.insert('; } ', field.name);
  }
  lowering.insert('}, ', field.name);
}

function lowerMember(lowering: Lowering, member: ts.ClassElement): void {
  const start = startWithoutDecorators(member, lowering.source);
  const isUi =
    ['build', 'pageTransition'].includes(memberName(member)) || hasDecorator(member, 'Builder', 'LocalBuilder');
  if (ts.isMethodDeclaration(member) && member.body && (isUi || hasDecorator(member, 'Styles'))) {
    lowering.copyText(start, member.body.getStart(lowering.source));
    if (isUi) {
      lowering.uiBlock(member.body);
    } else {
      styleBody(lowering, member.body);
    }
    return;
  }
  lowering.code(member);
}

function reportVersion1(lowering: Lowering, node: ts.Node): void {
  for (const decorator of decoratorsOf(node)) {
    const name = decoratorName(decorator);
    if (isVersion1(name)) {
      lowering.error(decorator, `@${name} belongs to state management V1, which the previewer does not run`);
    }
  }
}

function namesOf(members: ts.ClassElement[]): Set<string> {
  return new Set(members.map(memberName));
}

function namesOfMethods(members: ts.ClassElement[]): string[] {
  return members
    .filter(member => ts.isMethodDeclaration(member) && hasDecorator(member, 'Builder', 'LocalBuilder'))
    .map(memberName);
}
