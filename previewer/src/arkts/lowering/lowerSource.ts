import ts from 'ohos-typescript';
import { styleBody } from './attributes.js';
import { isUiBody } from './classify.js';
import type { Lowering, StructScope } from './Lowering.js';
import { Output } from './Output.js';
import { lowerStruct } from './structs.js';
import { kindOf, kindOfMember, type ProjectSymbols, type SymbolKind } from './symbols.js';
import {
  decoratorName,
  hasDecorator,
  isVersion1,
  isVirtual,
  startWithoutDecorators,
  thisProperty,
  twoWayOperand,
} from './syntax.js';
import { lowerUiBlock, uiArrow } from './uiCalls.js';
import { lowerValue, thunk } from './values.js';

/** A place in a source that cannot be lowered. */
export interface LoweringError {
  /** Offset in the source. */
  position: number;
  message: string;
}

/** Turns a parsed `.ets` source into TypeScript that calls `$rt`. */
export function lowerSource(
  source: ts.SourceFile,
  module: string,
  project: ProjectSymbols,
  components: ReadonlySet<string>,
): {
  output: Output;
  errors: LoweringError[];
} {
  const lowering = new SourceLowering(source, module, project, components);
  lowering.code(source);
  return { output: lowering.output, errors: lowering.errors };
}

/** Decorators without a meaning on a PC, where one thread shares all of its objects. */
const DROPPED = new Set(['Sendable', 'Concurrent']);

const STYLE_DECORATORS = ['Extend', 'AnimatableExtend', 'Styles'];

class SourceLowering implements Lowering {
  readonly output: Output;
  readonly errors: LoweringError[] = [];
  struct: StructScope | undefined;

  constructor(
    readonly source: ts.SourceFile,
    private readonly module: string,
    private readonly project: ProjectSymbols,
    private readonly components: ReadonlySet<string>,
  ) {
    this.output = new Output(source.text);
  }

  kindOf(name: string): SymbolKind | 'component' | undefined {
    return kindOf(this.project, this.module, name) ?? (this.components.has(name) ? 'component' : undefined);
  }

  kindOfMember(namespace: string, name: string): SymbolKind | undefined {
    return kindOfMember(this.project, this.module, namespace, name);
  }

  insert(text: string, at: ts.Node | number): void {
    this.output.insert(text, typeof at === 'number' ? at : at.getStart(this.source));
  }

  copyText(start: number, end: number): void {
    this.output.copy(start, end);
  }

  error(at: ts.Node, message: string): void {
    this.errors.push({ position: at.getStart(this.source), message });
  }

  value(node: ts.Expression, twoWay: boolean): void {
    lowerValue(this, node, twoWay);
  }

  uiBlock(block: ts.Statement): void {
    lowerUiBlock(this, block);
  }

  code(node: ts.Node): void {
    if (ts.isStructDeclaration(node)) {
      lowerStruct(this, node);
    } else if (ts.isFunctionDeclaration(node) && node.body && hasDecorator(node, 'Builder', ...STYLE_DECORATORS)) {
      this.output.copy(startWithoutDecorators(node, this.source), node.body.getStart(this.source));
      if (hasDecorator(node, 'Builder')) {
        this.uiBlock(node.body);
      } else {
        styleBody(this, node.body);
      }
    } else if (ts.isDecorator(node)) {
      this.decorator(node);
    } else if (ts.isArrowFunction(node) && isUiBody(this, node.body)) {
      uiArrow(this, node);
    } else if (ts.isPropertyAssignment(node) && this.isBuilding(node.initializer)) {
      this.code(node.name);
      this.insert(': ', node);
      thunk(this, node.initializer);
    } else if (ts.isEtsComponentExpression(node)) {
      this.error(node, `${node.expression.getText(this.source)} can be built in build() or a builder only`);
    } else if (twoWayOperand(node, this.source) !== undefined) {
      this.error(node, 'A two-way binding is an argument of a component, an attribute or a struct, nothing else');
    } else {
      this.copyWithChildren(node);
    }
  }

  /** In ordinary code only a property may be a builder: `openCustomDialog({ builder: this.dialog })`. */
  private isBuilding(node: ts.Expression): boolean {
    const callee = ts.isCallExpression(node) ? node.expression : node;
    const member = thisProperty(callee);
    if (member !== undefined) {
      return this.struct?.builders.has(member) === true;
    }
    return (
      ts.isIdentifier(callee) &&
      ts.isCallExpression(node) &&
      ['builder', 'struct'].includes(this.kindOf(callee.text) ?? '')
    );
  }

  private decorator(node: ts.Decorator): void {
    const name = decoratorName(node);
    if (isVersion1(name)) {
      this.error(node, `@${name} belongs to state management V1, which the previewer does not run`);
    } else if (!DROPPED.has(name)) {
      this.copyWithChildren(node);
    }
  }

  private copyWithChildren(node: ts.Node): void {
    const children: ts.Node[] = [];
    ts.forEachChild(node, child => {
      if (!isVirtual(child)) {
        children.push(child);
      }
    });
    children.sort((left, right) => left.pos - right.pos);
    const isInStruct = ts.isStructDeclaration(node.parent ?? node);
    let cursor = isInStruct ? startWithoutDecorators(node, this.source) : node.getStart(this.source);
    for (const child of children) {
      const start = child.getStart(this.source);
      if (start >= cursor) {
        this.output.copy(cursor, start);
        this.code(child);
        cursor = child.end;
      }
    }
    this.output.copy(cursor, node.end);
  }
}
