/** Names that are asked for by the language itself or by printing, and are simply absent. */
const OFTEN_PROBED = new Set(['then', 'toJSON', 'inspect', 'nodeType', '$$typeof', 'asymmetricMatch', 'present']);

/** An object of the platform of which only some members exist here: any other one throws a BusinessError 801. */
export function onlyThese<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (value === undefined && typeof key === 'string' && !(key in target) && !OFTEN_PROBED.has(key)) {
        throw Object.assign(new Error(`${name}.${key} is not supported by the previewer`), { code: 801 });
      }
      return typeof value === 'function' ? value.bind(target) as unknown : value;
    },
  });
}
