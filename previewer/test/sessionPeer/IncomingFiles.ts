import { Violation } from './decode.js';
import {
  CancelReason,
  DeclineReason,
  FileResult,
  HASH_BYTES,
  WINDOW_BYTES,
  type Frame,
  type OfferedFile,
} from './frames.js';
import type { SendFrame } from './OutgoingFiles.js';
import type { Acquaintance, IncomingFile, IncomingOffer } from './PeerMemory.js';
import { PartialFile, type ReceivedFile, type Store } from './stores.js';

const PROGRESS_BYTES = 524_288;
const UNFINISHED_LIMIT = 8;
const IGNORED_LIMIT = 8_388_608;

/** What the person says: yes, or one of the DECLINE reasons. */
export type Decision = 'accept' | number;

export interface ReceiverOptions {
  decide(files: OfferedFile[], from: string): Decision | Promise<Decision>;
  store: Store;
  received(file: ReceivedFile): void;
}

/** An offer that is unfinished in this session. */
interface Run {
  offer: IncomingOffer;
  isAccepted: boolean;
  index: number;
  /** Undefined before the first CHUNK of the file. */
  progress: number | undefined;
}

/** The receiving side of file transfers within one session. */
export class IncomingFiles {
  private readonly runs = new Map<string, Run>();
  /** Bytes of CHUNK that came for each offer after its end. */
  private readonly over = new Map<string, number>();

  constructor(
    private readonly from: string,
    private readonly known: Acquaintance,
    private readonly options: ReceiverOptions,
    private readonly send: SendFrame,
  ) {}

  /** Stops what is being received. */
  cancel(id: string, reason: number): void {
    const run = this.runs.get(id);
    if (run !== undefined) {
      run.offer.isCancelled = true;
      void this.send({ type: 'cancel', id, reason });
      this.end(run);
    }
  }

  /** @throws Violation */
  receive(frame: Extract<Frame, { id: string }>): void {
    const run = this.runs.get(frame.id);
    switch (frame.type) {
      case 'offer':
        this.offered(frame);
        break;
      case 'cancel':
        if (run !== undefined) {
          run.offer.isCancelled = true;
          this.end(run);
        }
        break;
      case 'chunk':
      case 'end':
        if (run === undefined) {
          this.ignore(frame);
        } else if (!run.isAccepted) {
          throw new Violation(`${frame.type} of what was not accepted.`);
        } else if (frame.index !== run.index) {
          throw new Violation(`${frame.type} of file ${frame.index} instead of ${run.index}.`);
        } else if (frame.type === 'chunk') {
          this.store(run, frame);
        } else {
          this.compare(run, frame.hash);
        }
    }
  }

  private offered({ id, files }: Extract<Frame, { type: 'offer' }>): void {
    if (this.runs.has(id)) {
      throw new Violation('An OFFER with the id of a running one.');
    }
    const before = this.known.incoming.get(id);
    if (before?.isCancelled === true) {
      this.over.set(id, 0);
      void this.send({ type: 'cancel', id, reason: CancelReason.STOPPED });
      return;
    }
    if (this.runs.size >= UNFINISHED_LIMIT) {
      void this.send({ type: 'decline', id, reason: DeclineReason.TOO_MANY_OFFERS });
      return;
    }
    this.over.delete(id);
    const isRepeated = before !== undefined && isSame(before.files, files);
    const offer = isRepeated ? before : { id, files, isCancelled: false };
    const run: Run = { offer, isAccepted: false, index: 0, progress: undefined };
    this.runs.set(id, run);
    if (isRepeated) {
      this.accept(run);
    } else {
      void this.ask(run);
    }
  }

  private async ask(run: Run): Promise<void> {
    const { id, files } = run.offer;
    const decision = await this.options.decide(files, this.from);
    if (this.runs.get(id) !== run) {
      return;
    }
    if (decision === 'accept') {
      this.accept(run);
    } else {
      this.end(run);
      void this.send({ type: 'decline', id, reason: decision });
    }
  }

  private accept(run: Run): void {
    const { offer } = run;
    run.isAccepted = true;
    for (const file of offer.files) {
      if (file.stored === undefined) {
        file.partial ??= this.adopt(file) ?? new PartialFile(this.options.store(file.name));
      }
    }
    this.known.incoming.set(offer.id, offer);
    void this.send({ type: 'accept', id: offer.id, positions: offer.files.map(positionOf) });
  }

