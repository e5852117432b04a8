export interface PlatformError extends Error {
  code: number;
}

/** The error that asynchronous and synchronous platform calls give: `code` is a number. */
export function businessError(code: number, message: string): PlatformError {
  const error = new Error(message) as PlatformError;
  error.name = 'BusinessError';
  error.code = code;
  return error;
}

const CAPABILITY_NOT_SUPPORTED = 801;

/** 801 that names what an application asked for and the previewer does not have. */
export function notProvided(name: string): PlatformError {
  return businessError(CAPABILITY_NOT_SUPPORTED, `${name} is not provided by the previewer.`);
}
