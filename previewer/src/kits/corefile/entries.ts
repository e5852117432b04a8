import {
  accessSync, lstatSync, mkdirSync, promises, renameSync, rmSync, statSync, unlinkSync, type Stats,
} from 'node:fs';
import { partialKit } from '../partialKit.js';
import { fileError } from './fileErrors.js';
import type { FreeSpace } from './FreeSpace.js';
import { operation, readInteger, readPath, type Operation } from './operation.js';
import type { PathMap } from './PathMap.js';
import { sizeOf } from './sizes.js';

const ACCESS_MODES = [0, 2, 4, 6];
const FORCE_MOVE = 0;
const THROW_IF_PRESENT = 1;
const LOCATION_LOCAL = 1;

export interface Entries {
  access: Operation<boolean>;
  lstat: Operation<object>;
  mkdir: Operation<void>;
  rename: Operation<void>;
  moveFile: Operation<void>;
  unlink: Operation<void>;
  rmdir: Operation<void>;
}

/** What is done with files and folders by their paths. */
export function createEntries(paths: PathMap, space: FreeSpace): Entries {
  const resolve = (path: string): string => paths.resolve(path).host;
  /** The room that a file takes is free once it is gone. */
  const releasing = (host: string): () => void => {
    const size = space.bytes === undefined ? 0 : sizeOf(host);
    return () => space.release(size);
  };
  const move = (value: unknown, target: unknown, prepare: (source: string, destination: string) => void) => {
    const [source, destination] = [readPath(value), readPath(target)];
    const ready = (): [string, string, () => void] => {
      const hosts = [resolve(source), resolve(destination)] as const;
      prepare(...hosts);
      return [...hosts, releasing(hosts[1])];
    };
    return {
      now: () => {
        const [from, to, release] = ready();
        renameSync(from, to);
        release();
      },
      later: async () => {
        const [from, to, release] = ready();
        await promises.rename(from, to);
        release();
      },
    };
  };
  return {
    access: operation((value, mode) => {
      const path = readPath(value);
      const wanted = readInteger(mode, 0);
      if (!ACCESS_MODES.includes(wanted)) {
        throw fileError('EINVAL');
      }
      const check = (): boolean => isPresent(() => accessSync(resolve(path), wanted));
      return { now: check, later: async () => check() };
    }),
    lstat: operation(value => {
      const path = readPath(value);
      return {
        now: () => createStat(lstatSync(resolve(path))),
        later: async () => createStat(await promises.lstat(resolve(path))),
      };
    }),
    mkdir: operation((value, recursion) => {
      const path = readPath(value);
      if (recursion !== undefined && typeof recursion !== 'boolean') {
        throw fileError('EINVAL');
      }
      const recursive = recursion ?? false;
      /** Unlike the host, the platform refuses a folder that is there also when it makes the folders above it. */
      const absent = (): string => {
        const host = resolve(path);
        if (statSync(host, { throwIfNoEntry: false }) !== undefined) {
          throw fileError('EEXIST');
        }
        return host;
      };
      return {
        now: () => void mkdirSync(absent(), { recursive }),
        later: async () => void await promises.mkdir(absent(), { recursive }),
      };
    }),
    rename: operation((value, target) => move(value, target, () => undefined)),
    moveFile: operation((value, target, mode) => {
      const how = readInteger(mode, FORCE_MOVE);
      if (how !== FORCE_MOVE && how !== THROW_IF_PRESENT) {
        throw fileError('EINVAL');
      }
      return move(value, target, (source, destination) => {
        const present = statSync(destination, { throwIfNoEntry: false });
        if (statSync(source).isDirectory() || present?.isDirectory() === true) {
          throw fileError('EINVAL');
        }
        if (present !== undefined && how === THROW_IF_PRESENT) {
          throw fileError('EEXIST');
        }
      });
    }),
    unlink: operation(value => {
      const path = readPath(value);
      const ready = (): [string, () => void] => {
        const host = resolve(path);
        return [host, releasing(host)];
      };
      return {
        now: () => {
          const [host, release] = ready();
          unlinkSync(host);
          release();
        },
        later: async () => {
          const [host, release] = ready();
          await promises.unlink(host);
          release();
        },
      };
    }),
    rmdir: operation(value => {
      const path = readPath(value);
      /** The platform removes a folder with everything in it. */
      const ready = (): [string, () => void] => {
        const host = resolve(path);
        if (!statSync(host).isDirectory()) {
          throw fileError('ENOTDIR');
        }
        return [host, releasing(host)];
      };
      return {
        now: () => {
          const [host, release] = ready();
          rmSync(host, { recursive: true });
          release();
        },
        later: async () => {
          const [host, release] = ready();
          await promises.rm(host, { recursive: true });
          release();
        },
      };
    }),
  };
}

/** Times in seconds since the epoch. */
export function createStat(stats: Stats): object {
  return partialKit('Stat', {
    ino: BigInt(stats.ino),
    mode: stats.mode,
    uid: stats.uid,
    gid: stats.gid,
    size: stats.size,
    atime: Math.floor(stats.atimeMs / 1000),
    mtime: Math.floor(stats.mtimeMs / 1000),
    ctime: Math.floor(stats.ctimeMs / 1000),
    location: LOCATION_LOCAL,
    isBlockDevice: () => stats.isBlockDevice(),
    isCharacterDevice: () => stats.isCharacterDevice(),
    isDirectory: () => stats.isDirectory(),
    isFIFO: () => stats.isFIFO(),
    isFile: () => stats.isFile(),
    isSocket: () => stats.isSocket(),
    isSymbolicLink: () => stats.isSymbolicLink(),
  });
}

function isPresent(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}
