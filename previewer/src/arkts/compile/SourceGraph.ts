import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'ohos-typescript';
import { collectSymbols, type ProjectSymbols, type SourceSymbols } from '../lowering/symbols.js';
import { etsOptions } from '../sdk/etsOptions.js';
import type { CompileError } from '../Hap.js';

/** One parsed source of the project. */
export interface ProjectSource {
  id: string;
  /** From the project's root, with extension. */
  file: string;
  tree: ts.SourceFile;
  /** Specifier → module id, or the specifier itself where it names a platform module or a package. */
  imports: Record<string, string>;
}

/** In the order in which one is looked for. */
const SCRIPT_KINDS: Readonly<Record<string, ts.ScriptKind>> = {
  '.ets': ts.ScriptKind.ETS,
  '.ts': ts.ScriptKind.TS,
  '.js': ts.ScriptKind.JS,
};

/** The sources that are reached from some modules by imports, and what their names mean. */
export class SourceGraph implements ProjectSymbols {
  readonly sources = new Map<string, ProjectSource>();
  readonly symbols = new Map<string, SourceSymbols>();
  readonly errors: CompileError[] = [];
  private readonly options: ts.CompilerOptions = { ets: etsOptions() };

  constructor(private readonly projectDirectory: string) {}

  /** Adds a module and what it imports; `from` names the file that asks for it. */
  add(id: string, from: string): void {
    if (this.sources.has(id)) {
      return;
    }
    const file = Object.keys(SCRIPT_KINDS)
      .map(extension => id + extension)
      .find(path => existsSync(join(this.projectDirectory, path)));
    if (file === undefined) {
      this.errors.push({ file: from, line: 1, column: 1, message: `There is no source ${id}.ets` });
      return;
    }
    const text = readFileSync(join(this.projectDirectory, file), 'utf8');
    const kind = SCRIPT_KINDS[posix.extname(file)];
    const tree = ts.createSourceFile(
      join(this.projectDirectory, file),
      text,
      ts.ScriptTarget.ES2021,
      true,
      kind,
      this.options,
    );
    const source: ProjectSource = { id, file, tree, imports: {} };
    this.sources.set(id, source);
    this.symbols.set(id, collectSymbols(tree));
    const { parseDiagnostics } = tree as ts.SourceFile & { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
    for (const diagnostic of parseDiagnostics) {
      this.errors.push(errorAt(source, diagnostic.start, ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')));
    }
    for (const specifier of specifiersOf(tree)) {
      this.link(source, specifier);
    }
  }

  resolve(module: string, specifier: string): string | undefined {
    const target = this.sources.get(module)?.imports[specifier];
    return target !== undefined && this.sources.has(target) ? target : undefined;
  }

  /** The module and all that it imports, directly or not. */
  reachedFrom(id: string): ProjectSource[] {
    const reached = new Map<string, ProjectSource>();
    const visit = (module: string): void => {
      const source = this.sources.get(module);
      if (source !== undefined && !reached.has(module)) {
        reached.set(module, source);
        Object.values(source.imports).forEach(visit);
      }
    };
    visit(id);
    return [...reached.values()];
  }

  private link(source: ProjectSource, specifier: ts.StringLiteralLike): void {
    if (!specifier.text.startsWith('.')) {
      source.imports[specifier.text] = specifier.text;
      return;
    }
    const path = posix.join(posix.dirname(source.file), specifier.text).replace(/\.(e?ts|js)$/, '');
    const target = [path, `${path}/Index`, `${path}/index`].find(id =>
      Object.keys(SCRIPT_KINDS).some(extension => existsSync(join(this.projectDirectory, id + extension))),
    );
    if (target === undefined) {
      this.errors.push(errorAt(source, specifier.getStart(source.tree), `There is no source '${specifier.text}'`));
      return;
    }
    source.imports[specifier.text] = target;
    this.add(target, source.file);
  }
}

export function errorAt(source: ProjectSource, position: number, message: string): CompileError {
  const { line, character } = source.tree.getLineAndCharacterOfPosition(position);
  return { file: source.file, line: line + 1, column: character + 1, message };
}

function specifiersOf(tree: ts.SourceFile): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  for (const statement of tree.statements) {
    if (
      (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
      statement.moduleSpecifier &&
      ts.isStringLiteralLike(statement.moduleSpecifier)
    ) {
      found.push(statement.moduleSpecifier);
    }
  }
  if (tree.text.includes('import(')) {
    const visit = (node: ts.Node): void => {
      const [argument] =
        ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : [];
      if (argument && ts.isStringLiteralLike(argument)) {
        found.push(argument);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}
