import { connect, createServer, type Server, type Socket } from 'node:net';
import { AsyncQueue } from './AsyncQueue.js';
import { FrameReader } from './decode.js';
import { GoodbyeReason, type Frame } from './frames.js';
import { PeerMemory } from './PeerMemory.js';
import { Session, type SessionOptions } from './Session.js';

/** The port of docs/session-protocol.md. */
export const SESSION_PORT = 9450;
const SESSIONS_LIMIT = 16;
const GREETING_LIMIT = 8;
const ATTEMPT_MILLISECONDS = 1_000;
const ATTEMPTS_MILLISECONDS = 12_000;

export interface PeerOptions extends Partial<SessionOptions> {
  host: string;
  port?: number;
  /** The source address; the system's choice when absent. */
  localAddress?: string;
  /** A new device of this id and name, when no `memory` is given. */
  peerId?: string;
  name?: string;
}

/** Opens a session; tries again while nobody answers, as the page says. Rejects with the reason of a refusal. */
export async function connectPeer(options: PeerOptions): Promise<Session> {
  const socket = await reach(options, Date.now() + ATTEMPTS_MILLISECONDS);
  return new Session(socket, true, { ...options, memory: memoryOf(options) }).opened();
}

async function reach(options: PeerOptions, deadline: number): Promise<Socket> {
  for (;;) {
    try {
      return await connectSocket(options);
    } catch (error) {
      if (Date.now() + ATTEMPT_MILLISECONDS > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, ATTEMPT_MILLISECONDS));
    }
  }
}

function connectSocket({ host, port = SESSION_PORT, localAddress }: PeerOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, localAddress }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function memoryOf({ memory, name, peerId }: PeerOptions): PeerMemory {
  return memory ?? new PeerMemory(name, peerId);
}

/** A device that waits for sessions. */
export class PeerListener {
  readonly sessions = new AsyncQueue<Session>();
  private readonly open = new Map<string, { session: Session; address: string }>();
  private greeting = 0;

  constructor(
    private readonly server: Server,
    private readonly options: SessionOptions,
  ) {
    server.on('connection', socket => this.accept(socket));
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Ends the listener, and its sessions without a word. */
  async close(): Promise<void> {
    const gone = new Promise(resolve => this.server.close(resolve));
    this.open.forEach(({ session }) => session.cut());
    await gone;
  }

  private accept(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    if (this.greeting >= GREETING_LIMIT || netOf(address) !== netOf(socket.localAddress ?? '')) {
      socket.destroy();
      return;
    }
    this.greeting++;
    const session = new Session(socket, false, this.options, ({ peerId }) => this.refusal(peerId, address));
    const isGreeted = session.opened().then(
      () => this.opened(session, address),
      () => undefined,
    );
    void isGreeted.finally(() => this.greeting--);
  }

  private refusal(peerId: string, address: string): number | undefined {
    const same = this.open.get(peerId);
    const isFull = same === undefined ? this.open.size >= SESSIONS_LIMIT : same.address !== address;
    return isFull ? GoodbyeReason.FULL : undefined;
  }

  private opened(session: Session, address: string): void {
    const { peerId } = session.remote;
    void this.open.get(peerId)?.session.goodbye(GoodbyeReason.DUPLICATE);
    this.open.set(peerId, { session, address });
    void session.closed.then(() => {
      if (this.open.get(peerId)?.session === session) {
        this.open.delete(peerId);
      }
    });
    this.sessions.push(session);
  }
}

/** Port 0 lets the system choose. */
export function listenPeer(options: PeerOptions): Promise<PeerListener> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port ?? SESSION_PORT }, () => {
      resolve(new PeerListener(server, { ...options, memory: memoryOf(options) }));
    });
  });
}

/** A connection that obeys nothing: it sends any bytes and keeps the frames that come. */
export class RawPeer {
  readonly frames = new AsyncQueue<Frame>();
  /** The reason of the last GOODBYE that came, or undefined without one. */
  readonly ended: Promise<number | undefined>;
  private take = (frame: Frame): void => this.frames.push(frame);

  constructor(readonly socket: Socket) {
    const reader = new FrameReader();
    let reason: number | undefined;
    const read = (frame: Frame): void => {
      reason = frame.type === 'goodbye' ? frame.reason : reason;
      this.take(frame);
    };
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => reader.push(bytes, read));
    this.ended = new Promise(resolve => socket.once('close', () => resolve(reason)));
  }

  /** From now on frames are handed to `take` and not kept. */
  readonly onFrame = (take: (frame: Frame) => void): void => {
    this.take = take;
  };
}

export async function connectRaw(options: Pick<PeerOptions, 'host' | 'port' | 'localAddress'>): Promise<RawPeer> {
  return new RawPeer(await connectSocket(options));
}

function netOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}
