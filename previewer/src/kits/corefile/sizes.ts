import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of a file, or of all files below a folder; 0 for what is not there. */
export function sizeOf(host: string): number {
  const stats = lstatSync(host, { throwIfNoEntry: false });
  if (stats === undefined) {
    return 0;
  }
  return stats.isDirectory()
    ? readdirSync(host).reduce((sum, name) => sum + sizeOf(join(host, name)), 0)
    : stats.size;
}
