import { readdirSync, statSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';
import { fileError } from './fileErrors.js';
import { operation, readInteger, readOptions, readPath, type Operation } from './operation.js';
import type { PathMap } from './PathMap.js';

interface Filter {
  suffixes: readonly string[] | undefined;
  names: readonly RegExp[] | undefined;
  sizeOver: number;
  modifiedAfter: number;
}

/** `listFile`: names of a folder, or with `recursion` all files below it, as paths that begin at the folder. */
export function createListFile(paths: PathMap): Operation<string[]> {
  return operation((value, options) => {
    const path = readPath(value);
    const { recursion = false, listNum, filter } = readOptions(options);
    const most = readInteger(listNum, 0) || Infinity;
    const wanted = readFilter(readOptions(filter));
    const list = (): string[] => {
      const root = paths.resolve(path).host;
      const names = (): string[] => entriesOf(root, wanted).map(entry => entry.name);
      const found = recursion === true ? filesBelow(root, '', wanted) : names();
      return found.slice(0, most);
    };
    return { now: list, later: async () => list() };
  });
}

function filesBelow(folder: string, prefix: string, filter: Filter): string[] {
  const all = readdirSync(folder, { withFileTypes: true });
  const files = all.filter(entry => entry.isFile() && matches(folder, entry, filter));
  const folders = all.filter(entry => entry.isDirectory());
  return [
    ...files.map(entry => `${prefix}/${entry.name}`),
    ...folders.flatMap(entry => filesBelow(join(folder, entry.name), `${prefix}/${entry.name}`, filter)),
  ];
}

function entriesOf(folder: string, filter: Filter): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).filter(entry => matches(folder, entry, filter));
}

function matches(folder: string, entry: Dirent, { suffixes, names, sizeOver, modifiedAfter }: Filter): boolean {
  const isSuffixRight = suffixes === undefined || entry.isDirectory() || suffixes.includes(extname(entry.name));
  if (!isSuffixRight || names?.some(name => name.test(entry.name)) === false) {
    return false;
  }
  if (sizeOver < 0 && modifiedAfter < 0) {
    return true;
  }
  const { size, mtimeMs } = statSync(join(folder, entry.name));
  return size > sizeOver && Math.floor(mtimeMs / 1000) > modifiedAfter;
}

function readFilter({ suffix, displayName, fileSizeOver, lastModifiedAfter }: Record<string, unknown>): Filter {
  return {
    suffixes: readTexts(suffix),
    names: readTexts(displayName)?.map(pattern),
    sizeOver: fileSizeOver === undefined ? -1 : readInteger(fileSizeOver, 0),
    modifiedAfter: lastModifiedAfter === undefined ? -1 : readInteger(lastModifiedAfter, 0),
  };
}

function readTexts(value: unknown): string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (!Array.isArray(value) || value.length === 0 || value.some(text => typeof text !== 'string')) {
    throw fileError('EINVAL');
  }
  return value as string[];
}

/** `*` and `?` as in file names. */
function pattern(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's');
}
