import { close, closeSync, constants, open, openSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import type { fileIo } from '@kit.CoreFileKit';
import { partialKit } from '../partialKit.js';
import type { Descriptors } from './Descriptors.js';
import { fileError } from './fileErrors.js';
import type { FreeSpace } from './FreeSpace.js';
import { operation, readDescriptor, readInteger, readPath, type Operation } from './operation.js';
import type { MappedPath, PathMap } from './PathMap.js';

type Flags = Record<Exclude<keyof typeof fileIo.OpenMode, 'prototype'>, number>;

export const OPEN_MODE: Flags = {
  READ_ONLY: 0o0,
  WRITE_ONLY: 0o1,
  READ_WRITE: 0o2,
  CREATE: 0o100,
  TRUNC: 0o1000,
  APPEND: 0o2000,
  NONBLOCK: 0o4000,
  DIR: 0o200000,
  NOFOLLOW: 0o400000,
  SYNC: 0o4010000,
};

/** The host's numbers are its own; a host that has no such flag goes without. */
const HOST_FLAGS: readonly [mode: number, flag: number | undefined][] = [
  [OPEN_MODE.WRITE_ONLY, constants.O_WRONLY],
  [OPEN_MODE.READ_WRITE, constants.O_RDWR],
  [OPEN_MODE.CREATE, constants.O_CREAT],
  [OPEN_MODE.TRUNC, constants.O_TRUNC],
  [OPEN_MODE.APPEND, constants.O_APPEND],
  [OPEN_MODE.DIR, constants.O_DIRECTORY],
  [OPEN_MODE.NOFOLLOW, constants.O_NOFOLLOW],
  [OPEN_MODE.SYNC, constants.O_SYNC],
];

const PERMISSIONS = 0o660;
const later = { open: promisify(open), close: promisify(close) };

/** An open file; everything of it throws EINVAL once it is closed. */
export class OpenFile {
  private descriptor: number | undefined;

  constructor(descriptor: number, private readonly devicePath: string) {
    this.descriptor = descriptor;
  }

  get fd(): number {
    if (this.descriptor === undefined) {
      throw fileError('EINVAL');
    }
    return this.descriptor;
  }

  get path(): string {
    return this.fd >= 0 ? this.devicePath : '';
  }

  get name(): string {
    return posix.basename(this.path);
  }

  getParent(): string {
    return posix.dirname(this.path);
  }

  /** The number that it had. */
  release(): number {
    const { fd } = this;
    this.descriptor = undefined;
    return fd;
  }
}

export interface OpenFiles {
  open: Operation<OpenFile>;
  close: Operation<void>;
}

export function createOpenFiles(paths: PathMap, descriptors: Descriptors, space: FreeSpace): OpenFiles {
  const opened = (descriptor: number, path: MappedPath, mode: number): OpenFile => {
    descriptors.add(descriptor, (mode & OPEN_MODE.APPEND) !== 0);
    return partialKit('File', new OpenFile(descriptor, path.device));
  };
  /** Opening with TRUNC gives room back, which is not to be seen afterwards. */
  const releaseTruncated = ({ host }: MappedPath, mode: number): void => {
    if ((mode & OPEN_MODE.TRUNC) !== 0 && space.bytes !== undefined) {
      space.release(sizeOf(host));
    }
  };
  return {
    open: operation((value, mode) => {
      const path = readPath(value);
      const flags = readMode(mode);
      const prepare = (): MappedPath => {
        const mapped = paths.resolveUri(path);
        releaseTruncated(mapped, flags);
        return mapped;
      };
      return {
        now: () => {
          const mapped = prepare();
          return opened(openSync(mapped.host, hostFlags(flags), PERMISSIONS), mapped, flags);
        },
        later: async () => {
          const mapped = prepare();
          return opened(await later.open(mapped.host, hostFlags(flags), PERMISSIONS), mapped, flags);
        },
      };
    }),
    close: operation(file => {
      const descriptor = readDescriptor(file instanceof OpenFile ? file.release() : file);
      const removed = (): number => {
        descriptors.remove(descriptor);
        return descriptor;
      };
      return { now: () => closeSync(removed()), later: async () => later.close(removed()) };
    }),
  };
}

/** EINVAL for both kinds of writing at once, as on the platform. */
function readMode(value: unknown): number {
  const mode = readInteger(value, OPEN_MODE.READ_ONLY);
  const both = OPEN_MODE.WRITE_ONLY | OPEN_MODE.READ_WRITE;
  if ((mode & both) === both) {
    throw fileError('EINVAL');
  }
  return mode;
}

function hostFlags(mode: number): number {
  const wanted = HOST_FLAGS.filter(([bit]) => (mode & bit) === bit);
  return wanted.reduce((flags, [, flag]) => flags | (flag ?? 0), constants.O_RDONLY);
}

function sizeOf(host: string): number {
  return statSync(host, { throwIfNoEntry: false })?.size ?? 0;
}
