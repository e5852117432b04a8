import type ts from 'ohos-typescript';
import type { SymbolKind } from './symbols.js';

/** The members of the struct around a place that are more than values. */
export interface StructScope {
  builders: Set<string>;
  styles: Set<string>;
}

/** The lowering of one source: what its parts share and how they call each other. */
export interface Lowering {
  readonly source: ts.SourceFile;
  struct: StructScope | undefined;
  /** What a name of this source stands for; `component` for a built-in one that the source does not shadow. */
  kindOf(name: string): SymbolKind | 'component' | undefined;
  /** The same for `namespace.name`. */
  kindOfMember(namespace: string, name: string): SymbolKind | undefined;
  insert(text: string, at: ts.Node | number): void;
  copyText(start: number, end: number): void;
  error(at: ts.Node, message: string): void;
  /** Ordinary code: copied, with what must be lowered inside it. */
  code(node: ts.Node): void;
  /** An argument of a component, an attribute or a struct: builders become thunks; where `twoWay`, bindings are lowered. */
  value(node: ts.Expression, twoWay: boolean): void;
  /** The body of a builder: `{ … }` whose statements append to the node that is being built. */
  uiBlock(block: ts.Statement): void;
}
