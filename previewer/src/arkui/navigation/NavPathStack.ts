import { Signal } from '../observation/reactive.js';

export interface PopInfo {
  info: NavPathInfo;
  result: unknown;
}

export class NavPathInfo {
  constructor(readonly name: string, readonly param?: unknown, readonly onPop?: (info: PopInfo) => void,
    readonly isEntry: boolean = false) {}
}

interface NavigationOptions {
  launchMode?: number;
  animated?: boolean;
}

/** Values of `LaunchMode`. */
const MOVE_TO_TOP_SINGLETON = 1;
const POP_TO_SINGLETON = 2;

/** One page on the stack; the same page moved elsewhere stays the same object. */
export interface StackEntry {
  readonly id: string;
  info: NavPathInfo;
}

/** The Navigation that shows a stack. */
export interface StackOwner {
  readonly parentStack: NavPathStack | undefined;
  knows(name: string): boolean;
}

let created = 0;

/** The pages on top of a Navigation's home content. The Navigation follows a change in the next flush. */
export class NavPathStack {
  private entries: StackEntry[] = [];
  private readonly changed = new Signal();
  private owner: StackOwner | undefined;

  /** For the Navigation: the entries, depended on. */
  follow(): readonly StackEntry[] {
    this.changed.track();
    return this.entries;
  }

  attach(owner: StackOwner): void {
    this.owner = owner;
  }

  pushPath(info: NavPathInfo, options?: boolean | NavigationOptions): void {
    const mode = typeof options === 'object' ? options.launchMode : undefined;
    const known = this.entries.findLastIndex(entry => entry.info.name === info.name);
    if (known >= 0 && mode === MOVE_TO_TOP_SINGLETON) {
      const [entry] = this.entries.splice(known, 1);
      if (entry !== undefined) {
        entry.info = info;
        this.update([...this.entries, entry]);
      }
    } else if (known >= 0 && mode === POP_TO_SINGLETON) {
      this.update(this.entries.slice(0, known + 1));
    } else {
      this.update([...this.entries, entryOf(info)]);
    }
  }

  pushPathByName(name: string, param: unknown, onPop?: boolean | ((info: PopInfo) => void)): void {
    this.pushPath(new NavPathInfo(name, param, typeof onPop === 'function' ? onPop : undefined));
  }

  /** Rejects with 100005 when no builder is known for the name. */
  pushDestination(info: NavPathInfo, options?: boolean | NavigationOptions): Promise<void> {
    if (this.owner !== undefined && !this.owner.knows(info.name)) {
      return Promise.reject(Object.assign(new Error('Builder function not registered.'), { code: 100005 }));
    }
    this.pushPath(info, options);
    return Promise.resolve();
  }

  pushDestinationByName(name: string, param: unknown, onPop?: boolean | ((info: PopInfo) => void)): Promise<void> {
    return this.pushDestination(new NavPathInfo(name, param, typeof onPop === 'function' ? onPop : undefined));
  }

  replacePath(info: NavPathInfo): void {
    this.update([...this.entries.slice(0, -1), entryOf(info)]);
  }

  replacePathByName(name: string, param: unknown): void {
    this.replacePath(new NavPathInfo(name, param));
  }

  pop(result?: unknown): NavPathInfo | undefined {
    const top = this.entries.at(-1);
    this.popTo(this.entries.length - 2, result);
    return top?.info;
  }

  popToName(name: string, result?: unknown): number {
    const index = this.entries.findLastIndex(entry => entry.info.name === name);
    if (index >= 0) {
      this.popTo(index, result);
    }
    return index;
  }

  popToIndex(index: number, result?: unknown): void {
    if (index >= -1 && index < this.entries.length) {
      this.popTo(index, result);
    }
  }

  clear(): void {
    this.update([]);
  }

  moveToTop(name: string): number {
    const index = this.entries.findLastIndex(entry => entry.info.name === name);
    this.moveIndexToTop(index);
    return index;
  }

  moveIndexToTop(index: number): void {
    const entry = this.entries[index];
    if (entry !== undefined) {
      this.update([...this.entries.filter(other => other !== entry), entry]);
    }
  }

  removeByName(name: string): number {
    return this.keep(entry => entry.info.name !== name);
  }

  removeByIndexes(indexes: number[]): number {
    return this.keep((_entry, index) => !indexes.includes(index));
  }

  removeByNavDestinationId(id: string): boolean {
    return this.keep(entry => entry.id !== id) > 0;
  }

  getAllPathName(): string[] {
    return this.entries.map(entry => entry.info.name);
  }

  getParamByIndex(index: number): unknown {
    return this.entries[index]?.info.param;
  }

  getParamByName(name: string): unknown[] {
    return this.entries.filter(entry => entry.info.name === name).map(entry => entry.info.param);
  }

  getIndexByName(name: string): number[] {
    return this.entries.flatMap((entry, index) => entry.info.name === name ? [index] : []);
  }

  getParent(): NavPathStack | null {
    return this.owner?.parentStack ?? null;
  }

  size(): number {
    return this.entries.length;
  }

  /** There are no animations to disable. */
  disableAnimation(): void {}

  /** The result goes to the `onPop` of the page that was on top. A lone boolean means "animated". */
  private popTo(index: number, result: unknown): void {
    const top = this.entries.at(-1);
    this.update(this.entries.slice(0, Math.max(0, index + 1)));
    if (top !== undefined && result !== undefined && typeof result !== 'boolean') {
      top.info.onPop?.({ info: top.info, result });
    }
  }

  private keep(accepts: (entry: StackEntry, index: number) => boolean): number {
    const kept = this.entries.filter(accepts);
    const removed = this.entries.length - kept.length;
    this.update(kept);
    return removed;
  }

  private update(entries: StackEntry[]): void {
    this.entries = entries;
    this.changed.trigger();
  }
}

function entryOf(info: NavPathInfo): StackEntry {
  return { id: String(created++), info };
}
