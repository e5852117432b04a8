import { createHash, type Hash } from 'node:crypto';
import { closeSync, existsSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A file to send. */
export interface Source {
  name: string;
  size: number;
  /** May answer with fewer bytes than asked for when the file has shrunk. */
  read(offset: number, length: number): Promise<Buffer>;
}

export function sourceOfBytes(name: string, bytes: Buffer): Source {
  return { name, size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

/** `size` is that of the file at this moment. */
export async function sourceOfFile(path: string): Promise<Source> {
  const handle = await open(path);
  const { size } = await handle.stat();
  await handle.close();
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  };
  return { name: basename(path), size, read };
}

export interface ReceivedFile {
  /** As it was offered. */
  name: string;
  size: number;
  sha256: string;
  /** The peer that sent it. */
  from: string;
  /** Where it was kept: its content, or its path. */
  content: Buffer | string;
}

/** Where the bytes of one incomplete file go. */
interface Target {
  append(bytes: Buffer): void;
  reset(): void;
  finish(): Buffer | string;
  discard(): void;
}

/** Makes the place for a file of this name. */
export type Store = (name: string) => Target;

export const inMemory: Store = () => {
  let parts: Buffer[] = [];
  const reset = (): void => {
    parts = [];
  };
  return {
    append: bytes => void parts.push(Buffer.from(bytes)),
    reset,
    finish: () => Buffer.concat(parts),
    discard: reset,
  };
};

let partialFiles = 0;

/** A file has an unfit name until it is whole, and never that of another file. */
export function inFolder(folder: string): Store {
  return name => {
    const partial = join(folder, `${process.pid}-${++partialFiles}.partial`);
    const file = openSync(partial, 'ax');
    return {
      append: bytes => void writeSync(file, bytes),
      reset: () => ftruncateSync(file),
      finish: () => {
        closeSync(file);
        const path = freePath(folder, safeName(name));
        renameSync(partial, path);
        return path;
      },
      discard: () => {
        closeSync(file);
        rmSync(partial);
      },
    };
  };
}

/** What has been received of one file, with the SHA-256 of it at every moment. */
export class PartialFile {
  length = 0;
  private hash: Hash = createHash('sha256');

  constructor(private readonly target: Target) {}

  append(bytes: Buffer): void {
    this.target.append(bytes);
    this.hash.update(bytes);
    this.length += bytes.length;
  }

  digest(): Buffer {
    return this.hash.copy().digest();
  }

  reset(): void {
    this.target.reset();
    this.hash = createHash('sha256');
    this.length = 0;
  }

  finish(): Buffer | string {
    return this.target.finish();
  }

  discard(): void {
    this.target.discard();
  }
}

function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/[^\p{L}\p{N} ._-]/gu, '_').replace(/^\.+/, '').slice(0, 60) || 'file';
}

function freePath(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${number}-${name}`);
    if (!existsSync(path)) {
      return path;
    }
  }
}
