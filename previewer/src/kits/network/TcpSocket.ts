import type { socket } from '@kit.NetworkKit';
import { isIPv4 } from 'node:net';
import { connectOver } from '../../net/connectOver.js';
import type { ConnectAttempt } from '../../net/connectOver.js';
import { ANY_ADDRESS, Listener } from '../../net/Listener.js';
import type { Route } from '../../net/NetworkStack.js';
import type { RoutedSocket } from '../../net/RoutedSocket.js';
import { readAddress, readData, readNumericAddress, readObject } from './arguments.js';
import type { SocketAddress } from './arguments.js';
import { CLIENT_BASE, errnoError, errnoNumber, UNKNOWN_ERROR } from './errors.js';
import type { ErrnoName, SocketError } from './errors.js';
import { applyExtraOptions, defaultExtraOptions, hasNegativeTimeout, readExtraOptions } from './extraOptions.js';
import { Handlers } from './Handlers.js';
import type { SocketRealm } from './SocketRealm.js';
import { localAddress, messageFrom, netAddress, remoteAddress, send } from './transfer.js';

const LOOPBACK_ADDRESS = '127.0.0.1';
const CONNECT_LIMIT_MILLISECONDS = 5_000;
/** How long the kernel asks for the hardware address of a host of its own net. */
const NO_ANSWER_MILLISECONDS = 3_000;

/** `socket.TCPSocket` (platform behaviour §7.2). */
export function createTcpSocket(realm: SocketRealm): socket.TCPSocket {
  const client = new TcpClient(realm);
  const members: socket.TCPSocket = {
    bind: realm.dual(1, address => client.bind(address)),
    connect: realm.dual(1, options => client.connectFor(members, options)),
    send: realm.dual(1, options => client.send(options)),
    close: realm.dual(0, () => client.close()),
    getRemoteAddress: realm.dual(0, () => remoteAddress(client.connected())),
    getLocalAddress: realm.dual(0, () => client.localAddress()),
    getState: realm.dual(0, () => client.state()),
    // The SDK has a number here although there is none before the first operation.
    getSocketFd: realm.dual(0, () => client.descriptor as number),
    setExtraOptions: realm.dual(1, options => client.setExtraOptions(options)),
    on: client.handlers.on,
    off: client.handlers.off,
  };
  realm.whenUnreachable(members, client.abandon);
  return members;
}

class TcpClient {
  readonly handlers: Handlers;
  /** There is a descriptor from the first `bind` or `connect` until `close`. */
  descriptor: number | undefined;
  private isClosed = false;
  /** The application’s object while an attempt needs it. */
  owner: object | undefined;
  private bound: SocketAddress | undefined;
  private attempt: ConnectAttempt | undefined;
  private connection: RoutedSocket | undefined;
  private options = defaultExtraOptions();

  constructor(private readonly realm: SocketRealm) {
    this.handlers = new Handlers(realm);
  }

  async bind(value: unknown): Promise<void> {
    this.realm.requireInternet();
    const address = readNumericAddress(value);
    this.open();
    if (address.isIpv6 || this.bound !== undefined || this.connection !== undefined) {
      throw failure('EINVAL');
    }
    const port = this.realm.isWaiting(address.address, address.port) ? 0 : address.port;
    const probe = await Listener.open(this.realm.network, { ...address, port }, socket => socket.destroy());
    if (typeof probe === 'string') {
      throw failure(probe === 'EACCES' ? 'EACCES' : 'EADDRNOTAVAIL');
    }
    this.bound = { ...address, port: probe.port };
    probe.close();
  }

  /** The application's object lives at least as long as its attempt. */
  async connectFor(owner: object, options: unknown): Promise<void> {
    this.owner = owner;
    try {
      await this.connect(options);
    } finally {
      this.owner = undefined;
    }
  }

  private async connect(value: unknown): Promise<void> {
    this.realm.requireInternet();
    const { address: to, timeout } = readObject(value);
    const target = readAddress(to);
    const limit = typeof timeout === 'number' && timeout > 0 ? timeout : CONNECT_LIMIT_MILLISECONDS;
    this.open();
    if (this.connection !== undefined || this.attempt !== undefined) {
      throw failure(this.connection ? 'EISCONN' : 'EALREADY');
    }
    const destination = destinationOf(target);
    if (this.bound?.address === LOOPBACK_ADDRESS && destination !== LOOPBACK_ADDRESS) {
      throw failure('EINVAL');
    }
    const route = this.realm.network.routeTo(destination);
    if (route === undefined) {
      await this.failWithoutRoute(destination, limit);
      return;
    }
    await this.connectOver(route, target.port, limit);
  }

  async send(options: unknown): Promise<void> {
    this.realm.requireInternet();
    const bytes = readData(options);
    const connection = this.connected();
    this.realm.sendsOnCallingThread(bytes.byteLength);
    if (bytes.byteLength > 0) {
      await send(this.realm, connection, bytes, { base: CLIENT_BASE, milliseconds: this.options.sendLimit });
    }
  }

