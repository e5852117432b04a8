import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import { compileProject } from '../../src/arkts/compile/compileProject.js';
import type { CompiledHap, CompileError } from '../../src/arkts/Hap.js';
import type { StructDefinition } from '../../src/arkts/LoweredCode.js';

const INDEX = 'entry/src/main/ets/pages/Index.ets';

const PROJECT: Record<string, string> = {
  'AppScope/app.json5':
    '{ app: { bundleName: "com.example.app", versionName: "1.0.0", versionCode: 1, label: "App" } }',
  'build-profile.json5': `{
    app: { products: [{ compatibleSdkVersion: "5.0.0(12)", targetSdkVersion: 20 }] },
    modules: [{ name: "entry", srcPath: "./entry" }],
  }`,
  'entry/build-profile.json5': '{}',
  'entry/src/main/module.json5': '{ module: { name: "entry", type: "entry", pages: "$profile:main_pages" } }',
  'entry/src/main/resources/base/profile/main_pages.json': '{ "src": ["pages/Index"] }',
};

export function writeProject(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'lowering-'));
  for (const [name, text] of Object.entries({ ...PROJECT, ...files })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** Compiles a project whose page is `index`; other sources are named from `entry/src/main/ets`. */
export async function compileIndex(index: string, others: Record<string, string> = {}): Promise<CompiledHap> {
  const result = await compile(index, others);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.errors));
  return result.hap;
}

export async function errorsOf(index: string): Promise<CompileError[]> {
  const result = await compile(index, {});
  return result.ok ? [] : result.errors;
}

function compile(index: string, others: Record<string, string>): ReturnType<typeof compileProject> {
  const sources = Object.entries(others).map(([name, text]) => [`entry/src/main/ets/${name}`, text]);
  return compileProject({ projectDirectory: writeProject({ [INDEX]: index, ...Object.fromEntries(sources) }) });
}

/** A drawn node: its name, its arguments and attributes, its children. */
export interface Drawn {
  name: string;
  args: unknown[];
  attributes: Record<string, unknown[]>;
  children: Drawn[];
}

type Struct = Record<string, unknown> & { build(): void };
type StructType = new () => Struct;

/** Runs compiled code with a runtime that builds everything once, at the moment it is called. */
export class LoweredRun {
  readonly definitions = new Map<unknown, StructDefinition>();
  readonly twoWays: { get(): unknown; set(value: unknown): void }[] = [];
  entry: StructType | undefined;
  private siblings: Drawn[] = [];
  private readonly loaded = new Map<string, { exports: Record<string, unknown> }>();

  constructor(
    private readonly hap: CompiledHap,
    private readonly globals: Record<string, unknown> = {},
  ) {}

  load(id = 'entry/src/main/ets/pages/Index'): Record<string, unknown> {
    const known = this.loaded.get(id);
    if (known) {
      return known.exports;
    }
    const source = this.hap.modules.find(candidate => candidate.id === id);
    if (!source) {
      throw new Error(`No module ${id}`);
    }
    const module = { exports: {} as Record<string, unknown> };
    this.loaded.set(id, module);
    const globals = { $rt: this.runtime, $r: (name: string) => name, ...this.globals };
    const run = vm.compileFunction(source.code, ['exports', 'require', 'module', ...Object.keys(globals)], {
      filename: `hap:/${source.file}`,
    });
    const require = (specifier: string): unknown => this.load(source.imports[specifier] ?? specifier);
    run(module.exports, require, module, ...Object.values(globals));
    return module.exports;
  }

  /** An instance whose fields are initialised and overridden by `values`. */
  create(type: unknown = this.entry, values: Record<string, unknown> = {}): Struct {
    const instance = new (type as StructType)();
    for (const field of this.definitions.get(type)?.fields ?? []) {
      instance[field.name] = field.name in values ? values[field.name] : field.initialise?.call(instance);
    }
    return instance;
  }

  draw(block: () => void): Drawn[] {
    const outer = this.siblings;
    this.siblings = [];
    try {
      block();
      return this.siblings;
    } finally {
      this.siblings = outer;
    }
  }

  drawEntry(): Drawn[] {
    this.load();
    return this.draw(() => this.create().build());
  }

  private readonly runtime = {
    Struct: class {},
    defineStruct: (type: unknown, definition: StructDefinition) => this.definitions.set(type, definition),
    entry: (type: StructType) => {
      this.entry = type;
    },
    component: (
      name: string,
      args: () => unknown[],
      attributes?: () => [string, ...unknown[]][],
      children?: () => void,
    ) => this.append(name, args(), attributes, children),
    struct: (
      type: StructType,
      parameters: () => Record<string, unknown>,
      attributes?: () => [string, ...unknown[]][],
      trailing?: () => void,
    ) => {
      const definition = this.definitions.get(type);
      const values = parameters();
      const slot = definition?.fields.find(field => field.kind === 'builderParam');
      const given = trailing && slot ? { ...values, [slot.name]: trailing } : values;
      this.append(definition?.name ?? '', [values], attributes, () => this.create(type, given).build());
    },
    branch: (selector: () => number, blocks: (() => void)[]) => blocks[selector()]?.(),
    forEach: (items: () => unknown[], each: (item: unknown, index: number) => void) => items().forEach(each),
    repeat: (items: () => unknown[], calls: () => [string, ...unknown[]][]) => {
      const each = calls().find(([name]) => name === 'each')?.[1] as (item: unknown) => void;
      items().forEach((item, index) => each({ item, index }));
    },
    builder: (builder: (...args: unknown[]) => void, self: unknown, args: () => unknown[]) =>
      builder.apply(self, args()),
    byReference: (getters: Record<string, () => unknown>) =>
      Object.defineProperties(
        {},
        Object.fromEntries(Object.entries(getters).map(([name, get]) => [name, { get, enumerable: true }])),
      ),
    twoWay: (get: () => unknown, set: (value: unknown) => void) => {
      this.twoWays.push({ get, set });
      return get();
    },
  };

  private append(
    name: string,
    args: unknown[],
    attributes?: () => [string, ...unknown[]][],
    children?: () => void,
  ): void {
    this.siblings.push({
      name,
      args,
      attributes: Object.fromEntries((attributes?.() ?? []).map(([attribute, ...values]) => [attribute, values])),
      children: children ? this.draw(children) : [],
    });
  }
}

/** `Column(Text("a"), Text("b"))`: names, text arguments and children. */
export function outline(nodes: Drawn[]): string {
  return nodes
    .map(({ name, args, children }) => {
      const texts = args.filter(argument => typeof argument !== 'object').map(argument => JSON.stringify(argument));
      const inner = [...texts, ...children.map(child => outline([child]))].join(', ');
      return inner === '' ? name : `${name}(${inner})`;
    })
    .join(', ');
}

/** A page with these members and this content of `build`. */
export const page = (members: string, build: string, before = ''): string => `${before}
@Entry
@ComponentV2
struct Index {
  ${members}
  build() {
    ${build}
  }
}
`;

/** Compiles a page and makes it ready to run. */
export async function run(
  index: string,
  others: Record<string, string> = {},
  globals: Record<string, unknown> = {},
): Promise<LoweredRun> {
  return new LoweredRun(await compileIndex(index, others), globals);
}
