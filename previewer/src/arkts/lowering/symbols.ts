import ts from 'ohos-typescript';
import { hasDecorator } from './syntax.js';

/** What a name stands for in a UI block. */
export type SymbolKind = 'struct' | 'builder' | 'styles' | 'other';

/** What one source declares, imports and exports, by name. */
export interface SourceSymbols {
  declared: Map<string, SymbolKind>;
  /** Local name → where it comes from; `*` is the whole module. */
  imported: Map<string, { specifier: string; name: string }>;
  exported: Map<string, { local: string } | { specifier: string; name: string }>;
  exportedAll: string[];
}

/** Symbols of the sources of a project, by module id. */
export interface ProjectSymbols {
  symbols: Map<string, SourceSymbols>;
  resolve(module: string, specifier: string): string | undefined;
}

export function collectSymbols(source: ts.SourceFile): SourceSymbols {
  const symbols: SourceSymbols = { declared: new Map(), imported: new Map(), exported: new Map(), exportedAll: [] };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      collectImport(statement, symbols);
    } else if (ts.isExportDeclaration(statement)) {
      collectExport(statement, symbols);
    } else if (ts.isExportAssignment(statement)) {
      if (ts.isIdentifier(statement.expression)) {
        symbols.exported.set('default', { local: statement.expression.text });
      }
    } else {
      collectDeclaration(statement, symbols);
    }
  }
  return symbols;
}

/** What a name means in a module, followed through imports and re-exports; undefined for a name it does not have. */
export function kindOf(project: ProjectSymbols, module: string, name: string): SymbolKind | undefined {
  const symbols = project.symbols.get(module);
  const declared = symbols?.declared.get(name);
  if (declared !== undefined) {
    return declared;
  }
  const imported = symbols?.imported.get(name);
  return imported && (exportedKind(project, module, imported.specifier, imported.name) ?? 'other');
}

/** What `namespace.name` means, where `namespace` was imported as a whole. */
export function kindOfMember(
  project: ProjectSymbols,
  module: string,
  namespace: string,
  name: string,
): SymbolKind | undefined {
  const imported = project.symbols.get(module)?.imported.get(namespace);
  return imported?.name === '*' ? exportedKind(project, module, imported.specifier, name) : undefined;
}

function exportedKind(
  project: ProjectSymbols,
  from: string,
  specifier: string,
  name: string,
  seen = new Set<string>(),
): SymbolKind | undefined {
  const module = project.resolve(from, specifier);
  const symbols = module === undefined ? undefined : project.symbols.get(module);
  if (module === undefined || symbols === undefined || seen.has(`${module}\n${name}`)) {
    return undefined;
  }
  seen.add(`${module}\n${name}`);
  const exported = symbols.exported.get(name);
  if (exported !== undefined) {
    return 'local' in exported
      ? kindOf(project, module, exported.local)
      : exportedKind(project, module, exported.specifier, exported.name, seen);
  }
  for (const other of symbols.exportedAll) {
    const kind = exportedKind(project, module, other, name, seen);
    if (kind !== undefined) {
      return kind;
    }
  }
  return undefined;
}

function collectImport(statement: ts.ImportDeclaration, symbols: SourceSymbols): void {
  const specifier = (statement.moduleSpecifier as ts.StringLiteral).text;
  const clause = statement.importClause;
  if (clause?.name) {
    symbols.imported.set(clause.name.text, { specifier, name: 'default' });
  }
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) {
    symbols.imported.set(bindings.name.text, { specifier, name: '*' });
  } else if (bindings) {
    for (const element of bindings.elements) {
      symbols.imported.set(element.name.text, { specifier, name: (element.propertyName ?? element.name).text });
    }
  }
}

function collectExport(statement: ts.ExportDeclaration, symbols: SourceSymbols): void {
  const specifier = statement.moduleSpecifier && (statement.moduleSpecifier as ts.StringLiteral).text;
  if (specifier !== undefined && statement.exportClause === undefined) {
    symbols.exportedAll.push(specifier);
  }
  if (statement.exportClause && ts.isNamedExports(statement.exportClause)) {
    for (const element of statement.exportClause.elements) {
      const name = (element.propertyName ?? element.name).text;
      symbols.exported.set(element.name.text, specifier === undefined ? { local: name } : { specifier, name });
    }
  }
}

function collectDeclaration(statement: ts.Statement, symbols: SourceSymbols): void {
  const names = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(declaration => declaration.name)
    : [(statement as ts.Statement & { name?: ts.Node }).name];
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some(modifier => modifier.kind === kind);
  for (const name of names) {
    if (name === undefined || !ts.isIdentifier(name)) {
      continue;
    }
    symbols.declared.set(name.text, declaredKind(statement));
    if (has(ts.SyntaxKind.ExportKeyword)) {
      symbols.exported.set(has(ts.SyntaxKind.DefaultKeyword) ? 'default' : name.text, { local: name.text });
    }
  }
}

function declaredKind(statement: ts.Statement): SymbolKind {
  if (ts.isStructDeclaration(statement)) {
    return 'struct';
  }
  if (ts.isFunctionDeclaration(statement)) {
    return hasDecorator(statement, 'Builder')
      ? 'builder'
      : hasDecorator(statement, 'Extend', 'AnimatableExtend', 'Styles')
        ? 'styles'
        : 'other';
  }
  return 'other';
}
