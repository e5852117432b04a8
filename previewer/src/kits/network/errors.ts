/** Errno of the platform's Linux kernel with the text of its C library, by name. */
const ERRNO = {
  EBADF: [9, 'Bad file descriptor'],
  EAGAIN: [11, 'Resource temporarily unavailable'],
  EACCES: [13, 'Permission denied'],
  EINVAL: [22, 'Invalid argument'],
  EPIPE: [32, 'Broken pipe'],
  EDOM: [33, 'Domain error'],
  EADDRINUSE: [98, 'Address in use'],
  EADDRNOTAVAIL: [99, 'Address not available'],
  ENETDOWN: [100, 'Network is down'],
  ENETUNREACH: [101, 'Network unreachable'],
  ECONNRESET: [104, 'Connection reset by peer'],
  EISCONN: [106, 'Socket is connected'],
  ENOTCONN: [107, 'Socket not connected'],
  ETIMEDOUT: [110, 'Operation timed out'],
  EALREADY: [114, 'Operation already in progress'],
  EINPROGRESS: [115, 'Operation in progress'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrnoName = keyof typeof ERRNO;

/** What promises reject with and callbacks get: a plain object (platform behaviour §7.1). */
export interface SocketError {
  code: number;
  message: string;
}

/** Base of `TCPSocket`, and of what a server and its connections do besides listening and sending. */
export const CLIENT_BASE = 2301000;
/** Base of `listen`, the server's `setExtraOptions` and the connection's `send`. */
export const SERVER_BASE = 2303100;

export function errnoError(base: number, name: ErrnoName): SocketError {
  const [number, message] = ERRNO[name];
  return { code: base + number, message };
}

/** The raw number that `error` events carry. */
export function errnoNumber(name: ErrnoName): number {
  return ERRNO[name][0];
}

/** A name that a kernel of any system gave; one that is not known here counts as `fallback`. */
export function errnoName(name: string, fallback: ErrnoName): ErrnoName {
  return Object.hasOwn(ERRNO, name) ? (name as ErrnoName) : fallback;
}

export const PARAMETER_ERROR: SocketError = { code: 401, message: 'Parameter error' };
export const PERMISSION_DENIED: SocketError = { code: 201, message: 'Permission denied' };
/** `close` on a socket that has no descriptor. */
export const UNKNOWN_ERROR: SocketError = { code: CLIENT_BASE - 1, message: 'Unknown Other Error' };

/** Thrown by the methods of a server and its connections for an argument of the wrong kind; a string below API 24. */
export function thrownParameterError(): Error {
  return Object.assign(new Error(PARAMETER_ERROR.message), { code: String(PARAMETER_ERROR.code) });
}
