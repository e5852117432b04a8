import { businessError, type PlatformError } from '../businessError.js';

/** Codes and texts of the basic file errors by errno name (public error code page of Core File Kit). */
const ERRORS = {
  EPERM: [13900001, 'Operation not permitted'],
  ENOENT: [13900002, 'No such file or directory'],
  EINTR: [13900004, 'Interrupted system call'],
  EIO: [13900005, 'I/O error'],
  EBADF: [13900008, 'Bad file descriptor'],
  EAGAIN: [13900010, 'Try again'],
  ENOMEM: [13900011, 'Out of memory'],
  EACCES: [13900012, 'Permission denied'],
  EBUSY: [13900014, 'Device or resource busy'],
  EEXIST: [13900015, 'File exists'],
  EXDEV: [13900016, 'Cross-device link'],
  ENOTDIR: [13900018, 'Not a directory'],
  EISDIR: [13900019, 'Is a directory'],
  EINVAL: [13900020, 'Invalid argument'],
  ENFILE: [13900021, 'File table overflow'],
  EMFILE: [13900022, 'Too many open files'],
  ETXTBSY: [13900023, 'Text file busy'],
  EFBIG: [13900024, 'File too large'],
  ENOSPC: [13900025, 'No space left on device'],
  ESPIPE: [13900026, 'Illegal seek'],
  EROFS: [13900027, 'Read-only file system'],
  EMLINK: [13900028, 'Too many links'],
  ENAMETOOLONG: [13900030, 'File name too long'],
  ENOTEMPTY: [13900032, 'Directory not empty'],
  ELOOP: [13900033, 'Too many symbolic links encountered'],
  EDQUOT: [13900041, 'Quota exceeded'],
  UNKNOWN: [13900042, 'Unknown error'],
} as const satisfies Record<string, readonly [code: number, message: string]>;

export type FileErrorName = keyof typeof ERRORS;

export function fileError(name: FileErrorName): PlatformError {
  const [code, message] = ERRORS[name];
  return businessError(code, message);
}

/** What the application gets for an error of the host's file system; its own errors stay as they are. */
export function platformError(error: unknown): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') {
    return error;
  }
  return fileError(Object.hasOwn(ERRORS, code) ? (code as FileErrorName) : 'UNKNOWN');
}
