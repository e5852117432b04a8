import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';

const LONGEST_BYTES = 255;

/** Whether a document can have this name: one part of a path that the host takes too, and no hidden file. */
export function isDocumentName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !/[/\\\0]/.test(name) && Buffer.byteLength(name) <= LONGEST_BYTES;
}

/** The name itself, or with a number behind it where there is a document of that name. */
export function freeDocumentName(directory: string, name: string): string {
  return numbered(name, documentsNamedLike(directory, name).length);
}

/** The names that documents which were to be called `name` have got, the oldest first. */
export function documentsNamedLike(directory: string, name: string): string[] {
  const taken: string[] = [];
  for (let next = name; existsSync(join(directory, next)); next = numbered(name, taken.length)) {
    taken.push(next);
  }
  return taken;
}

function numbered(name: string, number: number): string {
  const ending = extname(name);
  return number === 0 ? name : `${name.slice(0, name.length - ending.length)} (${number})${ending}`;
}
