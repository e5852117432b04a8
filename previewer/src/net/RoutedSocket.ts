import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Route } from './NetworkStack.js';

/** Bytes that a send takes at once while the link is down: what a kernel's send buffer would take. */
const SEND_BUFFER_BYTES = 256 * 1024;
/**
 * The end of a connection may overtake the news that its link is gone; so an end is told this much later, in real time.
 */
const SETTLE_MILLISECONDS = 50;
/** When a lost connection's kernel socket is closed: late enough for the other side to know that the link is gone. */
const LOST_SOCKET_MILLISECONDS = 1_000;

export interface SocketReceiver {
  data(chunk: Buffer): void;
  /** The other side has ended its half of the connection. */
  end(): void;
  /** The connection broke; `code` is the name of the errno. */
  broken(code: string): void;
}

interface HeldWrite {
  bytes: Uint8Array;
  taken: (code: string | undefined) => void;
}

/** A TCP connection over a route. While the link is not up nothing arrives at either side: no byte, no FIN, no RST. */
export class RoutedSocket {
  readonly localPort: number;
  readonly remotePort: number;
  private receiver: SocketReceiver | undefined;
  private heldNotices: (() => void)[] = [];
  private heldWrites: HeldWrite[] = [];
  private heldBytes = 0;
  private isClosed = false;
  private brokenBy: string | undefined;
  private settling: NodeJS.Timeout | undefined;
  private readonly unsubscribe: () => void;

  /** `socket` is connected and paused. */
  constructor(
    private readonly socket: Socket,
    readonly route: Route,
  ) {
    this.localPort = socket.localPort ?? 0;
    this.remotePort = socket.remotePort ?? 0;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.brokenBy = error.code ?? 'EIO';
      this.settleThen(receiver => receiver.broken(this.brokenBy ?? 'EIO'));
    });
    socket.on('end', () => this.settleThen(receiver => receiver.end()));
    this.unsubscribe = route.link.onChange(() => this.linkChanged());
  }

  /** Called once when the kernel's socket is gone. */
  whenGone(listener: () => void): void {
    this.socket.once('close', listener);
  }

  /** Starts to read. */
  start(receiver: SocketReceiver): void {
    this.receiver = receiver;
    this.socket.on('data', (chunk: Buffer) => this.tell(current => current.data(chunk)));
    this.socket.resume();
    this.flushNotices();
  }

  /** Resolves with undefined when the bytes have been buffered for sending, else with the name of an errno. */
  write(bytes: Uint8Array): Promise<string | undefined> {
    return new Promise(taken => {
      if (this.route.link.isUp && this.heldWrites.length === 0) {
        this.writeNow({ bytes, taken });
        return;
      }
      const fits = this.heldBytes + bytes.byteLength <= SEND_BUFFER_BYTES;
      this.heldBytes += bytes.byteLength;
      this.heldWrites.push({ bytes, taken: fits ? () => undefined : taken });
      if (fits) {
        taken(undefined);
      }
    });
  }

  /** Sends what was buffered, then FIN; nothing is received any more. */
  close(): void {
    if (this.isClosed) {
      return;
    }
    this.isClosed = true;
    this.receiver = undefined;
    if (this.route.link.isUp) {
      this.finish();
    } else if (this.route.link.isLost) {
      this.dropLater();
    }
  }

  /** Closes the kernel's socket at once, as the end of its process does. */
  destroy(): void {
    this.isClosed = true;
    this.receiver = undefined;
    this.unsubscribe();
    clearTimeout(this.settling);
    this.socket.destroy();
  }

  setNoDelay(on: boolean): void {
    this.socket.setNoDelay(on);
  }

  setKeepAlive(on: boolean): void {
    this.socket.setKeepAlive(on);
  }

  private settleThen(notice: (receiver: SocketReceiver) => void): void {
    this.settling = setTimeout(() => this.tell(notice), SETTLE_MILLISECONDS);
  }

  private tell(notice: (receiver: SocketReceiver) => void): void {
    const run = (): void => {
      if (this.receiver !== undefined) {
        notice(this.receiver);
      }
    };
    if (this.route.link.isUp && this.receiver !== undefined && this.heldNotices.length === 0) {
      run();
    } else if (!this.isClosed && !this.route.link.isLost) {
      this.heldNotices.push(run);
    }
  }

  private linkChanged(): void {
    if (this.route.link.isLost) {
      this.heldNotices = [];
      if (this.isClosed) {
        this.dropLater();
      }
    } else if (this.route.link.isUp) {
      this.flushWrites();
      this.flushNotices();
      if (this.isClosed) {
        this.finish();
      }
    }
  }

  private flushWrites(): void {
    const writes = this.heldWrites;
    this.heldWrites = [];
    this.heldBytes = 0;
    for (const write of writes) {
      this.writeNow(write);
    }
  }

  private flushNotices(): void {
    while (this.heldNotices.length > 0 && this.receiver !== undefined && this.route.link.isUp) {
      this.heldNotices.shift()?.();
    }
  }

  private writeNow({ bytes, taken }: HeldWrite): void {
    if (this.brokenBy !== undefined) {
      taken('EPIPE');
    } else {
      this.socket.write(bytes, error => taken(error ? ((error as NodeJS.ErrnoException).code ?? 'EPIPE') : undefined));
    }
  }

  private finish(): void {
    this.unsubscribe();
    clearTimeout(this.settling);
    this.socket.destroySoon();
  }

  private dropLater(): void {
    setTimeout(() => this.destroy(), LOST_SOCKET_MILLISECONDS).unref();
  }
}

export interface ConnectAttempt {
  /** A connection, or the name of the errno that it failed with. Never settles while the link is not up. */
  readonly outcome: Promise<RoutedSocket | string>;
  /** Gives up; the outcome stays open. */
  cancel(): void;
}

/** Connects to a port at the other end of a route; no packet leaves before the link is up. */
export function connectOver(route: Route, port: number, localPort: number | undefined): ConnectAttempt {
  let cancel = (): void => undefined;
  const outcome = new Promise<RoutedSocket | string>(resolve => {
    const attempt = (): void => {
      const options = { host: route.remoteReal, port, localAddress: route.localReal, localPort, allowHalfOpen: true };
      const socket = connect(options);
      socket.pause();
      const failed = (error: NodeJS.ErrnoException): void => resolve(error.code ?? 'EIO');
      socket.once('error', failed);
      socket.once('connect', () => {
        socket.off('error', failed);
        resolve(new RoutedSocket(socket, route));
      });
      cancel = () => {
        socket.on('error', () => undefined);
        socket.destroy();
      };
    };
    if (route.link.isUp) {
      attempt();
      return;
    }
    const unsubscribe = route.link.onChange(() => {
      if (route.link.isUp) {
        unsubscribe();
        attempt();
      }
    });
    cancel = unsubscribe;
  });
  return { outcome, cancel: () => cancel() };
}
