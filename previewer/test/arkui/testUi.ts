import assert from 'node:assert/strict';
import type {
  AttributeCall, FieldDefinition, LoweredRuntime, StructConstructor, StructDefinition,
} from '../../src/arkts/LoweredCode.js';
import type { ArkUi, ArkUiHost, UiNode } from '../../src/arkui/ArkUi.js';
import { createArkUi } from '../../src/arkui/createArkUi.js';
import type { Patch, TreeNode } from '../../src/arkui/tree.js';
import { MovableClock } from '../../src/clock/MovableClock.js';

/** Fields of struct instances in tests, whose types the hand-lowered code does not spell out. */
export type Fields = Record<string, unknown>;

export interface StructSource {
  name: string;
  fields?: FieldDefinition[];
  monitors?: StructDefinition['monitors'];
  computed?: string[];
  /** Methods and getters, `build` among them; `this` is the instance. */
  members: object & ThisType<Fields & Record<string, never>>;
}

/** An instance without a device around it. */
export class TestUi {
  readonly clock = new MovableClock({ speed: 0, start: 0 });
  readonly errors: unknown[] = [];
  readonly patches: Patch[] = [];
  readonly routes = new Map<string, (name: string, parameters: unknown) => void>();
  readonly ui: ArkUi;
  readonly rt: LoweredRuntime;

  constructor(resources: Record<string, Record<string, string | number>> = {}) {
    let locale = 'en-US';
    const host: ArkUiHost = {
      clock: this.clock,
      configuration: { colorMode: 'light', locale, width: 360, height: 780 },
      resolveResource: ({ name, params }) => {
        const value = resources[name]?.[locale];
        if (value === undefined) {
          throw new Error(`Unknown resource ${name}`);
        }
        return typeof value === 'string' ? value.replace('%d', String(params[0])) : value;
      },
      makeReference: (name, params) => ({ bundleName: 'test', moduleName: 'entry', name, params }),
      routeBuilder: name => this.routes.get(name),
      abilityContext: () => ({}),
      uncaught: error => this.errors.push(error),
    };
    this.ui = createArkUi(host);
    this.rt = this.ui.runtime;
    this.ui.onPatches(patches => this.patches.push(...patches));
    this.setLocale = next => {
      locale = next;
      this.ui.setConfiguration({ ...host.configuration, locale });
      this.ui.flush();
    };
  }

  readonly setLocale: (locale: string) => void;

  struct(source: StructSource): StructConstructor {
    class Lowered extends (this.rt.Struct as new (...args: unknown[]) => object) {}
    Object.defineProperties(Lowered.prototype, Object.getOwnPropertyDescriptors(source.members));
    this.rt.defineStruct(Lowered, {
      name: source.name, version2: true, isEntry: false, builders: [],
      fields: source.fields ?? [], monitors: source.monitors ?? [], computed: source.computed ?? [],
    });
    return Lowered;
  }

  /** Mounts a page whose build function is `build`; returns its state. */
  page(state: Fields, build: (self: Fields) => void, extra: Partial<StructSource> = {}): Fields {
    let self: Fields = {};
    const fields = Object.entries(state).map(([name, value]) => local(name, () => value));
    this.ui.mount(this.struct({
      name: 'Page',
      fields: [...fields, ...extra.fields ?? []],
      monitors: extra.monitors ?? [],
      computed: extra.computed ?? [],
      members: Object.defineProperties({
        build(this: Fields) {
          self = this;
          build(this);
        },
      }, Object.getOwnPropertyDescriptors(extra.members ?? {})),
    }));
    this.expectNoErrors();
    return self;
  }

  text(content: () => unknown, attributes: () => AttributeCall[] = () => []): void {
    this.rt.component('Text', () => [content()], attributes);
  }

  /** The texts on the page, in order. */
  texts(): string[] {
    this.ui.flush();
    return this.all(node => node.type === 'Text').map(node => node.text);
  }

  all(accepts: (node: UiNode) => boolean, node: UiNode = this.ui.root()): UiNode[] {
    return [...accepts(node) ? [node] : [], ...node.children.flatMap(child => this.all(accepts, child))];
  }

  find(keyOrText: string): UiNode {
    this.ui.flush();
    const found = this.all(node => node.key === keyOrText)[0] ?? this.all(node => node.text === keyOrText)[0];
    assert.ok(found, `nothing is called ${keyOrText}: ${JSON.stringify(this.ui.tree())}`);
    return found;
  }

  has(keyOrText: string): boolean {
    this.ui.flush();
    return this.all(node => node.key === keyOrText || node.text === keyOrText).length > 0;
  }

  click(keyOrText: string): void {
    this.ui.input({ kind: 'click', node: this.find(keyOrText).id });
    this.ui.flush();
  }

  expectNoErrors(): void {
    assert.deepEqual(this.errors, []);
  }
}

export function local(name: string, initialise: () => unknown): FieldDefinition {
  return { name, kind: 'local', initialise };
}

export function param(name: string, initialise?: () => unknown): FieldDefinition {
  return { name, kind: 'param', ...(initialise === undefined ? { require: true } : { initialise }) };
}

/** What a browser makes of the patches it has got. */
export function drawn(start: TreeNode, patches: readonly Patch[]): TreeNode {
  const root = structuredClone(start);
  const nodes = new Map<number, TreeNode>();
  const parents = new Map<number, TreeNode>();
  const enter = (node: TreeNode, parent?: TreeNode): void => {
    nodes.set(node.id, node);
    if (parent !== undefined) {
      parents.set(node.id, parent);
    }
    node.children.forEach(child => enter(child, node));
  };
  enter(root);
  const nodeOf = (id: number): TreeNode => nodes.get(id) ?? assert.fail(`patch for unknown node ${id}`);
  for (const patch of patches) {
    if (patch.op === 'create') {
      const node: TreeNode = { id: patch.id, type: patch.type, props: { ...patch.props }, children: [] };
      nodeOf(patch.parent).children.splice(patch.index, 0, node);
      enter(node, nodeOf(patch.parent));
    } else if (patch.op === 'props') {
      Object.assign(nodeOf(patch.id).props, patch.set);
      patch.unset.forEach(name => delete nodeOf(patch.id).props[name]);
    } else {
      const node = nodeOf(patch.id);
      const siblings = (parents.get(patch.id) ?? assert.fail()).children;
      siblings.splice(siblings.indexOf(node), 1);
      if (patch.op === 'move') {
        siblings.splice(patch.index, 0, node);
      }
    }
  }
  return root;
}
