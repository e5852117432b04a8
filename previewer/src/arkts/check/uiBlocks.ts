import ts from 'ohos-typescript';
import { declarationOf, decoratorsOf, hasDecorator } from './decorators.js';
import { findingAt, type Finding } from './Finding.js';

const LOOPS = ['ForEach', 'LazyForEach', 'Repeat'];
const LEAVES: Readonly<Record<string, string[]>> = {
  Text: ['Span', 'ImageSpan', 'SymbolSpan', 'ContainerSpan'],
  Span: [], Image: [], TextInput: [], TextArea: [], Search: [], Toggle: [], Divider: [], Blank: [], Slider: [], Progress: [],
  LoadingProgress: [], Checkbox: [], Radio: [], SymbolGlyph: [], Select: [],
};
const ONLY_CHILDREN: Readonly<Record<string, string[]>> = {
  List: ['ListItem', 'ListItemGroup'],
  ListItemGroup: ['ListItem'],
  Grid: ['GridItem'],
  GridRow: ['GridCol'],
  Tabs: ['TabContent'],
};

/** A component or a builder call at the end of a chain of attributes. */
interface Chain {
  base: ts.CallExpression | ts.EtsComponentExpression;
  name: string;
}

/** Walks the bodies that describe UI: only components, builder calls, `if` and loops of the framework may stand there. */
export class UiBlockRules {
  readonly findings: Finding[] = [];

  constructor(private readonly checker: ts.TypeChecker, private readonly components: ReadonlySet<string>) {}

  /** `parent` is the component that the block's children belong to. */
  block(statements: readonly ts.Statement[], parent: string): void {
    for (const statement of statements) {
      this.statement(statement, parent);
    }
  }

  private statement(statement: ts.Statement, parent: string): void {
    if (ts.isBlock(statement)) {
      this.block(statement.statements, parent);
    } else if (ts.isIfStatement(statement)) {
      this.statement(statement.thenStatement, parent);
      if (statement.elseStatement !== undefined) {
        this.statement(statement.elseStatement, parent);
      }
    } else if (ts.isExpressionStatement(statement)) {
      this.expression(statement.expression, parent);
    } else if (ts.isIterationStatement(statement, false)) {
      this.report(statement, 'arkui/statement-in-ui', 'A loop cannot stand in a UI description: use ForEach or Repeat.');
    } else if (!ts.isEmptyStatement(statement)) {
      this.report(statement, 'arkui/statement-in-ui', 'Only components, builder calls, if and ForEach may stand in a UI description.');
    }
  }

  private expression(expression: ts.Expression, parent: string): void {
    const chain = this.chainOf(expression);
    if (chain === undefined) {
      this.report(expression, 'arkui/statement-in-ui', 'Only components, builder calls, if and ForEach may stand in a UI description.');
      return;
    }
    this.checkParent(chain, parent);
    if (LOOPS.includes(chain.name)) {
      this.loop(expression, parent);
      return;
    }
    const body = ts.isEtsComponentExpression(chain.base) ? chain.base.body : undefined;
    if (body === undefined) {
      return;
    }
    const allowed = LEAVES[chain.name];
    if (allowed !== undefined && body.statements.length > 0) {
      for (const child of body.statements) {
        const inner = ts.isExpressionStatement(child) ? this.chainOf(child.expression) : undefined;
        if (allowed.length === 0 || (inner !== undefined && this.components.has(inner.name) && !allowed.includes(inner.name))) {
          this.report(child, 'arkui/child', `${chain.name} cannot have ${inner?.name ?? 'this'} as a child.`);
        }
      }
      return;
    }
    this.block(body.statements, this.components.has(chain.name) ? chain.name : '');
  }

  private checkParent(chain: Chain, parent: string): void {
    const allowed = ONLY_CHILDREN[parent];
    if (allowed !== undefined && this.components.has(chain.name) && !allowed.includes(chain.name)) {
      this.report(chain.base, 'arkui/child', `${parent} takes only ${allowed.join(' and ')} as children, not ${chain.name}.`);
    }
  }

  private loop(expression: ts.Expression, parent: string): void {
    for (let current = expression; ts.isCallExpression(current) || ts.isPropertyAccessExpression(current); current = current.expression) {
      const args = ts.isCallExpression(current) ? current.arguments : [];
      for (const argument of args) {
        if (ts.isArrowFunction(argument) && ts.isBlock(argument.body) && this.describesUi(argument.body)) {
          this.block(argument.body.statements, parent);
        }
      }
    }
  }

  private describesUi(body: ts.Block): boolean {
    return body.statements.some(statement => ts.isIfStatement(statement) ||
      (ts.isExpressionStatement(statement) && this.chainOf(statement.expression) !== undefined));
  }

  private chainOf(expression: ts.Expression): Chain | undefined {
    let current: ts.Expression = expression;
    while (ts.isCallExpression(current) || ts.isPropertyAccessExpression(current) || ts.isEtsComponentExpression(current)) {
      if (ts.isEtsComponentExpression(current) || (ts.isCallExpression(current) && ts.isIdentifier(current.expression))) {
        const callee = current.expression;
        const name = ts.isIdentifier(callee) ? callee.text : '';
        return this.isUiName(callee, name) || ts.isEtsComponentExpression(current) ? { base: current, name } : undefined;
      }
      if (ts.isCallExpression(current) && this.isBuilderMember(current.expression)) {
        return { base: current, name: '' };
      }
      current = current.expression;
    }
    return undefined;
  }

  private isUiName(callee: ts.Expression, name: string): boolean {
    if (this.components.has(name) || LOOPS.includes(name)) {
      return true;
    }
    const declaration = declarationOf(callee, this.checker);
    return declaration !== undefined && (ts.isStructDeclaration(declaration) || hasDecorator(declaration, 'Builder'));
  }

  private isBuilderMember(callee: ts.Expression): boolean {
    if (!ts.isPropertyAccessExpression(callee)) {
      return false;
    }
    const declaration = declarationOf(callee, this.checker);
    if (declaration === undefined) {
      return false;
    }
    return hasDecorator(declaration, 'Builder', 'LocalBuilder', 'BuilderParam') ||
      (callee.name.text === 'builder' && decoratorsOf(declaration).length === 0 &&
        this.checker.typeToString(this.checker.getTypeAtLocation(callee.expression)).startsWith('WrappedBuilder'));
  }

  private report(node: ts.Node, rule: string, message: string): void {
    this.findings.push(findingAt(node, rule, message));
  }
}
