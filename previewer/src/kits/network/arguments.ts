import { isIPv4, isIPv6 } from 'node:net';
import { types } from 'node:util';
import { PARAMETER_ERROR } from './errors.js';

const IPV6_FAMILY = 2;
/** One to four numbers, as the C library reads them: 12345 is an address too. */
const IPV4_NUMBERS = /^\d+(\.\d+){0,3}$/;

export interface SocketAddress {
  /** As given: an address or a name. */
  address: string;
  port: number;
  isIpv6: boolean;
}

/** Reads a `NetAddress`; throws 401. A port out of range keeps its low 16 bits, as on the platform. */
export function readAddress(value: unknown): SocketAddress {
  const { address, family = 1, port = 0 } = readObject(value);
  if (typeof address !== 'string' || typeof family !== 'number' || typeof port !== 'number') {
    throw PARAMETER_ERROR;
  }
  if (family === IPV6_FAMILY && isIPv4(address)) {
    throw PARAMETER_ERROR;
  }
  return { address, port: port & 0xffff, isIpv6: family === IPV6_FAMILY || isIPv6(address) };
}

/** An address that can only be a number: for `bind` and `listen` a name is 401. */
export function readNumericAddress(value: unknown): SocketAddress {
  const address = readAddress(value);
  if (!address.isIpv6 && !IPV4_NUMBERS.test(address.address)) {
    throw PARAMETER_ERROR;
  }
  return address;
}

/** The bytes of `{ data }`: a string in UTF-8 whatever `encoding` says, or an ArrayBuffer, not copied; throws 401. */
export function readData(options: unknown): Uint8Array {
  const { data } = readObject(options);
  if (typeof data === 'string') {
    return Buffer.from(data, 'utf8');
  }
  if (types.isAnyArrayBuffer(data)) {
    return new Uint8Array(data);
  }
  throw PARAMETER_ERROR;
}

export function readObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    throw PARAMETER_ERROR;
  }
  return value as Record<string, unknown>;
}
