import { trackKey, triggerAllKeys, triggerKey } from './reactive.js';

type Callable = (...args: unknown[]) => unknown;
/** What reading an element returns in place of a nested value. */
type Wrap = (value: unknown) => unknown;

const SIZE = Symbol('size');
const CONTENT = Symbol('content');
const targets = new WeakMap<object, object>();

/** The object behind an observed one; anything else is returned as it is. */
export function targetOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return (targets.get(value) as T | undefined) ?? value;
}

/** Makes proxies of one kind; an object always gets the same proxy. */
class ProxyMaker {
  private readonly proxies = new WeakMap<object, object>();
  private readonly arrays = keyedHandler(this.wrapNested(), true);
  private readonly objects = keyedHandler(this.wrapNested(), false);

  constructor(private readonly takesPlainObjects: boolean) {}

  wrap(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || targets.has(value)) {
      return value;
    }
    const known = this.proxies.get(value);
    if (known !== undefined) {
      return known;
    }
    const handler = this.handlerOf(value);
    if (handler === undefined) {
      return value;
    }
    const proxy = new Proxy(value, handler);
    this.proxies.set(value, proxy);
    targets.set(proxy, value);
    return proxy;
  }

  private wrapNested(): Wrap {
    return value => this.wrap(value);
  }

  private handlerOf(value: object): ProxyHandler<object> | undefined {
    if (Array.isArray(value)) {
      return this.arrays;
    }
    if (value instanceof Map || value instanceof Set) {
      return collectionHandler(this.takesPlainObjects ? this.wrapNested() : item => item);
    }
    if (Object.prototype.toString.call(value) === '[object Date]') {
      return dateHandler;
    }
    return this.takesPlainObjects ? this.objects : undefined;
  }
}

function keyedHandler(wrap: Wrap, isArray: boolean): ProxyHandler<object> {
  const shape = isArray ? 'length' : SIZE;
  return {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol' || typeof value === 'function') {
        return value;
      }
      trackKey(target, key);
      return wrap(value);
    },
    set(target, key, value: unknown) {
      const had = Object.hasOwn(target, key);
      const before: unknown = Reflect.get(target, key);
      const lengthBefore = lengthOf(target);
      const done = Reflect.set(target, key, value);
      if (key === 'length' && isArray) {
        if (before !== value) {
          triggerAllKeys(target);
        }
        return done;
      }
      if (targetOf(before) !== targetOf(value)) {
        triggerKey(target, key);
      }
      if (lengthBefore !== lengthOf(target) || (!isArray && !had)) {
        triggerKey(target, shape);
      }
      return done;
    },
    deleteProperty(target, key) {
      const done = Reflect.deleteProperty(target, key);
      triggerKey(target, key);
      triggerKey(target, shape);
      return done;
    },
    has(target, key) {
      trackKey(target, shape);
      return Reflect.has(target, key);
    },
    ownKeys(target) {
      trackKey(target, shape);
      return Reflect.ownKeys(target);
    },
  };
}

function lengthOf(target: object): number {
  return Array.isArray(target) ? target.length : 0;
}

function collectionHandler(wrap: Wrap): ProxyHandler<object> {
  return {
    get(target, name) {
      const collection = target as Map<unknown, unknown> | Set<unknown>;
      if (name === 'size') {
        trackKey(target, SIZE);
        return collection.size;
      }
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') {
        return member;
      }
      const call = (...args: unknown[]): unknown => (member as Callable).apply(target, args);
      switch (name) {
        case 'get':
        case 'has':
          return (key: unknown) => {
            trackKey(target, key);
            return wrap(call(key));
          };
        case 'set':
        case 'add':
          return function (this: unknown, key: unknown, value: unknown): unknown {
            const isNew = !collection.has(key);
            const isChanged = isNew || (collection instanceof Map && collection.get(key) !== value);
            call(key, value);
            if (isChanged) {
              changed(target, key, isNew);
            }
            return this;
          };
        case 'delete':
          return (key: unknown) => {
            const had = call(key);
            if (had === true) {
              changed(target, key, true);
            }
            return had;
          };
        case 'clear':
          return () => {
            call();
            triggerAllKeys(target);
          };
        default:
          return (...args: unknown[]) => {
            trackKey(target, CONTENT);
            return call(...args);
          };
      }
    },
  };
}

function changed(target: object, key: unknown, isSizeChanged: boolean): void {
  triggerKey(target, key);
  triggerKey(target, CONTENT);
  if (isSizeChanged) {
    triggerKey(target, SIZE);
  }
}

const dateHandler: ProxyHandler<object> = {
  get(target, name) {
    const member: unknown = Reflect.get(target, name, target);
    if (typeof member !== 'function') {
      return member;
    }
    return (...args: unknown[]) => {
      if (typeof name === 'string' && name.startsWith('set')) {
        const result = (member as Callable).apply(target, args);
        triggerKey(target, CONTENT);
        return result;
      }
      trackKey(target, CONTENT);
      return (member as Callable).apply(target, args);
    };
  },
};

const collections = new ProxyMaker(false);
const everything = new ProxyMaker(true);

/**
 * What a state variable of V2 reads as: Array, Map, Set and Date become observed, arrays in arrays too. Class instances
 * and plain objects are returned as they are: their own fields are not observed.
 */
export function observed(value: unknown): unknown {
  return collections.wrap(value);
}

/** `UIUtils.makeObserved`: plain objects and what they hold are observed too. */
export function deeplyObserved<T>(value: T): T {
  return everything.wrap(value) as T;
}
