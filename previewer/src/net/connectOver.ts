import { connect } from 'node:net';
import type { Route } from './NetworkStack.js';
import { RoutedSocket } from './RoutedSocket.js';

export interface ConnectAttempt {
  /** A connection, or the name of the errno that it failed with. Never settles while the link is not up. */
  readonly outcome: Promise<RoutedSocket | string>;
  /** Gives up; the outcome stays open. */
  cancel(): void;
}

/** Connects to a port at the other end of a route; no packet leaves before the link is up. */
export function connectOver(route: Route, port: number, localPort: number | undefined): ConnectAttempt {
  const { link, remoteReal: host, localReal: localAddress } = route;
  let cancel = (): void => undefined;
  const afterLatency = (step: () => void): void => {
    if (link.latency === 0) {
      step();
      return;
    }
    const timer = link.clock.setTimeout(step, link.latency);
    const before = cancel;
    cancel = () => {
      link.clock.clear(timer);
      before();
    };
  };
  const outcome = new Promise<RoutedSocket | string>(resolve => {
    const attempt = (): void => {
      const socket = connect({ host, port, localAddress, localPort, allowHalfOpen: true });
      socket.pause();
      const failed = (error: NodeJS.ErrnoException): void => afterLatency(() => resolve(error.code ?? 'EIO'));
      socket.once('error', failed);
      socket.once('connect', () => {
        socket.off('error', failed);
        const connection = new RoutedSocket(socket, route);
        cancel = () => connection.destroy();
        afterLatency(() => resolve(connection));
      });
      cancel = () => {
        socket.on('error', () => undefined);
        socket.destroy();
      };
    };
    if (link.isUp) {
      afterLatency(attempt);
      return;
    }
    const unsubscribe = link.onChange(() => {
      if (link.isUp) {
        unsubscribe();
        afterLatency(attempt);
      }
    });
    cancel = unsubscribe;
  });
  return { outcome, cancel: () => cancel() };
}
