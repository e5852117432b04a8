import type { RoutedSocket } from '../../net/RoutedSocket.js';
import { readObject } from './arguments.js';

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

/** Reads `TCPExtraOptions`; no value is refused. */
export function readExtraOptions(value: unknown, before: ExtraOptions): ExtraOptions {
  const { TCPNoDelay, keepAlive, socketTimeout, receiveBufferSize } = readObject(value);
  return {
    noDelay: typeof TCPNoDelay === 'boolean' ? TCPNoDelay : before.noDelay,
    keepAlive: typeof keepAlive === 'boolean' ? keepAlive : before.keepAlive,
    sendLimit: isPositive(socketTimeout) ? socketTimeout : before.sendLimit,
    receiveBufferBytes: isPositive(receiveBufferSize) ? receiveBufferSize : before.receiveBufferBytes,
  };
}

/** A socket refuses a negative time limit, a server does not (platform behaviour §7.2, §9.3). */
export function hasNegativeTimeout(value: unknown): boolean {
  const { socketTimeout } = readObject(value);
  return typeof socketTimeout === 'number' && socketTimeout < 0;
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
