import type { Socket } from 'node:net';
import { AsyncQueue } from './AsyncQueue.js';
import { FrameReader, Violation } from './decode.js';
import { CancelReason, encode, FrameType, GoodbyeReason, TAKES_FILES, VERSION, type Frame } from './frames.js';
import { IncomingFiles, type Decision, type ReceiverOptions } from './IncomingFiles.js';
import { OutgoingFiles, type Transfer } from './OutgoingFiles.js';
import { randomId, type Acquaintance, type PeerMemory } from './PeerMemory.js';
import { inMemory, type ReceivedFile, type Source, type Store } from './stores.js';
import { OutgoingTexts, TextWindow } from './texts.js';

/** Milliseconds. */
export interface TimeLimits {
  greeting: number;
  heartbeat: number;
  silence: number;
  frame: number;
  leaving: number;
}

export const TIME_LIMITS: TimeLimits = {
  greeting: 5_000,
  heartbeat: 3_000,
  silence: 10_000,
  frame: 20_000,
  leaving: 2_000,
};

export interface SessionOptions {
  memory: PeerMemory;
  capabilities?: number;
  limits?: Partial<TimeLimits>;
  /** Answers offers; accepts all when absent. */
  decide?: ReceiverOptions['decide'];
  /** Where received files are kept; in memory when absent. */
  store?: Store;
}

export type SessionEnd =
  | { kind: 'left' }
  | { kind: 'goodbye'; reason: number }
  /** Of the other side; `text` says which. */
  | { kind: 'violation'; text: string }
  | { kind: 'silent' }
  | { kind: 'lost' };

export interface Remote {
  peerId: string;
  name: string;
  capabilities: number;
}

/** One connection, from its handshake to its end. */
export class Session {
  readonly texts = new AsyncQueue<{ id: string; text: string }>();
  readonly files = new AsyncQueue<ReceivedFile>();
  readonly closed: Promise<SessionEnd>;
  private readonly limits: TimeLimits;
  private readonly reader = new FrameReader();
  private state: 'greeting' | 'open' | 'leaving' | 'closed' = 'greeting';
  private peer: Remote | undefined;
  private known: Acquaintance | undefined;
  private readonly outgoingTexts = new OutgoingTexts((id, text) => void this.send({ type: 'text', id, text }));
  private readonly unanswered = new TextWindow();
  private outgoing: OutgoingFiles | undefined;
  private incoming: IncomingFiles | undefined;
  private end: SessionEnd = { kind: 'lost' };
  private readonly timers = new Set<NodeJS.Timeout>();
  private frameTimer: NodeJS.Timeout | undefined;
  private framesSeen = 0;
  private whenOpen: () => void = () => undefined;

