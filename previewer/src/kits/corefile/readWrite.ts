import { fstat, fstatSync, fsync, fsyncSync, read, readSync, write, writeSync } from 'node:fs';
import { promisify, types } from 'node:util';
import type { Descriptors } from './Descriptors.js';
import { fileError } from './fileErrors.js';
import type { FreeSpace } from './FreeSpace.js';
import { operation, readDescriptor, readInteger, readOptions, type Operation } from './operation.js';

interface Transfer {
  descriptor: number;
  bytes: Uint8Array;
  /** Where in the file; undefined: at its position, which then moves on. */
  offset: number | undefined;
}

const later = { read: promisify(read), write: promisify(write), fstat: promisify(fstat), fsync: promisify(fsync) };

const SEEK_SET = 0;
/** Up to here the host's page cache is faster than another thread: it is done at once, and told later. */
const SMALL_BYTES = 1 << 20;

export interface ReadWrite {
  read: Operation<number>;
  write: Operation<number>;
  fsync: Operation<void>;
  lseek: Operation<number>;
}

/** Reading and writing of open files: straight between the caller's buffer and the host's kernel, without a copy. */
export function createReadWrite(descriptors: Descriptors, space: FreeSpace): ReadWrite {
  const queues = new Map<number, Promise<unknown>>();
  /** Transfers at the position of a file wait for each other: they would start at the same place. */
  const inOrder = <T>({ descriptor, offset }: Transfer, task: () => Promise<T>): Promise<T> => {
    if (offset !== undefined) {
      return task();
    }
    const result = (queues.get(descriptor) ?? Promise.resolve()).then(task);
    const settled = result.then(() => undefined, () => undefined).then(() => {
      if (queues.get(descriptor) === settled) {
        queues.delete(descriptor);
      }
    });
    queues.set(descriptor, settled);
    return result;
  };
  const finish = (transfer: Transfer, start: number, count: number): number => {
    if (transfer.offset === undefined) {
      descriptors.move(transfer.descriptor, start + count);
    }
    return count;
  };
  const start = ({ descriptor, offset }: Transfer): number => {
    const position = descriptors.position(descriptor);
    return offset ?? position;
  };
  const needsSize = ({ descriptor }: Transfer): boolean =>
    space.bytes !== undefined || descriptors.isAppending(descriptor);
  /** Where a write goes; takes the room for what lies behind the end of the file. */
  const reserve = (transfer: Transfer, size: number): number => {
    const from = descriptors.isAppending(transfer.descriptor) ? size : start(transfer);
    space.take(from + transfer.bytes.byteLength - Math.max(size, from));
    return from;
  };
  return {
    read: operation((descriptor, buffer, options) => {
      const transfer = readTransfer(descriptor, bytesOf(buffer), readOptions(options));
      const { bytes } = transfer;
      return {
        now: () => {
          const from = start(transfer);
          return finish(transfer, from, readSync(transfer.descriptor, bytes, 0, bytes.byteLength, from));
        },
        later: () => inOrder(transfer, async () => {
          const from = start(transfer);
          const count = isSmall(transfer)
            ? readSync(transfer.descriptor, bytes, 0, bytes.byteLength, from)
            : (await later.read(transfer.descriptor, bytes, 0, bytes.byteLength, from)).bytesRead;
          return finish(transfer, from, count);
        }),
      };
    }),
    write: operation((descriptor, data, options) => {
      const given = readOptions(options);
      const transfer = readTransfer(descriptor, contentOf(data, given['encoding']), given);
      const { bytes } = transfer;
      return {
        now: () => {
          const from = needsSize(transfer)
            ? reserve(transfer, fstatSync(transfer.descriptor).size)
            : start(transfer);
          return finish(transfer, from, writeSync(transfer.descriptor, bytes, 0, bytes.byteLength, from));
        },
        later: () => inOrder(transfer, async () => {
          const from = needsSize(transfer)
            ? reserve(transfer, (await later.fstat(transfer.descriptor)).size)
            : start(transfer);
          const count = isSmall(transfer)
            ? writeSync(transfer.descriptor, bytes, 0, bytes.byteLength, from)
            : (await later.write(transfer.descriptor, bytes, 0, bytes.byteLength, from)).bytesWritten;
          return finish(transfer, from, count);
        }),
      };
    }),
    fsync: operation(file => {
      const descriptor = readDescriptor(file);
      const checked = (): number => {
        descriptors.position(descriptor);
        return descriptor;
      };
      return { now: () => fsyncSync(checked()), later: async () => later.fsync(checked()) };
    }),
    lseek: operation((file, offset, whence) => {
      const descriptor = readDescriptor(file);
      const distance = readInteger(offset, 0, -Number.MAX_SAFE_INTEGER);
      const from = readInteger(whence, SEEK_SET);
      const seek = (): number => {
        const present = descriptors.position(descriptor);
        const base = [0, present, fstatSync(descriptor).size][from];
        if (base === undefined || base + distance < 0) {
          throw fileError('EINVAL');
        }
        descriptors.move(descriptor, base + distance);
        return base + distance;
      };
      return { now: seek, later: async () => seek() };
    }),
  };
}

function isSmall({ bytes }: Transfer): boolean {
  return bytes.byteLength <= SMALL_BYTES;
}

/** `length` counts bytes of the buffer, `offset` bytes of the file. */
function readTransfer(
  descriptor: unknown,
  bytes: Uint8Array,
  { offset, length }: Record<string, unknown>,
): Transfer {
  const count = readInteger(length, bytes.byteLength);
  if (count > bytes.byteLength) {
    throw fileError('EINVAL');
  }
  return {
    descriptor: readDescriptor(descriptor),
    bytes: count === bytes.byteLength ? bytes : bytes.subarray(0, count),
    offset: offset === undefined ? undefined : readInteger(offset, 0),
  };
}

function bytesOf(buffer: unknown): Uint8Array {
  if (!types.isArrayBuffer(buffer)) {
    throw fileError('EINVAL');
  }
  return new Uint8Array(buffer);
}

function contentOf(data: unknown, encoding: unknown): Uint8Array {
  if (typeof data !== 'string') {
    return bytesOf(data);
  }
  if (encoding === undefined || encoding === 'utf-8') {
    return Buffer.from(data, 'utf8');
  }
  if (encoding === 'utf-16') {
    return Buffer.from(data, 'utf16le');
  }
  throw fileError('EINVAL');
}
