import type { Clock } from '../../clock/Clock.js';
import type { Listener } from '../../net/Listener.js';
import type { NetworkStack } from '../../net/NetworkStack.js';
import type { RoutedSocket } from '../../net/RoutedSocket.js';
import type { SdkEnums } from '../enumsOf.js';
import { PARAMETER_ERROR, PERMISSION_DENIED } from './errors.js';

export interface NetworkKitOptions {
  network: NetworkStack;
  clock: Clock;
  enums: SdkEnums;
  /** From 0 to 1. */
  random(): number;
  /** The thread draws the UI: what blocks it is logged. */
  isUiThread: boolean;
  warn(text: string): void;
  hasPermission(name: string): boolean;
  /** Runs what calls back into the application. */
  post(callback: () => void): void;
  /** As `post`, and at once where nothing waits: only for callbacks of the host's event loop. */
  dispatch(callback: () => void): void;
}

/** More than this in one second from the UI thread is bulk. */
const UI_THREAD_BYTES = 64 * 1024;
const SECOND = 1_000;
const TIME_WAIT_MILLISECONDS = 60_000;

/** A method of the SDK that takes a callback behind its arguments, or gives a promise. */
export interface Dual<Arguments extends unknown[], Result> {
  (...args: [...Arguments, (error: never, data: Result) => void]): void;
  (...args: Arguments): Promise<Result>;
}

/** What the sockets of one application realm have in common. */
export class SocketRealm {
  readonly network: NetworkStack;
  readonly clock: Clock;
  private readonly sockets = new Set<RoutedSocket>();
  private readonly listeners = new Set<Listener>();
  /** Until when, by address and port. */
  private readonly waitingPorts = new Map<string, number>();
  private lastClientId = 0;
  private lastDescriptor = 40;
  private isClosed = false;

  private readonly unreachable = new FinalizationRegistry<() => void>(end => end());
  private sentSince = 0;
  private sentBytes = 0;

  constructor(private readonly options: NetworkKitOptions) {
    this.network = options.network;
    this.clock = options.clock;
  }

  post(callback: () => void): void {
    if (!this.isClosed) {
      this.options.post(callback);
    }
  }

  dispatch(callback: () => void): void {
    if (!this.isClosed) {
      this.options.dispatch(callback);
    }
  }

  readonly random = (): number => this.options.random();

  /** Runs `end`, which must not hold the object, when the application has lost its last reference (§7.2, §7.3). */
  whenUnreachable(object: object, end: () => void): void {
    this.unreachable.register(object, end);
  }

  /** A client's send blocks the thread that calls it until the kernel has every byte (§7.2): here it is logged. */
  sendsOnCallingThread(bytes: number): void {
    const now = this.clock.now();
    if (now - this.sentSince >= SECOND) {
      this.sentSince = now;
      this.sentBytes = 0;
    }
    const before = this.sentBytes;
    this.sentBytes += bytes;
    if (this.options.isUiThread && before <= UI_THREAD_BYTES && this.sentBytes > UI_THREAD_BYTES) {
      this.options.warn(
        `TCPSocket.send blocks the thread that calls it, and this is the UI thread: ${this.sentBytes} bytes within a `
        + 'second freeze the page on a device. Send from a worker.',
      );
    }
  }

  /** Throws 201, as every operation of a socket does. */
  requireInternet(): void {
    if (!this.options.hasPermission('ohos.permission.INTERNET')) {
      throw PERMISSION_DENIED;
    }
  }

  /** Keeps a socket until its end. */
  holdSocket(socket: RoutedSocket): void {
    if (this.isClosed) {
      socket.destroy();
      return;
    }
    this.sockets.add(socket);
    socket.whenGone(() => this.sockets.delete(socket));
  }

  holdListener(listener: Listener): void {
    if (this.isClosed) {
      listener.close();
      return;
    }
    this.listeners.add(listener);
  }

  releaseListener(listener: Listener): void {
    this.listeners.delete(listener);
    listener.close();
  }

  /** The kernel keeps a port for a while from those who bind to it after a connection that ended on this side. */
  holdPort(address: string, port: number): void {
    this.waitingPorts.set(`${address}:${port}`, this.clock.now() + TIME_WAIT_MILLISECONDS);
  }

  isWaiting(address: string, port: number): boolean {
    return (this.waitingPorts.get(`${address}:${port}`) ?? 0) > this.clock.now();
  }

  nextClientId(): number {
    return ++this.lastClientId;
  }

  /** A number that stands for a file descriptor; nothing an application can do with one exists here. */
  nextDescriptor(): number {
    return ++this.lastDescriptor;
  }

  closeAll(): void {
    this.isClosed = true;
    for (const listener of this.listeners) {
      listener.close();
    }
    for (const socket of Array.from(this.sockets)) {
      socket.destroy();
    }
  }

  /**
   * Gives the result of `run` the two ways of the platform. An error is what `run` throws. Arguments that come before
   * the callback are `run`'s own.
   */
  dual<Arguments extends unknown[], Result>(
    argumentCount: Arguments['length'],
    run: (...args: unknown[]) => Result | Promise<Result>,
  ): Dual<Arguments, Result> {
    const call = (...args: unknown[]): Promise<Result> | undefined => {
      const callback = args[argumentCount];
      const result =
        callback === undefined || typeof callback === 'function'
          ? Promise.resolve().then(() => run(...args.slice(0, argumentCount)))
          : Promise.reject<Result>(PARAMETER_ERROR);
      if (typeof callback === 'function') {
        result.then(
          value => this.post(() => callback(undefined, value)),
          (error: unknown) => this.post(() => callback(error)),
        );
        return undefined;
      }
      return new Promise((resolve, reject) => {
        result.then(
          value => this.post(() => resolve(value)),
          (error: unknown) => this.post(() => reject(error)),
        );
      });
    };
    return call as Dual<Arguments, Result>;
  }
}
