import type { AttributeCall } from '../../arkts/LoweredCode.js';
import { Slot } from '../observation/Slot.js';
import { Reaction, untracked } from '../observation/reactive.js';
import type { UiInstance } from '../UiInstance.js';
import { isCallback, type ViewNode } from './ViewNode.js';

type Each = (item: unknown, index: number) => void;
type KeyOf = (item: unknown, index: number) => string;

/** Makes `body` run now and again whenever something it reads has changed, as long as `node` lives. */
export function keepUpdated(ui: UiInstance, node: ViewNode, body: () => void): void {
  const reaction = new Reaction(ui.scheduler, 'view', body);
  node.reactions.push(reaction);
  reaction.run();
}

/** `if`: the chosen block is built anew whenever another one is chosen. */
export function buildBranch(ui: UiInstance, selector: () => number, blocks: (() => void)[]): void {
  const node = ui.tree.group('$Fragment', ui.parent);
  let shown = -1;
  keepUpdated(ui, node, () => {
    const chosen = selector();
    if (chosen === shown) {
      return;
    }
    shown = chosen;
    for (const child of [...node.children].reverse()) {
      ui.tree.remove(child);
    }
    const block = blocks[chosen];
    if (block !== undefined) {
      ui.build(node, block);
    }
  });
}

/** The children of a keyed list: those with equal keys stay what they are. */
class KeyedChildren {
  private children = new Map<string, ViewNode>();

  constructor(private readonly ui: UiInstance, private readonly node: ViewNode) {}

  /** Makes the children follow `keys`. `reuse` may rename a vanished child to a new key instead of building one. */
  update(keys: string[], build: (key: string) => void, reuse?: (from: string, to: string) => boolean): void {
    const wanted = new Set(keys);
    const vanished = [...this.children.keys()].filter(key => !wanted.has(key));
    const added = [...wanted].filter(key => !this.children.has(key));
    if (reuse !== undefined) {
      while (vanished.length > 0 && added.length > 0) {
        const from = vanished.shift() ?? '';
        const to = added.shift() ?? '';
        const child = this.children.get(from);
        if (child !== undefined && reuse(from, to)) {
          this.children.delete(from);
          this.children.set(to, child);
        } else {
          this.remove(from);
        }
      }
    }
    vanished.forEach(key => this.remove(key));
    [...wanted].forEach((key, index) => {
      const known = this.children.get(key);
      if (known !== undefined) {
        this.ui.tree.move(known, index);
        return;
      }
      const child = this.ui.tree.group('$Fragment', this.node, index);
      this.children.set(key, child);
      this.ui.build(child, () => build(key));
    });
  }

  private remove(key: string): void {
    const child = this.children.get(key);
    this.children.delete(key);
    if (child !== undefined) {
      this.ui.tree.remove(child);
    }
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? [...value as unknown[]] : [];
}

/** `ForEach`: a child is built once for its key; a later item of the same key does not touch it. */
export function buildForEach(ui: UiInstance, items: () => unknown, each: Each, key: KeyOf | undefined): void {
  const node = ui.tree.group('$Fragment', ui.parent);
  const children = new KeyedChildren(ui, node);
  const keyOf: KeyOf = key ?? ((item, index) => `${index}__${JSON.stringify(item)}`);
  keepUpdated(ui, node, () => {
    const byKey = new Map<string, { item: unknown; index: number }>();
    listOf(items()).forEach((item, index) => {
      const itemKey = String(keyOf(item, index));
      if (!byKey.has(itemKey)) {
        byKey.set(itemKey, { item, index });
      }
    });
    untracked(() => children.update([...byKey.keys()], itemKey => {
      const found = byKey.get(itemKey);
      if (found !== undefined) {
        each(found.item, found.index);
      }
    }));
  });
}

/** The observable argument of `Repeat`'s builders. */
class RepeatItem {
  private readonly itemSlot: Slot;
  private readonly indexSlot: Slot;

  constructor(item: unknown, index: number, readonly template: string) {
    this.itemSlot = new Slot(item);
    this.indexSlot = new Slot(index);
  }

  get item(): unknown {
    return this.itemSlot.get();
  }

  get index(): number {
    return Number(this.indexSlot.get());
  }

  update(item: unknown, index: number): void {
    this.itemSlot.set(item);
    this.indexSlot.set(index);
  }
}

interface RepeatOptions {
  each: (item: RepeatItem) => void;
  templates: Map<string, (item: RepeatItem) => void>;
  key: KeyOf;
  templateOf: (item: unknown, index: number) => string;
}

function repeatOptions(calls: AttributeCall[]): RepeatOptions {
  const options: RepeatOptions = {
    each: () => undefined,
    templates: new Map(),
    key: (_item, index) => String(index),
    templateOf: () => '',
  };
  for (const [name, ...args] of calls) {
    const last = args.at(-1);
    const first = args[0];
    if (name === 'each' && isCallback(first)) {
      options.each = first;
    } else if (name === 'key' && isCallback(first)) {
      options.key = (item, index) => String(first(item, index));
    } else if (name === 'templateId' && isCallback(first)) {
      options.templateOf = (item, index) => String(first(item, index));
    } else if (name === 'template') {
      const builder = args.find(isCallback) ?? last;
      if (isCallback(builder)) {
        options.templates.set(String(first), builder);
      }
    }
  }
  return options;
}

/** `Repeat`: children follow their items in place; a new item takes over the child of a vanished one. */
export function buildRepeat(ui: UiInstance, items: () => unknown, calls: () => AttributeCall[]): void {
  const node = ui.tree.group('$Fragment', ui.parent);
  const children = new KeyedChildren(ui, node);
  const shown = new Map<string, RepeatItem>();
  keepUpdated(ui, node, () => {
    const options = repeatOptions(calls());
    const wanted = new Map<string, RepeatItem>();
    listOf(items()).forEach((item, index) => {
      const key = options.key(item, index);
      if (!wanted.has(key)) {
        wanted.set(key, new RepeatItem(item, index, options.templateOf(item, index)));
      }
    });
    untracked(() => {
      children.update([...wanted.keys()], key => {
        const repeatItem = wanted.get(key);
        if (repeatItem !== undefined) {
          shown.set(key, repeatItem);
          (options.templates.get(repeatItem.template) ?? options.each)(repeatItem);
        }
      }, (from, to) => takeOver(shown, wanted, from, to));
      for (const [key, repeatItem] of shown) {
        const next = wanted.get(key);
        if (next === undefined) {
          shown.delete(key);
        } else if (next !== repeatItem) {
          repeatItem.update(next.item, next.index);
        }
      }
    });
  });
}

function takeOver(shown: Map<string, RepeatItem>, wanted: Map<string, RepeatItem>, from: string, to: string): boolean {
  const old = shown.get(from);
  shown.delete(from);
  if (old === undefined || old.template !== wanted.get(to)?.template) {
    return false;
  }
  shown.set(to, old);
  return true;
}
