import { createServer } from 'node:net';
import type { Server } from 'node:net';

const MARKER_PORT = 49049;
const ATTEMPTS = 100;

/** A net 127.a.b.0/24 that belongs to one lab of the machine for as long as it is held. */
export interface LoopbackNet {
  /** `127.a.b` */
  readonly prefix: string;
  release(): void;
}

/** Leases a free net: whoever listens on its marker address holds it. Throws when there is none. */
export async function leaseLoopbackNet(): Promise<LoopbackNet> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const prefix = `127.${between(16, 254)}.${between(0, 255)}`;
    const marker = await listen(`${prefix}.1`);
    if (marker !== 'taken') {
      return { prefix, release: () => marker.close() };
    }
  }
  throw new Error('No free loopback net: too many labs run on this machine.');
}

function listen(host: string): Promise<Server | 'taken'> {
  return new Promise((resolve, reject) => {
    const server = createServer(socket => socket.destroy());
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        resolve('taken');
      } else if (error.code === 'EADDRNOTAVAIL') {
        reject(new Error(`This system has no loopback address ${host}: virtual networks need all of 127.0.0.0/8.`));
      } else {
        reject(error);
      }
    });
    server.listen({ host, port: MARKER_PORT, exclusive: true }, () => resolve(server));
  });
}

function between(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1));
}
