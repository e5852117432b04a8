import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { NetworkStack } from './NetworkStack.js';
import { RoutedSocket } from './RoutedSocket.js';

/** Every address of the device. */
export const ANY_ADDRESS = '0.0.0.0';
const BACKLOG = 511;

/**
 * Listens on a port of one virtual address, or of all that the device has and will have. A listener stays when its
 * address goes, and serves again when the address returns.
 */
export class Listener {
  private readonly servers = new Map<string, Server>();
  private unsubscribe = (): void => undefined;
  private boundPort = 0;
  private isClosed = false;

  private constructor(
    private readonly network: NetworkStack,
    readonly address: string,
    private readonly accept: (socket: RoutedSocket) => void,
  ) {}

  /** A port in use becomes a random one (platform behaviour §7.3). Resolves with the name of an errno on failure. */
  static async open(
    network: NetworkStack,
    at: { address: string; port: number },
    accept: (socket: RoutedSocket) => void,
  ): Promise<Listener | string> {
    const listener = new Listener(network, at.address, accept);
    const refused = await listener.listen(at.port);
    const failure = refused === 'EADDRINUSE' ? await listener.listen(0) : refused;
    if (failure !== undefined || listener.servers.size === 0) {
      listener.close();
      return failure ?? 'EADDRNOTAVAIL';
    }
    if (at.address === ANY_ADDRESS) {
      listener.unsubscribe = network.onChange(() => void listener.listen(listener.port));
    }
    return listener;
  }

  get port(): number {
    return this.boundPort;
  }

  /** Connections that were accepted stay open. */
  close(): void {
    this.isClosed = true;
    this.unsubscribe();
    this.stop();
  }

  private stop(): void {
    for (const server of this.servers.values()) {
      server.close();
    }
    this.servers.clear();
  }

  /**
   * Adds what is missing. On failure the listener has no address left when it is new, and keeps its others when it is
   * not.
   */
  private async listen(port: number): Promise<string | undefined> {
    const isNew = this.servers.size === 0;
    let chosen = port;
    for (const real of this.reals()) {
      if (this.servers.has(real)) {
        continue;
      }
      const server = await this.bind(real, chosen);
      if (typeof server === 'string') {
        if (isNew) {
          this.stop();
          return server;
        }
        continue;
      }
      if (this.isClosed) {
        server.close();
        return undefined;
      }
      this.servers.set(real, server);
      chosen = portOf(server);
      this.boundPort = chosen;
    }
    return undefined;
  }

  private reals(): string[] {
    const addresses = this.address === ANY_ADDRESS ? this.network.ownAddresses() : [this.address];
    return addresses.flatMap(address => this.network.realOf(address) ?? []);
  }

  private bind(host: string, port: number): Promise<Server | string> {
    return new Promise(resolve => {
      const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, socket => this.admit(socket));
      server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'EIO'));
      server.listen({ host, port, backlog: BACKLOG, exclusive: true }, () => resolve(server));
    });
  }

  private admit(socket: Socket): void {
    const route = this.network.routeOfAccepted(socket.localAddress ?? '', socket.remoteAddress ?? '');
    if (route === undefined || (this.address !== ANY_ADDRESS && route.localVirtual !== this.address)) {
      socket.on('error', () => undefined);
      socket.destroy();
      return;
    }
    this.accept(new RoutedSocket(socket, route));
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
