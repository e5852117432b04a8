import type { RoutedSocket } from '../../net/RoutedSocket.js';
import { readObject } from './arguments.js';
import { errnoError } from './errors.js';

const SEND_LIMIT_MILLISECONDS = 20_000;
const RECEIVE_BUFFER_BYTES = 8192;

/** The options of a socket that make a difference here. */
export interface ExtraOptions {
  noDelay?: boolean;
  keepAlive?: boolean;
  /** How long a send waits for the kernel, in milliseconds. */
  sendLimit: number;
  /** Longest `message` of a server's connection. */
  receiveBufferBytes: number;
}

export function defaultExtraOptions(): ExtraOptions {
  return { sendLimit: SEND_LIMIT_MILLISECONDS, receiveBufferBytes: RECEIVE_BUFFER_BYTES };
}

/** Reads `TCPExtraOptions`, of which only a negative time limit is refused (platform behaviour §7.2). */
export function readExtraOptions(value: unknown, base: number, before: ExtraOptions): ExtraOptions {
  const { TCPNoDelay, keepAlive, socketTimeout, receiveBufferSize } = readObject(value);
  if (typeof socketTimeout === 'number' && socketTimeout < 0) {
    throw errnoError(base, 'EDOM');
  }
  return {
    noDelay: typeof TCPNoDelay === 'boolean' ? TCPNoDelay : before.noDelay,
    keepAlive: typeof keepAlive === 'boolean' ? keepAlive : before.keepAlive,
    sendLimit: isPositive(socketTimeout) ? socketTimeout : before.sendLimit,
    receiveBufferBytes: isPositive(receiveBufferSize) ? receiveBufferSize : before.receiveBufferBytes,
  };
}

export function applyExtraOptions(options: ExtraOptions, socket: RoutedSocket): void {
  if (options.noDelay !== undefined) {
    socket.setNoDelay(options.noDelay);
  }
  if (options.keepAlive !== undefined) {
    socket.setKeepAlive(options.keepAlive);
  }
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}