  close(): void {
    this.realm.requireInternet();
    if (this.descriptor === undefined) {
      throw UNKNOWN_ERROR;
    }
    this.attempt?.cancel();
    if (this.connection !== undefined && this.bound !== undefined) {
      this.realm.holdPort(this.bound.address, this.connection.localPort);
    }
    this.connection?.close();
    this.attempt = undefined;
    this.connection = undefined;
    this.bound = undefined;
    this.descriptor = undefined;
    this.isClosed = true;
    this.handlers.emit('close');
  }

  /** Nobody can reach the object any more. */
  readonly abandon = (): void => this.connection?.destroy();

  connected(): RoutedSocket {
    if (this.connection === undefined) {
      throw failure(this.descriptor === undefined ? 'EBADF' : 'ENOTCONN');
    }
    return this.connection;
  }

  localAddress(): socket.NetAddress {
    if (this.descriptor === undefined) {
      throw failure('EBADF');
    }
    if (this.connection !== undefined) {
      return localAddress(this.connection);
    }
    return netAddress(this.bound?.address ?? ANY_ADDRESS, this.bound?.port ?? 0);
  }

  state(): socket.SocketStateBase {
    const isConnected = this.connection !== undefined;
    return { isBound: isConnected || this.bound !== undefined, isClose: this.isClosed, isConnected };
  }

  setExtraOptions(value: unknown): void {
    this.realm.requireInternet();
    const options = readExtraOptions(value, this.options);
    if (hasNegativeTimeout(value)) {
      throw failure('EDOM');
    }
    if (this.descriptor === undefined) {
      throw failure('EBADF');
    }
    this.options = options;
    if (this.connection !== undefined) {
      applyExtraOptions(options, this.connection);
    }
  }

  private open(): void {
    this.descriptor ??= this.realm.nextDescriptor();
    this.isClosed = false;
  }

  /** A host of the device's own net is asked for and stays silent; to any other there is no way at all. */
  private async failWithoutRoute(destination: string, limit: number): Promise<never> {
    const net = netOf(destination);
    if (!this.realm.network.ownAddresses().some(address => netOf(address) === net)) {
      throw failure('ENETUNREACH');
    }
    await new Promise<void>(resolve => {
      this.realm.clock.setTimeout(resolve, Math.min(limit, NO_ANSWER_MILLISECONDS));
    });
    throw failure('EINPROGRESS');
  }

  private async connectOver(route: Route, port: number, limit: number): Promise<void> {
    const { address = ANY_ADDRESS, port: localPort } = this.bound ?? {};
    if (address !== ANY_ADDRESS && address !== route.localVirtual) {
      throw failure('EINVAL');
    }
    const attempt = connectOver(route, port, localPort);
    this.attempt = attempt;
    const outcome = await this.withinLimit(attempt, limit);
    const isCurrent = this.attempt === attempt;
    if (isCurrent) {
      this.attempt = undefined;
    }
    if (typeof outcome === 'string' || !isCurrent) {
      // Whatever went wrong, the monitor of the platform reports that the connection is in progress.
      throw failure('EINPROGRESS');
    }
    this.realm.holdSocket(outcome);
    applyExtraOptions(this.options, outcome);
    this.connection = outcome;
    this.handlers.emit('connect');
    this.receiveFrom(outcome);
  }

  private withinLimit(attempt: ConnectAttempt, limit: number): Promise<RoutedSocket | string> {
    return new Promise(resolve => {
      let isOver = false;
      const timer = this.realm.clock.setTimeout(() => {
        isOver = true;
        attempt.cancel();
        resolve('ETIMEDOUT');
      }, limit);
      attempt.outcome.then(outcome => {
        this.realm.clock.clear(timer);
        if (typeof outcome !== 'string' && (isOver || this.attempt !== attempt)) {
          outcome.close();
        }
        resolve(outcome);
      });
    });
  }

  /** What arrives while nobody listens for messages is dropped. */
  private receiveFrom(connection: RoutedSocket): void {
    connection.start({
      data: chunk => {
        if (this.handlers.has('message')) {
          this.handlers.dispatch('message', messageFrom(connection, chunk));
        }
      },
      end: () => this.handlers.emit('close', {}),
      broken: code => {
        this.handlers.emit('error', { code: errnoNumber(code === 'ETIMEDOUT' ? 'ETIMEDOUT' : 'ECONNRESET') });
      },
    });
  }
}

function failure(name: ErrnoName): SocketError {
  return errnoError(CLIENT_BASE, name);
}

/** Throws for what is no IPv4 address: the device has no name server. */
function destinationOf(target: SocketAddress): string {
  if (target.address === 'localhost' || target.address === ANY_ADDRESS || target.address.startsWith('127.')) {
    return LOOPBACK_ADDRESS;
  }
  if (target.isIpv6 || !isIPv4(target.address)) {
    throw failure('EINVAL');
  }
  return target.address;
}

function netOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}
