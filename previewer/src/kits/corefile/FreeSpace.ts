import { fileError } from './fileErrors.js';

const UNLIMITED = -1n;

/** How much may still be written to a device's storage, in bytes; a limit counts down as files grow. */
export class FreeSpace {
  private readonly cell: BigInt64Array;

  constructor(shared: SharedArrayBuffer) {
    this.cell = new BigInt64Array(shared);
  }

  static create(): SharedArrayBuffer {
    const shared = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
    new BigInt64Array(shared)[0] = UNLIMITED;
    return shared;
  }

  /** Undefined: as much as the host has. */
  get bytes(): number | undefined {
    const left = Atomics.load(this.cell, 0);
    return left === UNLIMITED ? undefined : Number(left);
  }

  set bytes(bytes: number | undefined) {
    Atomics.store(this.cell, 0, bytes === undefined ? UNLIMITED : BigInt(Math.max(0, Math.floor(bytes))));
  }

  /** Throws ENOSPC and takes nothing where less is left. */
  take(bytes: number): void {
    const wanted = BigInt(bytes);
    for (;;) {
      const left = Atomics.load(this.cell, 0);
      if (left === UNLIMITED || wanted <= 0n) {
        return;
      }
      if (wanted > left) {
        throw fileError('ENOSPC');
      }
      if (Atomics.compareExchange(this.cell, 0, left, left - wanted) === left) {
        return;
      }
    }
  }

  /** A file was removed or became shorter. */
  release(bytes: number): void {
    const left = Atomics.load(this.cell, 0);
    if (left !== UNLIMITED && bytes > 0) {
      Atomics.add(this.cell, 0, BigInt(bytes));
    }
  }
}
