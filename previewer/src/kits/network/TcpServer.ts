import type { socket } from '@kit.NetworkKit';
import { Listener } from '../../net/Listener.js';
import type { RoutedSocket } from '../../net/RoutedSocket.js';
import { readNumericAddress } from './arguments.js';
import { checked } from './checked.js';
import { CLIENT_BASE, errnoError, errnoName, SERVER_BASE } from './errors.js';
import { defaultExtraOptions, readExtraOptions } from './extraOptions.js';
import { Handlers } from './Handlers.js';
import type { Dual, SocketRealm } from './SocketRealm.js';
import { TcpConnection } from './TcpConnection.js';
import { netAddress } from './transfer.js';

const CONNECTION_LIMIT = 1024;

/** `close` exists from API 20 on. */
export type TcpSocketServer = socket.TCPSocketServer & { close: Dual<[], void> };

/** What all servers of a process share: their connections are counted together. */
export class ServerPool {
  readonly connections = new Set<TcpConnection>();
}

/** `socket.TCPSocketServer` (platform behaviour §7.3). */
export function createTcpSocketServer(realm: SocketRealm, pool: ServerPool): TcpSocketServer {
  const server = new TcpServer(realm, pool);
  const members = {
    listen: checked(1, realm.dual(1, address => server.listen(address))),
    close: checked(0, realm.dual(0, () => server.close())),
    getState: checked(0, realm.dual(0, () => server.state())),
    getLocalAddress: realm.dual(0, () => server.localAddress()),
    setExtraOptions: checked(1, realm.dual(1, options => server.setExtraOptions(options))),
    on: server.handlers.on,
    off: server.handlers.off,
  };
  realm.whenUnreachable(members, server.stop);
  return members;
}

class TcpServer {
  readonly handlers: Handlers;
  private listeners: Listener[] = [];
  private isClosed = false;
  private options = defaultExtraOptions();

  constructor(
    private readonly realm: SocketRealm,
    private readonly pool: ServerPool,
  ) {
    this.handlers = new Handlers(realm);
  }

  async listen(value: unknown): Promise<void> {
    this.realm.requireInternet();
    const address = readNumericAddress(value);
    if (address.isIpv6) {
      throw errnoError(SERVER_BASE, 'EINVAL');
    }
    const listener = await Listener.open(this.realm.network, address, connection => this.accept(connection));
    if (typeof listener === 'string') {
      throw errnoError(SERVER_BASE, errnoName(listener, 'EADDRNOTAVAIL'));
    }
    this.isClosed = false;
    this.listeners.push(listener);
    this.realm.holdListener(listener);
  }

  close(): void {
    this.realm.requireInternet();
    this.requireListening(CLIENT_BASE);
    this.stop();
    this.isClosed = true;
  }

  readonly stop = (): void => {
    for (const listener of this.listeners) {
      this.realm.releaseListener(listener);
    }
    this.listeners = [];
  };

  localAddress(): socket.NetAddress {
    const listener = this.requireListening(CLIENT_BASE);
    return netAddress(listener.address, listener.port);
  }

  state(): socket.SocketStateBase {
    const isBound = this.listeners.length > 0;
    return { isBound, isClose: this.isClosed, isConnected: isBound && this.pool.connections.size > 0 };
  }

  setExtraOptions(value: unknown): void {
    this.realm.requireInternet();
    this.requireListening(SERVER_BASE);
    this.options = readExtraOptions(value, this.options);
    for (const connection of this.pool.connections) {
      if (connection.server === this.handlers) {
        connection.apply(this.options);
      }
    }
  }

  private requireListening(base: number): Listener {
    const listener = this.listeners.at(-1);
    if (listener === undefined) {
      throw errnoError(base, 'EBADF');
    }
    return listener;
  }

  private accept(accepted: RoutedSocket): void {
    if (this.pool.connections.size >= CONNECTION_LIMIT) {
      accepted.destroy();
      return;
    }
    this.realm.holdSocket(accepted);
    const connection = new TcpConnection(this.realm, accepted, this.handlers, this.options);
    this.pool.connections.add(connection);
    accepted.whenGone(() => this.pool.connections.delete(connection));
    this.handlers.emit('connect', connection.toApplication());
  }
}
