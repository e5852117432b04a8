import type { socket } from '@kit.NetworkKit';
import type { RoutedSocket } from '../../net/RoutedSocket.js';
import { readData } from './arguments.js';
import { checked } from './checked.js';
import { CLIENT_BASE, errnoError, SERVER_BASE } from './errors.js';
import { applyExtraOptions } from './extraOptions.js';
import type { ExtraOptions } from './extraOptions.js';
import { Handlers } from './Handlers.js';
import { SendPool } from './SendPool.js';
import type { SocketRealm } from './SocketRealm.js';
import { localAddress, messageFrom, remoteAddress, send } from './transfer.js';

/** The server's `error` for a connection whose reader gave up. */
const READER_ERROR = { code: -1 };

/** A connection that a server accepted: `socket.TCPSocketConnection` (platform behaviour §7.3). */
export class TcpConnection {
  private readonly clientId: number;
  private readonly handlers: Handlers;
  private readonly pool: SendPool;
  private isReading = false;
  private isClosed = false;

  constructor(
    private readonly realm: SocketRealm,
    private readonly connection: RoutedSocket,
    readonly server: Handlers,
    private options: ExtraOptions,
  ) {
    this.clientId = realm.nextClientId();
    this.pool = new SendPool(realm.random);
    this.handlers = new Handlers(realm, type => this.handlerAdded(type));
    applyExtraOptions(options, connection);
  }

  toApplication(): socket.TCPSocketConnection {
    const members = {
      clientId: this.clientId,
      send: checked(1, this.realm.dual(1, options => this.send(options))),
      close: checked(0, this.realm.dual(0, () => this.close())),
      getRemoteAddress: checked(0, this.realm.dual(0, () => this.getRemoteAddress())),
      getLocalAddress: this.realm.dual(0, () => this.getLocalAddress()),
      on: this.handlers.on,
      off: this.handlers.off,
    };
    this.realm.whenUnreachable(members, this.abandon);
    return members;
  }

  private readonly abandon = (): void => this.connection.destroy();

  apply(options: ExtraOptions): void {
    this.options = options;
    applyExtraOptions(options, this.connection);
  }

  private async send(options: unknown): Promise<void> {
    this.realm.requireInternet();
    const bytes = readData(options);
    if (this.isClosed) {
      throw errnoError(SERVER_BASE, 'ENETDOWN');
    }
    if (bytes.byteLength > 0) {
      const limits = { base: SERVER_BASE, milliseconds: this.options.sendLimit };
      await this.pool.run(() => send(this.realm, this.connection, bytes, limits));
    }
  }

  private close(): void {
    this.realm.requireInternet();
    if (this.isClosed) {
      throw errnoError(CLIENT_BASE, 'ENETDOWN');
    }
    this.end();
  }

  private getRemoteAddress(): socket.NetAddress {
    if (this.isClosed) {
      throw errnoError(CLIENT_BASE, 'ENETDOWN');
    }
    return remoteAddress(this.connection);
  }

  private getLocalAddress(): socket.NetAddress {
    if (this.isClosed) {
      throw errnoError(CLIENT_BASE, 'EBADF');
    }
    return localAddress(this.connection);
  }

  /** The reader waits for the first listener of messages. */
  private handlerAdded(type: string): void {
    if (type === 'message' && !this.isReading) {
      this.isReading = true;
      this.connection.start({
        data: chunk => this.received(chunk),
        end: () => this.end(),
        broken: () => this.end(),
      });
    }
  }

  private received(chunk: Uint8Array<ArrayBuffer>): void {
    if (!this.handlers.has('message')) {
      this.isClosed = true;
      this.connection.close();
      this.server.emit('error', READER_ERROR);
      return;
    }
    for (let start = 0; start < chunk.byteLength; start += this.options.receiveBufferBytes) {
      const part = chunk.subarray(start, start + this.options.receiveBufferBytes);
      this.handlers.dispatch('message', messageFrom(this.connection, part));
    }
  }

  private end(): void {
    if (!this.isClosed) {
      this.isClosed = true;
      this.connection.close();
      this.handlers.emit('close');
    }
  }
}
