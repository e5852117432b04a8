/**
 * What lowered `.ets` code calls. The compiler (arkts/) emits calls to these members of `$rt`; the ArkUI runtime
 * (arkui/) implements them. Inside a UI block every call appends to the node that is being built.
 *
 * | source                                             | emitted                                                              |
 * | -------------------------------------------------- | -------------------------------------------------------------------- |
 * | `struct X { … }`                                   | `class X extends $rt.Struct { static { $rt.defineStruct(this, {…}) } … }` |
 * | `Column({ space: 8 }) { … }.width(1).fancy(2)`     | `$rt.component('Column', () => [{ space: 8 }], () => [['width', 1], ...fancy(2)], () => {…})` |
 * | `Child({ title: this.t }) { … }.width(1)`          | `$rt.struct(Child, () => ({ title: this.t }), () => [['width', 1]], () => {…})` |
 * | `if (a) {…} else if (b) {…}`                       | `$rt.branch(() => a ? 0 : b ? 1 : -1, [() => {…}, () => {…}])`       |
 * | `ForEach(this.list, (item, i) => {…}, key)`        | `$rt.forEach(() => this.list, (item, i) => {…}, key)`                |
 * | `Repeat<T>(this.list).each(…).key(…)`              | `$rt.repeat(() => this.list, () => [['each', …], ['key', …]])`       |
 * | `this.header(this.count)`, `header(1)`, `this.slot()` | `$rt.builder(this.header, this, () => [this.count])`              |
 * | `header({ text: this.count })` (one object literal)   | `$rt.builder(header, undefined, () => [$rt.byReference({ text: () => this.count })])` |
 * | `this.text!!` as an argument                       | `$rt.twoWay(() => this.text, value => { this.text = value })`        |
 * | `Child({ text: this.text!! })`                     | `() => ({ text: this.text, $text: value => { this.text = value } })` |
 * | a builder as an argument: `this.menu`, `this.menu()`, `menu()` | `() => $rt.builder(this.menu, this, () => [])` (a UI block)  |
 * | `@Extend`, `@Styles` functions                     | functions that return a list of attributes                           |
 * | `@Entry` on a struct                               | `$rt.entry(X)` after the class                                       |
 * | `@ObservedV2 class A { @Trace b = 1 }`             | ordinary TypeScript decorator calls, supplied among `globals`        |
 */
export interface LoweredRuntime {
  readonly Struct: StructBase;
  defineStruct(type: StructConstructor, definition: StructDefinition): void;
  entry(type: StructConstructor): void;
  component(type: string, args: () => unknown[], attributes?: () => AttributeCall[], children?: UiBlock): void;
  struct(type: StructConstructor, parameters: () => Record<string, unknown>, attributes?: () => AttributeCall[],
    trailing?: UiBlock): void;
  branch(selector: () => number, blocks: UiBlock[]): void;
  forEach(items: () => unknown, each: (item: unknown, index: number) => void,
    key?: (item: unknown, index: number) => string): void;
  repeat(items: () => unknown, calls: () => AttributeCall[]): void;
  builder(builder: unknown, self: unknown, args: () => unknown[]): void;
  byReference(getters: Record<string, () => unknown>): unknown;
  twoWay(get: () => unknown, set: (value: never) => void): unknown;
}

export type UiBlock = () => void;

/** An attribute of a component: its name, then its arguments. */
export type AttributeCall = [name: string, ...args: unknown[]];

export type StructConstructor = new (...args: never[]) => object;
export type StructBase = StructConstructor;

export type FieldKind = 'plain' | 'local' | 'param' | 'event' | 'provider' | 'consumer' | 'builderParam';

export interface FieldDefinition {
  name: string;
  kind: FieldKind;
  /** `@Once` beside `@Param`. */
  once?: boolean;
  /** `@Require`: the parent must pass it. */
  require?: boolean;
  /** The alias of `@Provider('alias')` or `@Consumer('alias')`; the field's name without one. */
  alias?: string;
  /** Called with the instance as `this`, in the order of the source. */
  initialise?: (this: object) => unknown;
}

export interface StructDefinition {
  name: string;
  /** False for a V1 `@Component`, which the runtime refuses with an error that says so. */
  version2: boolean;
  isEntry: boolean;
  fields: FieldDefinition[];
  monitors: { method: string; paths: string[] }[];
  computed: string[];
  builders: string[];
}
