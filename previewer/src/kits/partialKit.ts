import { notProvided } from './businessError.js';

/** Names that the language and its libraries look up on any object; their absence is no use of a platform name. */
const LANGUAGE_NAMES = new Set(['then', 'toJSON', '__esModule', 'nodeType', 'tagName', '$$typeof', '__target__']);

/**
 * A part of the platform of which only `members` exist. Another name can be passed around and compared, but to call it,
 * construct it or read anything of it throws 801 with its name.
 */
export function partialKit<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, property, receiver): unknown {
      if (typeof property === 'symbol' || property in target || LANGUAGE_NAMES.has(property)) {
        return Reflect.get(target, property, receiver);
      }
      return absent(`${name}.${property}`);
    },
  });
}

/** A module of the platform of which nothing exists: it can be imported, and whatever is used of it throws 801. */
export function absentModule(specifier: string): object {
  return partialKit(specifier, { __esModule: true, default: absent(specifier) });
}

function absent(name: string): unknown {
  const fail = (): never => {
    throw notProvided(name);
  };
  return new Proxy(function absentMember() {}, {
    get(target, property): unknown {
      // A class that is extended is asked for its prototype before anything is constructed.
      if (typeof property === 'symbol' || property === 'prototype' || LANGUAGE_NAMES.has(property)) {
        return Reflect.get(target, property);
      }
      throw notProvided(`${name}.${property}`);
    },
    apply: fail,
    construct: fail,
  });
}
