import {
  closeSync, constants, fstatSync, ftruncateSync, openSync, promises, readFileSync, readSync, statSync, truncateSync,
  writeSync, type Stats,
} from 'node:fs';
import type { Descriptors } from './Descriptors.js';
import { createStat } from './entries.js';
import { fileError } from './fileErrors.js';
import type { FreeSpace } from './FreeSpace.js';
import { operation, readDescriptor, readInteger, readOptions, readPath, type Operation } from './operation.js';
import type { PathMap } from './PathMap.js';

/** A file by its path, or an open one by its descriptor. */
type FileReference = string | number;

const COPY_CHUNK = 1 << 20;
const PERMISSIONS = 0o660;

export interface Contents {
  stat: Operation<object>;
  truncate: Operation<void>;
  copyFile: Operation<void>;
  readText: Operation<string>;
}

/** What is done with a whole file, whether it is open or not. */
export function createContents(paths: PathMap, descriptors: Descriptors, space: FreeSpace): Contents {
  /** A host path or a checked descriptor. */
  const locate = (file: FileReference): FileReference => {
    if (typeof file === 'string') {
      return paths.resolve(file).host;
    }
    descriptors.position(file);
    return file;
  };
  const statNow = (file: FileReference): Stats => typeof file === 'string' ? statSync(file) : fstatSync(file);
  const truncateHost = (target: FileReference, length: number): void => {
    const { size } = statNow(target);
    if (typeof target === 'string') {
      truncateSync(target, length);
    } else {
      ftruncateSync(target, length);
    }
    space.release(size - length);
  };
  const truncate = (file: FileReference, length: number): void => truncateHost(locate(file), length);
  const openAt = (file: FileReference, flags: number): { descriptor: number; close(): void } => {
    const target = locate(file);
    if (typeof target === 'number') {
      return { descriptor: target, close: () => undefined };
    }
    const descriptor = openSync(target, flags, PERMISSIONS);
    return { descriptor, close: () => closeSync(descriptor) };
  };
  return {
    stat: operation(value => {
      const file = readReference(value);
      return {
        now: () => createStat(statNow(locate(file))),
        later: async () => {
          const target = locate(file);
          return createStat(typeof target === 'string' ? await promises.stat(target) : fstatSync(target));
        },
      };
    }),
    truncate: operation((value, length) => {
      const [file, wanted] = [readReference(value), readInteger(length, 0)];
      return { now: () => truncate(file, wanted), later: async () => truncate(file, wanted) };
    }),
    copyFile: operation((from, to, mode) => {
      const [source, target] = [readReference(from), readReference(to)];
      if (readInteger(mode, 0) !== 0) {
        throw fileError('EINVAL');
      }
      const copy = (): Generator<void, void> => copyInChunks(source, target);
      return {
        now: () => void [...copy()],
        later: async () => {
          for (const _chunk of copy()) {
            await new Promise(resolve => setImmediate(resolve));
          }
        },
      };
    }),
    readText: operation((value, options) => {
      const path = readPath(value);
      const { offset, length, encoding = 'utf-8' } = readOptions(options);
      const from = readInteger(offset, 0);
      const count = readInteger(length, Number.MAX_SAFE_INTEGER);
      if (encoding !== 'utf-8') {
        throw fileError('EINVAL');
      }
      const cut = (content: Buffer): string => content.subarray(from, from + count).toString('utf8');
      return {
        now: () => cut(readFileSync(paths.resolve(path).host)),
        later: async () => cut(await promises.readFile(paths.resolve(path).host)),
      };
    }),
  };

  /** Stops after each chunk, so that a copy need not hold up its thread. */
  function* copyInChunks(source: FileReference, target: FileReference): Generator<void, void> {
    const input = openAt(source, constants.O_RDONLY);
    try {
      const output = openAt(target, constants.O_WRONLY | constants.O_CREAT);
      try {
        truncateHost(output.descriptor, 0);
        const chunk = Buffer.allocUnsafe(COPY_CHUNK);
        for (let position = 0; ; yield) {
          const count = readSync(input.descriptor, chunk, 0, COPY_CHUNK, position);
          if (count === 0) {
            return;
          }
          space.take(count);
          position += writeSync(output.descriptor, chunk, 0, count, position);
        }
      } finally {
        output.close();
      }
    } finally {
      input.close();
    }
  }
}

function readReference(value: unknown): FileReference {
  return typeof value === 'string' ? value : readDescriptor(value);
}
