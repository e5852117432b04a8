import { callbackOf, settle } from '../asyncResult.js';
import { fileError, platformError } from './fileErrors.js';

/** One call, its arguments read: a wrong type of argument is thrown before this exists, whatever the form. */
export interface PlannedCall<Result> {
  now(): Result;
  later(): Promise<Result>;
}

/** The two forms of a member of `fileIo`; the asynchronous one takes a callback in the end or gives a promise. */
export interface Operation<Result> {
  now(...args: unknown[]): Result;
  later(...args: unknown[]): Promise<Result> | undefined;
}

export function operation<Result>(plan: (...args: unknown[]) => PlannedCall<Result>): Operation<Result> {
  return {
    now: (...args) => guard(() => plan(...args).now()),
    later: (...args) => {
      const callback = callbackOf(args);
      const call = guard(() => plan(...callback === undefined ? args : args.slice(0, -1)));
      return settle(() => guardAsync(call), callback);
    },
  };
}

/** Gives errors of the host's file system the platform's codes. */
export function guard<Result>(task: () => Result): Result {
  try {
    return task();
  } catch (error) {
    throw platformError(error);
  }
}

async function guardAsync<Result>(call: PlannedCall<Result>): Promise<Result> {
  try {
    return await call.later();
  } catch (error) {
    throw platformError(error);
  }
}

/** EINVAL for anything but an object or nothing. */
export function readOptions(value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) {
    return {};
  }
  if (typeof value !== 'object') {
    throw fileError('EINVAL');
  }
  return value as Record<string, unknown>;
}

/** A whole number from `least` up; EINVAL otherwise. */
export function readInteger(value: unknown, fallback: number, least = 0): number {
  const number = value ?? fallback;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < least) {
    throw fileError('EINVAL');
  }
  return Math.trunc(number);
}

/** EINVAL for what cannot be a descriptor. */
export function readDescriptor(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw fileError('EINVAL');
  }
  return value;
}

/** The text of a path; EINVAL for anything else. */
export function readPath(value: unknown): string {
  if (typeof value !== 'string') {
    throw fileError('EINVAL');
  }
  return value;
}
