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
  const failure = await new Promise<string | undefined>(resolve => {
    const limit = realm.clock.setTimeout(() => resolve('ETIMEDOUT'), limits.milliseconds);
    connection.write(bytes).then(code => {
      realm.clock.clear(limit);
      resolve(code);
    });
  });
  if (failure !== undefined) {
    throw errnoError(limits.base, errnoName(failure, 'EPIPE'));
  }
}

/** The payload of a `message` event. */
export function messageFrom(connection: RoutedSocket, chunk: Uint8Array): socket.SocketMessageInfo {
  const message = new Uint8Array(chunk).buffer;
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