  /** Takes over an incomplete file of the same name and size from an offer that no longer runs. */
  private adopt({ name, size }: OfferedFile): PartialFile | undefined {
    for (const { id, files } of this.known.incoming.values()) {
      const file = files.find(candidate => candidate.name === name && candidate.size === size && candidate.partial);
      if (file !== undefined && !this.runs.has(id)) {
        const { partial } = file;
        file.partial = undefined;
        return partial;
      }
    }
    return undefined;
  }

  private store(run: Run, { id, offset, bytes }: Extract<Frame, { type: 'chunk' }>): void {
    const file = run.offer.files[run.index] as IncomingFile;
    const there = file.partial?.length ?? file.size;
    if (run.progress === undefined) {
      this.begin(run, file, offset, there);
    } else if (offset !== there) {
      throw new Violation(`A CHUNK at ${offset} instead of ${there}.`);
    }
    const { partial, size } = file;
    const end = offset + bytes.length;
    if (partial === undefined || end > size || end - (run.progress ?? 0) > WINDOW_BYTES) {
      throw new Violation('A CHUNK beyond its file or the window.');
    }
    try {
      partial.append(bytes);
    } catch {
      this.cancel(id, CancelReason.NOT_WRITABLE);
      return;
    }
    if (end - (run.progress ?? 0) >= PROGRESS_BYTES) {
      run.progress = end;
      void this.send({ type: 'progress', id, index: run.index, offset: end });
    }
  }

  private begin(run: Run, file: IncomingFile, offset: number, there: number): void {
    if (offset !== there && offset !== 0) {
      throw new Violation(`The first CHUNK at ${offset} instead of ${there}.`);
    }
    if (offset !== there) {
      file.stored = undefined;
      file.partial ??= new PartialFile(this.options.store(file.name));
      file.partial.reset();
    }
    run.progress = offset;
  }

  private compare(run: Run, hash: Buffer): void {
    const { offer, index } = run;
    const file = offer.files[index] as IncomingFile;
    const { partial } = file;
    if (partial !== undefined && partial.length !== file.size) {
      throw new Violation('An END before the last byte.');
    }
    const digest = partial?.digest() ?? file.stored;
    const isEqual = digest?.equals(hash) === true;
    if (partial !== undefined) {
      file.partial = undefined;
      if (isEqual) {
        file.stored = digest;
        const { name, size } = file;
        this.options.received({ name, size, sha256: hash.toString('hex'), from: this.from, content: partial.finish() });
      } else {
        partial.discard();
      }
    }
    void this.send({ type: 'result', id: offer.id, index, result: isEqual ? FileResult.STORED : FileResult.DIFFERENT });
    run.index++;
    run.progress = undefined;
    if (run.index === offer.files.length) {
      this.end(run);
    }
  }

  private end(run: Run): void {
    this.runs.delete(run.offer.id);
    this.over.set(run.offer.id, 0);
  }

  private ignore(frame: Extract<Frame, { type: 'chunk' | 'end' }>): void {
    const ignored = this.over.get(frame.id);
    if (ignored === undefined) {
      throw new Violation(`${frame.type} of what was never offered.`);
    }
    const total = ignored + (frame.type === 'chunk' ? frame.bytes.length : 0);
    if (total > IGNORED_LIMIT) {
      throw new Violation('Too much of an offer that has ended.');
    }
    this.over.set(frame.id, total);
  }
}

function positionOf({ partial, stored, size }: IncomingFile): { offset: number; hash: Buffer } {
  if (stored !== undefined) {
    return { offset: size, hash: size === 0 ? Buffer.alloc(HASH_BYTES) : stored };
  }
  const offset = partial?.length ?? 0;
  return { offset, hash: offset === 0 || partial === undefined ? Buffer.alloc(HASH_BYTES) : partial.digest() };
}

function isSame(known: readonly OfferedFile[], offered: readonly OfferedFile[]): boolean {
  return (
    known.length === offered.length &&
    known.every(({ name, size }, index) => name === offered[index]?.name && size === offered[index]?.size)
  );
}
