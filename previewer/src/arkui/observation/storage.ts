type Constructor = new () => object;
type Creator = () => object;

/** `AppStorageV2` and `PersistenceV2` of one realm: one object for a key, by default the name of its class. */
export class StateStorage {
  private readonly values = new Map<string, object>();

  /** The object for the key; made by `creator` when there is none. undefined when there is none and no creator. */
  connect(type: Constructor, keyOrCreator?: string | Creator, creator?: Creator): object | undefined {
    const key = typeof keyOrCreator === 'string' ? keyOrCreator : type.name;
    const make = typeof keyOrCreator === 'function' ? keyOrCreator : creator;
    const known = this.values.get(key);
    if (known !== undefined) {
      return known;
    }
    const value = make?.();
    if (value !== undefined) {
      this.values.set(key, value);
    }
    return value;
  }

  remove(keyOrType: string | Constructor): void {
    this.values.delete(typeof keyOrType === 'string' ? keyOrType : keyOrType.name);
  }

  keys(): string[] {
    return [...this.values.keys()];
  }

  /** Everything is kept as long as the realm lives. */
  save(): void {}

  notifyOnError(): void {}
}
