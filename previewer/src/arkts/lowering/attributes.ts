import ts from 'ohos-typescript';
import { styleCalls, type AttributeNode } from './classify.js';
import type { Lowering } from './Lowering.js';

/** `[['width', 1], ...fancy(2)]` for a chain of attributes; styles of the project spread the list they return. */
export function attributeList(lowering: Lowering, calls: AttributeNode[], at: ts.Node): void {
  lowering.insert('[', at);
  for (const call of calls) {
    const { name } = call.expression;
    const style = lowering.struct?.styles.has(name.text)
      ? `this.${name.text}`
      : lowering.kindOf(name.text) === 'styles'
        ? name.text
        : undefined;
    lowering.insert(style === undefined ? `['${name.text}'` : `...${style}(`, name);
    call.arguments.forEach((argument, index) => {
      lowering.insert(style === undefined || index > 0 ? ', ' : '', argument);
      lowering.value(argument, true);
    });
    lowering.insert(style === undefined ? '], ' : '), ', name);
  }
  lowering.insert(']', at);
}

/** The body of an `@Extend` or `@Styles` function: it returns its attributes. */
export function styleBody(lowering: Lowering, body: ts.Block): void {
  lowering.insert('{ return ', body);
  const calls = body.statements.flatMap(statement =>
    ts.isExpressionStatement(statement) ? styleCalls(statement.expression) : [],
  );
  attributeList(lowering, calls, body);
  lowering.insert('; }', body);
}
