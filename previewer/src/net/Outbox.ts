import type { TimerId } from '../clock/Clock.js';
import type { Link } from './NetworkStack.js';

/** Bytes that a send takes at once while they cannot leave: what a kernel's send buffer would take. */
const SEND_BUFFER_BYTES = 256 * 1024;
/** What arrives at once of a longer write. */
const PIECE_BYTES = 16 * 1024;

/** Undefined when the bytes were taken, else the name of an errno. */
export type WriteOutcome = string | undefined;

/** Where the bytes go when their time has come. */
export interface OutboxTarget {
  isOpen(): boolean;
  write(bytes: Uint8Array): WriteOutcome | Promise<WriteOutcome>;
  /** Everything before the end has been written. */
  end(): void;
}

interface Piece {
  /** Undefined for the end. */
  bytes: Uint8Array | undefined;
  /** Bytes that were added up to here. */
  offset: number;
  isBuffered: boolean;
  /** On the clock of the link; undefined while the link is not up. */
  arrival: number | undefined;
  taken: ((outcome: WriteOutcome | Promise<WriteOutcome>) => void) | undefined;
}

/** What one end of a connection has sent and the other does not have yet, because the link is slow or not up. */
export class Outbox {
  private pieces: Piece[] = [];
  private added = 0;
  private written = 0;
  private timer: TimerId | undefined;

  constructor(
    private readonly link: Link,
    private readonly target: OutboxTarget,
  ) {}

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  /** `taken` is told when all bytes have room in the send buffer; until then they must not change. */
  add(bytes: Uint8Array, taken: Piece['taken']): void {
    for (let start = 0; start < bytes.byteLength; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES);
      this.added += piece.byteLength;
      this.push(piece, start + PIECE_BYTES >= bytes.byteLength ? taken : undefined);
    }
    this.release();
  }

  /** Ends the target behind everything that was added. */
  end(): void {
    this.push(undefined, undefined);
    this.release();
  }

  /** The link has become better or worse: the way begins anew for what has not arrived. */
  linkChanged(): void {
    for (const piece of this.pieces) {
      piece.arrival = this.arrivalOf(piece.bytes);
    }
    this.release();
  }

  close(): void {
    this.pieces = [];
    this.stopTimer();
  }

  private push(bytes: Uint8Array | undefined, taken: Piece['taken']): void {
    this.pieces.push({ bytes, offset: this.added, isBuffered: false, arrival: this.arrivalOf(bytes), taken });
  }

  private arrivalOf(bytes: Uint8Array | undefined): number | undefined {
    return this.link.isUp ? this.link.arrivalOf(bytes?.byteLength ?? 0) : undefined;
  }

  private release(): void {
    this.stopTimer();
    for (let [head] = this.pieces; head !== undefined && this.target.isOpen(); [head] = this.pieces) {
      const wait = (head.arrival ?? 0) - this.link.clock.now();
      if (wait > 0) {
        this.timer = this.link.clock.setTimeout(() => this.release(), wait);
        break;
      }
      this.pieces.shift();
      this.written = head.offset;
      if (head.bytes === undefined) {
        this.target.end();
      } else {
        const outcome = this.target.write(head.bytes);
        head.taken?.(outcome);
      }
    }
    this.buffer();
  }

  /** Takes over what fits in the send buffer by now. */
  private buffer(): void {
    for (const piece of this.pieces) {
      if (piece.offset - this.written > SEND_BUFFER_BYTES) {
        break;
      }
      if (!piece.isBuffered) {
        piece.isBuffered = true;
        piece.bytes = piece.bytes?.slice();
        piece.taken?.(undefined);
        piece.taken = undefined;
      }
    }
  }

  private stopTimer(): void {
    if (this.timer !== undefined) {
      this.link.clock.clear(this.timer);
      this.timer = undefined;
    }
  }
}
