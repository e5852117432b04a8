import { readFileSync } from 'node:fs';

const KIT_IMPORT = /import\s+(?:type\s+)?([^;'"]*?)\s*from\s*['"](@kit\.\w+)['"]/g;

/** Names that sources import from each kit; `*` stands for all. */
export type UsedNames = ReadonlyMap<string, ReadonlySet<string>>;

export function readUsedNames(files: string[]): UsedNames {
  const used = new Map<string, Set<string>>();
  for (const file of files) {
    for (const [, clause = '', kit = ''] of readFileSync(file, 'utf8').matchAll(KIT_IMPORT)) {
      const names = used.get(kit) ?? new Set<string>();
      used.set(kit, names);
      const braces = /\{([^}]*)\}/.exec(clause)?.[1];
      if (braces === undefined) {
        names.add('*');
      } else {
        braces.split(',').map(name => name.trim().split(/\s+/)[0] ?? '').filter(name => name !== '').forEach(name => names.add(name));
      }
    }
  }
  return used;
}

/**
 * A kit's declaration without the imports that nobody asked for: a kit re-exports dozens of modules, and reading those
 * is most of the work of a check. Lines keep their places.
 */
export function pruneKit(text: string, names: ReadonlySet<string> | undefined): string {
  if (names === undefined || names.has('*')) {
    return text;
  }
  const kept = new Set<string>();
  const lines = text.split('\n').map(line => {
    const locals = /^import (.*) from /.exec(line)?.[1];
    if (locals === undefined) {
      return line;
    }
    const bound = locals.replace(/[{}]/g, ',').split(',').map(part => part.trim().split(/\s+/).at(-1) ?? '').filter(name => name !== '');
    if (!bound.some(name => names.has(name))) {
      return '';
    }
    bound.forEach(name => kept.add(name));
    return line;
  });
  return lines.map(line => line.replace(/^export \{(.*)\};/, (_, list: string) => {
    const exported = list.split(',').map(part => part.trim()).filter(part => kept.has(part.split(/\s+/)[0] ?? ''));
    return `export { ${exported.join(', ')} };`;
  })).join('\n');
}
