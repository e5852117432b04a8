import { relative } from 'node:path';
import ts from 'ohos-typescript';
import { declarationsDirectory } from '../sdk/etsOptions.js';

/** Where the SDK declares a symbol: `@ohos.promptAction` and `promptAction.showToast`. */
export interface SdkSymbol {
  module: string;
  name: string;
}

/** The place in the SDK of a declaration; undefined for the project's own. */
export function sdkSymbolOf(declaration: ts.Declaration): SdkSymbol | undefined {
  const path = relative(declarationsDirectory(), declaration.getSourceFile().fileName);
  if (path.startsWith('..')) {
    return undefined;
  }
  const module = path.replace(/\.d\.e?ts$/, '').replace(/^(api|kits|arkts)\//, '');
  const names: string[] = [];
  for (let node: ts.Node | undefined = declaration; node !== undefined; node = node.parent) {
    const name = (node as ts.NamedDeclaration).name;
    if (name !== undefined && ts.isIdentifier(name)) {
      names.unshift(name.text);
    }
  }
  return { module, name: names.join('.') };
}

/** Tags of the declaration's newest documentation block: the SDK keeps one block for each API version that changed it. */
export function newestTags(declaration: ts.Declaration): { name: string; text: string }[] {
  const owner = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const blocks = (owner as ts.Node & { jsDoc?: ts.JSDoc[] }).jsDoc ?? [];
  const newest = blocks[blocks.length - 1];
  return (newest?.tags ?? []).map(tag => ({
    name: tag.tagName.text,
    text: typeof tag.comment === 'string' ? tag.comment : ts.getTextOfJSDocComment(tag.comment) ?? '',
  }));
}
