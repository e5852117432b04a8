import { createHash, type Hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Violation } from './decode.js';
import { CancelReason, CHUNK_LIMIT, WINDOW_BYTES, type FilePosition, type Frame } from './frames.js';
import { randomId, type Acquaintance, type OutgoingOffer, type TransferOutcome } from './PeerMemory.js';
import type { Source } from './stores.js';

/** Hands a frame to the connection; resolves when there is room for more. */
export type SendFrame = (frame: Exclude<Frame, { type: 'foreignHello' }>) => Promise<void>;

export interface Transfer {
  readonly id: string;
  /** Settles at the end of the offer, whatever session that is in. */
  readonly outcome: Promise<TransferOutcome>;
}

/** A running offer of this session. */
interface Run {
  offer: OutgoingOffer;
  /** Undefined until ACCEPT. */
  positions?: FilePosition[];
  index: number;
  sent: number;
  progress: number;
  hasEnded: boolean;
  isOver: boolean;
  wake: () => void;
}

/** The sending side of file transfers within one session. */
export class OutgoingFiles {
  private readonly runs = new Map<string, Run>();
  private readonly over = new Set<string>();

  constructor(
    private readonly known: Acquaintance,
    private readonly send: SendFrame,
    peerTakesFiles: boolean,
  ) {
    for (const offer of peerTakesFiles ? known.outgoing.values() : []) {
      this.open(offer);
    }
  }

  offer(sources: Source[]): Transfer {
    const id = randomId();
    let finish: OutgoingOffer['finish'] = () => undefined;
    const outcome = new Promise<TransferOutcome>(resolve => {
      finish = resolve;
    });
    const offer = { id, sources, results: [], finish };
    this.known.outgoing.set(id, offer);
    this.open(offer);
    return { id, outcome };
  }

  cancel(id: string, reason: number): void {
    const run = this.runs.get(id);
    if (run !== undefined) {
      void this.send({ type: 'cancel', id, reason });
      this.end(run, { kind: 'cancelled', by: 'self', reason });
    }
  }

  /** The session is gone; its offers go on in the next one. */
  interrupt(): void {
    for (const run of this.runs.values()) {
      run.isOver = true;
      run.wake();
    }
    this.runs.clear();
  }

  /** Whether the frame was for this side. @throws Violation */
  receive(frame: Extract<Frame, { id: string }>): boolean {
    const run = this.runs.get(frame.id);
    switch (frame.type) {
      case 'accept':
      case 'decline':
      case 'progress':
      case 'result':
        if (run !== undefined) {
          this.answered(run, frame);
        } else if (!this.over.has(frame.id)) {
          throw new Violation(`${frame.type} of what was never offered.`);
        }
        return true;
      case 'cancel':
        if (run === undefined) {
          return this.over.has(frame.id);
        }
        this.end(run, { kind: 'cancelled', by: 'peer', reason: frame.reason });
        return true;
      default:
        return false;
    }
  }

  private answered(run: Run, frame: Extract<Frame, { type: 'accept' | 'decline' | 'progress' | 'result' }>): void {
    if (frame.type === 'accept') {
      this.accepted(run, frame.positions);
    } else if (frame.type === 'decline') {
      this.end(run, { kind: 'declined', reason: frame.reason });
    } else {
      this.advanced(run, frame);
    }
  }

  private open(offer: OutgoingOffer): void {
    const start = { index: -1, sent: 0, progress: 0, hasEnded: false, isOver: false, wake: () => undefined };
    this.runs.set(offer.id, { offer, ...start });
    void this.send({ type: 'offer', id: offer.id, files: offer.sources.map(({ name, size }) => ({ name, size })) });
  }

  private end(run: Run, outcome: TransferOutcome): void {
    run.isOver = true;
    run.wake();
    this.runs.delete(run.offer.id);
    this.over.add(run.offer.id);
    this.known.outgoing.delete(run.offer.id);
    run.offer.finish(outcome);
  }

  private accepted(run: Run, positions: FilePosition[]): void {
    const { sources } = run.offer;
    if (run.positions !== undefined || positions.length !== sources.length) {
      throw new Violation('An ACCEPT that does not fit its offer.');
    }
    if (positions.some(({ offset }, index) => offset > (sources[index]?.size ?? 0))) {
      throw new Violation('An ACCEPT beyond the end of a file.');
    }
    run.positions = positions.map(({ offset, hash }) => ({ offset, hash: Buffer.from(hash) }));
    void this.sendAll(run, run.positions).catch(() => this.cancel(run.offer.id, CancelReason.SOURCE_CHANGED));
  }

  private advanced(run: Run, frame: Extract<Frame, { type: 'progress' | 'result' }>): void {
    if (frame.index !== run.index) {
      throw new Violation(`${frame.type} of file ${frame.index} while file ${run.index} is sent.`);
    }
    if (frame.type === 'progress') {
      if (frame.offset > run.sent) {
        throw new Violation('PROGRESS beyond what was sent.');
      }
      run.progress = frame.offset;
    } else if (run.hasEnded && run.offer.results[run.index] === undefined) {
      run.offer.results[run.index] = frame.result;
    } else {
      throw new Violation('A RESULT without an END before it.');
    }
    run.wake();
  }

  private async sendAll(run: Run, positions: FilePosition[]): Promise<void> {
    const { id, sources } = run.offer;
    run.offer.results = [];
    for (const [index, source] of sources.entries()) {
      const [offset, hash] = await beginning(source, positions[index]);
      run.index = index;
      run.sent = offset;
      run.progress = offset;
      run.hasEnded = false;
      while (run.sent < source.size && !run.isOver) {
        await this.sendChunk(run, source, hash);
      }
      if (run.isOver) {
        return;
      }
      run.hasEnded = true;
      await this.send({ type: 'end', id, index, hash: hash.digest() });
      await this.until(run, () => run.offer.results[index] !== undefined);
    }
    if (!run.isOver) {
      this.end(run, { kind: 'done', results: run.offer.results });
    }
  }

  private async sendChunk(run: Run, source: Source, hash: Hash): Promise<void> {
    const length = Math.min(CHUNK_LIMIT, source.size - run.sent);
    await this.until(run, () => run.sent + length - run.progress <= WINDOW_BYTES);
    const bytes = run.isOver ? undefined : await source.read(run.sent, length);
    if (bytes === undefined || run.isOver) {
      return;
    }
    if (bytes.length !== length) {
      throw new Error('The source has become shorter.');
    }
    hash.update(bytes);
    const offset = run.sent;
    run.sent += length;
    await this.send({ type: 'chunk', id: run.offer.id, index: run.index, offset, bytes });
    await nextTurn();
  }

  private async until(run: Run, condition: () => boolean): Promise<void> {
    while (!run.isOver && !condition()) {
      await new Promise<void>(resolve => {
        run.wake = resolve;
      });
    }
  }
}

/** The offset at which to begin, and the hash of what is before it. */
async function beginning(source: Source, position: FilePosition | undefined): Promise<[number, Hash]> {
  const hash = createHash('sha256');
  const there = position?.offset ?? 0;
  for (let at = 0; at < there; ) {
    const bytes = await source.read(at, Math.min(CHUNK_LIMIT, there - at));
    if (bytes.length === 0) {
      throw new Error('The source has become shorter.');
    }
    hash.update(bytes);
    at += bytes.length;
  }
  return position?.hash.equals(hash.copy().digest()) === true ? [there, hash] : [0, createHash('sha256')];
}
