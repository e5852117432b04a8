import { thrownParameterError } from './errors.js';
import type { Dual } from './SocketRealm.js';

/** An argument of the wrong kind is thrown at once, as servers and their connections do; a wrong field is not. */
export function checked<Arguments extends unknown[], Result>(
  argumentCount: Arguments['length'],
  method: Dual<Arguments, Result>,
): Dual<Arguments, Result> {
  const call = (...args: unknown[]): unknown => {
    const callback = args[argumentCount];
    const isWrong = args.slice(0, argumentCount).some(value => typeof value !== 'object' || value === null);
    if (isWrong || args.length < argumentCount || (callback !== undefined && typeof callback !== 'function')) {
      throw thrownParameterError();
    }
    return Reflect.apply(method, undefined, args);
  };
  return call as Dual<Arguments, Result>;
}
