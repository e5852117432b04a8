import type { Clock } from '../../clock/Clock.js';
import type { Listener } from '../../net/Listener.js';
import type { NetworkStack } from '../../net/NetworkStack.js';
import type { RoutedSocket } from '../../net/RoutedSocket.js';
import { PARAMETER_ERROR, PERMISSION_DENIED } from './errors.js';

export interface NetworkKitOptions {
  network: NetworkStack;
  clock: Clock;
  hasPermission(name: string): boolean;
  /** Runs what calls back into the application. */
  post(callback: () => void): void;
}

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
  private lastClientId = 0;
  private lastDescriptor = 40;
  private isClosed = false;

  constructor(private readonly options: NetworkKitOptions) {
    this.network = options.network;
    this.clock = options.clock;
  }

  post(callback: () => void): void {
    if (!this.isClosed) {
      this.options.post(callback);
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
