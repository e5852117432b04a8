import type { Socket } from 'node:net';
import type { CutBudget } from './CutBudget.js';
import type { LinkBreak, Route } from './NetworkStack.js';
import { Outbox, type WriteOutcome } from './Outbox.js';

/**
 * The end of a connection may overtake the news that its link is gone; so an end is told this much later, in real time.
 */
const SETTLE_MILLISECONDS = 50;
/** When a lost connection's kernel socket is closed: late enough for the other side to know that the link is gone. */
const LOST_SOCKET_MILLISECONDS = 1_000;

export interface SocketReceiver {
  /** The chunk is the receiver's own. */
  data(chunk: Uint8Array<ArrayBuffer>): void;
  /** The other side has ended its half of the connection. */
  end(): void;
  /** The connection broke; `code` is the name of the errno. */
  broken(code: string): void;
}

/** A TCP connection over a route. While the link is not up nothing arrives at either side: no byte, no FIN, no RST. */
export class RoutedSocket {
  readonly localPort: number;
  readonly remotePort: number;
  private readonly outbox: Outbox;
  private readonly endings: (() => void)[];
  private receiver: SocketReceiver | undefined;
  private heldNotices: ((receiver: SocketReceiver) => void)[] = [];
  private budget: CutBudget | undefined;
  private isCut = false;
  private isClosed = false;
  private brokenBy: string | undefined;
  private settling: NodeJS.Timeout | undefined;

  /** `socket` is connected and paused. */
  constructor(
    private readonly socket: Socket,
    readonly route: Route,
  ) {
    const { link } = route;
    this.localPort = socket.localPort ?? 0;
    this.remotePort = socket.remotePort ?? 0;
    this.outbox = new Outbox(link, {
      isOpen: () => this.isOpen,
      write: bytes => this.writeNow(bytes),
      end: () => this.finish(),
    });
    socket.on('error', (error: NodeJS.ErrnoException) => this.failed(error.code ?? 'EIO'));
    socket.on('end', () => this.settleThen(receiver => receiver.end()));
    this.endings = [link.onChange(() => this.linkChanged()), link.onBreak(how => this.break(how))];
  }

  /** Called once when the kernel's socket is gone. */
  whenGone(listener: () => void): void {
    this.socket.once('close', listener);
  }

  /** Starts to read. */
  start(receiver: SocketReceiver): void {
    this.receiver = receiver;
    this.socket.on('data', (chunk: Buffer<ArrayBuffer>) => this.received(chunk));
    this.resume();
  }

  /**
   * Tells when the bytes have been buffered for sending, at once where the kernel took all of them at once. Until then
   * they must not change.
   */
  write(bytes: Uint8Array): WriteOutcome | Promise<WriteOutcome> {
    if (this.isOpen && !this.route.link.isShaped && this.outbox.isEmpty) {
      return this.writeNow(bytes);
    }
    return new Promise(taken => this.outbox.add(bytes, taken));
  }

  /** Sends what was buffered, then FIN; nothing is received any more. */
  close(): void {
    if (this.isClosed) {
      return;
    }
    this.isClosed = true;
    this.receiver = undefined;
    if (this.route.link.isLost) {
      this.dropLater();
    } else {
      this.outbox.end();
    }
  }

  /** Closes the kernel's socket at once, as the end of its process does. */
  destroy(): void {
    this.isClosed = true;
    this.receiver = undefined;
    this.forgetLink();
    this.socket.destroy();
  }

  setNoDelay(on: boolean): void {
    this.socket.setNoDelay(on);
  }

  setKeepAlive(on: boolean): void {
    this.socket.setKeepAlive(on);
  }

  private get isOpen(): boolean {
    return this.route.link.isUp && !this.isCut;
  }

  private received(chunk: Uint8Array<ArrayBuffer>): void {
    if (this.budget === undefined) {
      this.tell(receiver => receiver.data(chunk));
    } else {
      this.budget.spend(chunk.byteLength, allowed => {
        if (allowed > 0) {
          this.tell(receiver => receiver.data(chunk.subarray(0, allowed)));
        }
      });
    }
  }

  private settleThen(notice: (receiver: SocketReceiver) => void): void {
    this.settling = setTimeout(() => this.tell(notice), SETTLE_MILLISECONDS);
  }

  private failed(code: string): void {
    if (this.brokenBy === undefined) {
      this.brokenBy = code;
      this.settleThen(receiver => receiver.broken(code));
    }
  }

  private tell(notice: (receiver: SocketReceiver) => void): void {
    if (this.receiver !== undefined && this.isOpen && this.heldNotices.length === 0) {
      notice(this.receiver);
    } else if (!this.isClosed && !this.isCut && !this.route.link.isLost) {
      this.heldNotices.push(notice);
    }
  }

  private linkChanged(): void {
    if (this.route.link.isLost) {
      this.heldNotices = [];
      if (this.isClosed) {
        this.dropLater();
      }
    }
    this.resume();
    this.outbox.linkChanged();
  }

  /** Reads while the link is up, and not otherwise. */
  private resume(): void {
    if (this.receiver === undefined) {
      return;
    }
    if (!this.isOpen) {
      this.socket.pause();
      return;
    }
    this.socket.resume();
    if (this.heldNotices.length > 0) {
      setImmediate(() => this.tellHeld());
    }
  }

  private tellHeld(): void {
    while (this.heldNotices.length > 0 && this.receiver !== undefined && this.isOpen) {
      this.heldNotices.shift()?.(this.receiver);
    }
  }

  private break(how: LinkBreak): void {
    switch (how.kind) {
      case 'cut':
        this.budget = how.budget;
        how.budget.whenSpent(() => this.cut());
        break;
      case 'reset':
        this.isCut = false;
        this.socket.resetAndDestroy().destroy();
        this.failed('ECONNRESET');
        break;
      case 'close':
        this.outbox.end();
    }
  }

  private cut(): void {
    this.isCut = true;
    this.heldNotices = [];
    clearTimeout(this.settling);
    this.socket.pause();
  }

  private writeNow(bytes: Uint8Array): WriteOutcome | Promise<WriteOutcome> {
    const { socket } = this;
    if (this.brokenBy !== undefined || !socket.writable) {
      return 'EPIPE';
    }
    let taken: ((outcome: WriteOutcome) => void) | undefined;
    socket.write(bytes, error => taken?.(error ? ((error as NodeJS.ErrnoException).code ?? 'EPIPE') : undefined));
    if (socket.writableLength === 0 && socket.errored === null) {
      return undefined;
    }
    return new Promise(resolve => {
      taken = resolve;
    });
  }

  private finish(): void {
    if (this.isClosed) {
      this.forgetLink();
      this.socket.destroySoon();
    } else {
      this.socket.end();
    }
  }

  private forgetLink(): void {
    this.endings.splice(0).forEach(end => end());
    this.outbox.close();
    clearTimeout(this.settling);
  }

  private dropLater(): void {
    setTimeout(() => this.destroy(), LOST_SOCKET_MILLISECONDS).unref();
  }
}
