import { closeSync } from 'node:fs';
import { fileError } from './fileErrors.js';

const MOST = 4096;
const CLOSED = -1;

/**
 * The open files of one application process with their positions. A number that is not in here is no descriptor of the
 * application, whatever it means to the host.
 */
export class Descriptors {
  private readonly positions: Float64Array;
  private readonly appends: Uint8Array;

  constructor(shared: SharedArrayBuffer) {
    this.positions = new Float64Array(shared, 0, MOST);
    this.appends = new Uint8Array(shared, MOST * Float64Array.BYTES_PER_ELEMENT, MOST);
  }

  static create(): SharedArrayBuffer {
    const shared = new SharedArrayBuffer(MOST * (Float64Array.BYTES_PER_ELEMENT + Uint8Array.BYTES_PER_ELEMENT));
    new Float64Array(shared, 0, MOST).fill(CLOSED);
    return shared;
  }

  /** Takes over a descriptor of the host; closes it and throws EMFILE when there are too many. */
  add(descriptor: number, appends: boolean): void {
    if (descriptor >= MOST) {
      closeSync(descriptor);
      throw fileError('EMFILE');
    }
    this.positions[descriptor] = 0;
    this.appends[descriptor] = Number(appends);
  }

  /** Whether every write goes to the end of the file. */
  isAppending(descriptor: number): boolean {
    return this.appends[descriptor] === 1;
  }

  /** Position of an open file; EBADF for one that is not. */
  position(descriptor: number): number {
    const position = this.positions[descriptor] ?? CLOSED;
    if (position === CLOSED) {
      throw fileError('EBADF');
    }
    return position;
  }

  move(descriptor: number, position: number): void {
    this.positions[descriptor] = position;
  }

  /** The number is free for the host again; whoever calls this closes it. */
  remove(descriptor: number): void {
    this.position(descriptor);
    this.positions[descriptor] = CLOSED;
  }

  /** The process is gone. */
  closeAll(): void {
    this.positions.forEach((position, descriptor) => {
      if (position !== CLOSED) {
        this.positions[descriptor] = CLOSED;
        closeSync(descriptor);
      }
    });
  }
}