  /** `isOpener`: whether this end opened the connection. `admit` may refuse a HELLO with a reason. */
  constructor(
    private readonly socket: Socket,
    private readonly isOpener: boolean,
    private readonly options: SessionOptions,
    private readonly admit: (remote: Remote) => number | undefined = () => undefined,
  ) {
    this.limits = { ...TIME_LIMITS, ...options.limits };
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.receive(bytes));
    socket.on('error', () => undefined);
    this.closed = new Promise(resolve => socket.once('close', () => resolve(this.gone())));
    const limit = this.after(this.limits.greeting, () => this.state === 'greeting' && socket.destroy());
    this.whenOpen = () => clearTimeout(limit);
    if (isOpener) {
      this.hello();
    }
  }

  /** Resolves at the other's HELLO; rejects when the connection ends before. */
  opened(): Promise<this> {
    return new Promise((resolve, reject) => {
      const clear = this.whenOpen;
      this.whenOpen = () => {
        clear();
        resolve(this);
      };
      void this.closed.then(end => reject(new Error(`The session did not open: ${JSON.stringify(end)}`)));
    });
  }

  get remote(): Remote {
    if (this.peer === undefined) {
      throw new Error('The session is not open.');
    }
    return this.peer;
  }

  /** Resolves at its RECEIPT, which may come in a later session with the same peer. */
  sendText(text: string, id = randomId()): Promise<void> {
    return new Promise(confirm => {
      this.known?.unconfirmed.set(id, { text, confirm });
      this.outgoingTexts.push(id, text);
    });
  }

  offerFiles(sources: Source[]): Transfer {
    if (this.outgoing === undefined || (this.remote.capabilities & TAKES_FILES) === 0) {
      throw new Error('The peer takes no files.');
    }
    return this.outgoing.offer(sources);
  }

  /** Of either direction. */
  cancel(offerId: string, reason: number = CancelReason.STOPPED): void {
    this.outgoing?.cancel(offerId, reason);
    this.incoming?.cancel(offerId, reason);
  }

  /** Resolves when the connection is gone. */
  goodbye(reason: number = GoodbyeReason.LEAVING): Promise<SessionEnd> {
    if (this.state === 'open' || this.state === 'greeting') {
      this.state = 'leaving';
      this.end = { kind: 'left' };
      void this.send({ type: 'goodbye', reason });
      this.after(this.limits.leaving, () => this.socket.destroy());
    }
    return this.closed;
  }

  /** Ends the TCP connection without a word. */
  cut(): void {
    this.socket.resetAndDestroy();
  }

  /** Sends any bytes. */
  write(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  private send(frame: Exclude<Frame, { type: 'foreignHello' }>): Promise<void> {
    if (this.socket.destroyed || this.socket.write(encode(frame))) {
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const go = (): void => {
        this.socket.off('drain', go).off('close', go);
        resolve();
      };
      this.socket.on('drain', go).on('close', go);
    });
  }

  private hello(): void {
    const { memory, capabilities = TAKES_FILES } = this.options;
    const { peerId, name } = memory;
    void this.send({ type: 'hello', highest: VERSION, lowest: VERSION, capabilities, peerId, name });
  }

  private receive(bytes: Buffer): void {
    if (this.state === 'closed') {
      return;
    }
    const before = this.framesSeen;
    this.socket.cork();
    try {
      this.reader.push(bytes, frame => this.take(frame), type => this.mayCome(type));
    } catch (error) {
      this.violated(error instanceof Violation ? error.message : String(error));
    }
    this.socket.uncork();
    if (!this.reader.isInFrame || this.framesSeen !== before) {
      clearTimeout(this.frameTimer);
      this.frameTimer = undefined;
    }
    if (this.reader.isInFrame) {
      this.frameTimer ??= this.after(this.limits.frame, () => this.violated('A frame that is not whole in time.'));
    }
  }

  private mayCome(type: number): boolean {
    if (this.state === 'greeting') {
      return type === FrameType.HELLO || type === FrameType.GOODBYE;
    }
    return type !== FrameType.HELLO;
  }

  /** @throws Violation */
  private take(frame: Frame): void {
    this.framesSeen++;
    if (this.state === 'closed') {
      return;
    }
    switch (frame.type) {
      case 'foreignHello':
        this.close(GoodbyeReason.VERSION, { kind: 'goodbye', reason: GoodbyeReason.VERSION });
        break;
      case 'hello':
        this.greeted(frame);
        break;
      case 'text':
        this.textCame(frame.id, frame.text);
        break;
      case 'heartbeat':
        break;
      case 'goodbye':
        this.end = this.state === 'leaving' ? this.end : { kind: 'goodbye', reason: frame.reason };
        this.state = 'closed';
        this.socket.destroySoon();
        break;
      case 'receipt':
        this.known?.unconfirmed.get(frame.id)?.confirm();
        this.known?.unconfirmed.delete(frame.id);
        this.outgoingTexts.confirmed(frame.id);
        break;
      default:
        if (this.state === 'open' && this.outgoing?.receive(frame) === false) {
          this.incoming?.receive(frame);
        }
    }
  }

  private greeted(hello: Extract<Frame, { type: 'hello' }>): void {
    const { memory } = this.options;
    if (hello.lowest > VERSION) {
      this.close(GoodbyeReason.VERSION, { kind: 'goodbye', reason: GoodbyeReason.VERSION });
      return;
    }
    if (hello.peerId === memory.peerId) {
      throw new Violation('The own peer id.');
    }
    const { peerId, name, capabilities } = hello;
    const refusal = this.admit({ peerId, name, capabilities });
    if (refusal !== undefined) {
      this.close(refusal, { kind: 'left' });
      return;
    }
    this.peer = { peerId, name, capabilities };
    if (!this.isOpener) {
      this.hello();
    }
    this.state = 'open';
    this.open(peerId, capabilities);
  }

  private open(peerId: string, capabilities: number): void {
    const { memory, decide = (): Decision => 'accept', store = inMemory } = this.options;
    const known = memory.of(peerId);
    this.known = known;
    const send = this.send.bind(this);
    this.incoming = new IncomingFiles(peerId, known, { decide, store, received: file => this.files.push(file) }, send);
    const beat = (): void => void (this.state === 'open' && this.send({ type: 'heartbeat' }));
    this.timers.add(setInterval(beat, this.limits.heartbeat));
    const silence = this.after(this.limits.silence, () => {
      this.end = { kind: 'silent' };
      this.socket.destroy();
    });
    this.socket.on('data', () => this.state === 'open' && silence.refresh());
    for (const [id, { text }] of known.unconfirmed) {
      this.outgoingTexts.push(id, text);
    }
    this.outgoing = new OutgoingFiles(known, send, (capabilities & TAKES_FILES) !== 0);
    this.whenOpen();
  }

  /** @throws Violation */
  private textCame(id: string, text: string): void {
    if (!this.unanswered.take(text)) {
      throw new Violation('Too many TEXTs without a RECEIPT.');
    }
    if (this.known?.isNew(id) === true) {
      this.texts.push({ id, text });
    }
    if (this.state === 'open') {
      this.socket.write(encode({ type: 'receipt', id }), () => this.unanswered.giveBack(text));
    }
  }

  private violated(text: string): void {
    this.close(GoodbyeReason.VIOLATION, { kind: 'violation', text });
  }

  /** Says why and ends; what still comes is thrown away, so that no reset overtakes the GOODBYE. */
  private close(reason: number, end: SessionEnd): void {
    if (this.state === 'closed') {
      return;
    }
    this.state = 'closed';
    this.end = end;
    this.socket.end(encode({ type: 'goodbye', reason }));
    this.after(this.limits.leaving, () => this.socket.destroy());
  }

  private gone(): SessionEnd {
    this.state = 'closed';
    this.timers.forEach(timer => clearTimeout(timer));
    this.outgoing?.interrupt();
    return this.end;
  }

  private after(milliseconds: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(run, milliseconds);
    this.timers.add(timer);
    return timer;
  }
}
