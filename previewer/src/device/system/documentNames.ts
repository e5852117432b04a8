import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';

const LONGEST_BYTES = 255;

/** Whether a document can have this name: one part of a path that the host takes too, and no hidden file. */
export function isDocumentName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !/[/\\\0]/.test(name) && Buffer.byteLength(name) <= LONGEST_BYTES;
}

/** The name itself, or with a number behind it where there is a document of that name. */
export function freeDocumentName(directory: string, name: string): string {
  const ending = extname(name);
  const stem = name.slice(0, name.length - ending.length);
  let free = name;
  for (let number = 1; existsSync(join(directory, free)); number++) {
    free = `${stem} (${number})${ending}`;
  }
  return free;
}
