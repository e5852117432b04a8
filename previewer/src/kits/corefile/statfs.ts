import { promises, statfsSync, type StatsFs } from 'node:fs';
import { partialKit } from '../partialKit.js';
import type { FileAreas } from './FileAreas.js';
import { FreeSpace } from './FreeSpace.js';
import { operation, readPath, type Operation } from './operation.js';
import { PathMap } from './PathMap.js';

/** `statfs`: bytes of the storage that a path lies in. */
export function createStatfs(areas: FileAreas): object {
  const paths = new PathMap(areas);
  const space = new FreeSpace(areas.freeSpace);
  const measure = (read: (stats: StatsFs) => number): Operation<number> => operation(value => {
    const path = readPath(value);
    return {
      now: () => read(statfsSync(paths.resolve(path).host)),
      later: async () => read(await promises.statfs(paths.resolve(path).host)),
    };
  });
  const free = measure(stats => space.bytes ?? stats.bavail * stats.bsize);
  const total = measure(stats => stats.blocks * stats.bsize);
  return partialKit('statfs', {
    getFreeSize: free.later,
    getFreeSizeSync: free.now,
    getTotalSize: total.later,
    getTotalSizeSync: total.now,
  });
}
