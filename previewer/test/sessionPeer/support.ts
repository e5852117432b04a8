import { after } from 'node:test';
import { connectPeer, listenPeer, type PeerListener, type PeerOptions } from './peer.js';
import { PeerMemory } from './PeerMemory.js';
import type { Session } from './Session.js';

const HOST = '127.0.0.1';

/** Two devices on loopback that can meet again and again. */
export interface Pair {
  opener: PeerMemory;
  host: PeerMemory;
  listener: PeerListener;
  /** Opens a session: the opener's end and the host's. */
  meet(options?: Partial<PeerOptions>): Promise<[Session, Session]>;
}

/** The listener ends with the suite. */
export async function createPair(hostOptions: Partial<PeerOptions> = {}): Promise<Pair> {
  const opener = new PeerMemory('Opener');
  const host = new PeerMemory('Host');
  const listener = await listenPeer({ host: HOST, port: 0, memory: host, ...hostOptions });
  after(() => listener.close());
  return {
    opener,
    host,
    listener,
    meet: async options => {
      const session = await connectPeer({ host: HOST, port: listener.port, memory: opener, ...options });
      return [session, await listener.sessions.next()];
    },
  };
}
