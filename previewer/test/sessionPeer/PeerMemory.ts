import { randomBytes, randomUUID } from 'node:crypto';
import type { OfferedFile } from './frames.js';
import type { PartialFile, Source } from './stores.js';

const SEEN_LIMIT = 256;

export type TransferOutcome =
  /** For each file its RESULT. */
  | { kind: 'done'; results: number[] }
  | { kind: 'declined'; reason: number }
  | { kind: 'cancelled'; by: 'self' | 'peer'; reason: number };

export interface OutgoingOffer {
  id: string;
  sources: Source[];
  results: number[];
  finish(outcome: TransferOutcome): void;
}

export interface IncomingFile extends OfferedFile {
  partial?: PartialFile;
  /** Present when the file is stored: the SHA-256 of the whole. */
  stored?: Buffer;
}

export interface IncomingOffer {
  id: string;
  files: IncomingFile[];
  /** By either side; what came of it stays for an offer of the same file. */
  isCancelled: boolean;
}

interface UnconfirmedText {
  text: string;
  confirm(): void;
}

/** What outlives a session with one other device. */
export class Acquaintance {
  readonly unconfirmed = new Map<string, UnconfirmedText>();
  readonly outgoing = new Map<string, OutgoingOffer>();
  /** The offers that were accepted, those that are over too: the last RESULT may have been lost. */
  readonly incoming = new Map<string, IncomingOffer>();
  private readonly seen = new Set<string>();

  /** Whether the message id is new; it is remembered. */
  isNew(messageId: string): boolean {
    if (this.seen.has(messageId)) {
      return false;
    }
    this.seen.add(messageId);
    const [oldest] = this.seen;
    if (this.seen.size > SEEN_LIMIT && oldest !== undefined) {
      this.seen.delete(oldest);
    }
    return true;
  }
}

/** One device: who it is and what it remembers of the others between its sessions. */
export class PeerMemory {
  private readonly acquaintances = new Map<string, Acquaintance>();

  constructor(
    readonly name = 'Second implementation',
    readonly peerId: string = randomUUID(),
  ) {}

  of(peerId: string): Acquaintance {
    const known = this.acquaintances.get(peerId) ?? new Acquaintance();
    this.acquaintances.set(peerId, known);
    return known;
  }
}

export function randomId(): string {
  return randomBytes(8).toString('hex');
}
