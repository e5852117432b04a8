import type { socket } from '@kit.NetworkKit';
import type { RoutedSocket } from '../../net/RoutedSocket.js';
import { errnoError, errnoName } from './errors.js';
import type { SocketRealm } from './SocketRealm.js';

/** IPv4, in a `NetAddress`. */
const FAMILY = 1;

/** Sends over a connection; throws the platform's error when the kernel refuses or does not take the bytes in time. */
export async function send(
  realm: SocketRealm,
  connection: RoutedSocket,
  bytes: Uint8Array,
  limits: { base: number; milliseconds: number },
): Promise<void> {
  const outcome = connection.write(bytes);
  const failure = outcome instanceof Promise ? await withinLimit(realm, outcome, limits.milliseconds) : outcome;
  if (failure !== undefined) {
    throw errnoError(limits.base, errnoName(failure, 'EPIPE'));
  }
}

function withinLimit<T>(realm: SocketRealm, outcome: Promise<T>, milliseconds: number): Promise<T | 'ETIMEDOUT'> {
  return new Promise(resolve => {
    const limit = realm.clock.setTimeout(() => resolve('ETIMEDOUT'), milliseconds);
    outcome.then(value => {
      realm.clock.clear(limit);
      resolve(value);
    });
  });
}

/** The payload of a `message` event; the chunk's memory becomes the application's where it has that to itself. */
export function messageFrom(connection: RoutedSocket, chunk: Uint8Array<ArrayBuffer>): socket.SocketMessageInfo {
  const message = chunk.byteLength === chunk.buffer.byteLength ? chunk.buffer : new Uint8Array(chunk).buffer;
  const { address, port } = remoteAddress(connection);
  return { message, remoteInfo: { address, family: 'IPv4', port: port ?? 0, size: chunk.byteLength } };
}

export function remoteAddress(connection: RoutedSocket): socket.NetAddress {
  return netAddress(connection.route.remoteVirtual, connection.remotePort);
}

export function localAddress(connection: RoutedSocket): socket.NetAddress {
  return netAddress(connection.route.localVirtual, connection.localPort);
}

export function netAddress(address: string, port: number): socket.NetAddress {
  return { address, family: FAMILY, port };
}
