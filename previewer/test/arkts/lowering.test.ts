import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outline, page, run } from './loweredRun.js';

test('components nest, and attributes keep their order and arguments', async () => {
  const app = await run(
    page(
      '@Local size: number = 3;',
      `Column({ space: 8 }) {
      Text('a').fontSize(this.size).onClick(() => { this.size += 1; })
      Divider()
    }
    .width('100%')`,
    ),
  );
  const [column] = app.drawEntry();
  assert.equal(outline([column!]), 'Column(Text("a"), Divider)');
  assert.deepEqual(column!.args, [{ space: 8 }]);
  assert.deepEqual(column!.attributes['width'], ['100%']);
  assert.deepEqual(Object.keys(column!.children[0]!.attributes), ['fontSize', 'onClick']);
});

test('if, else if and else become one branch', async () => {
  const app = await run(
    page(
      '@Param value: number = 0;',
      `Column() {
      if (this.value > 1) { Text('many') } else if (this.value === 1) { Text('one') } else Text('none')
      if (this.value === 7) { Text('seven') }
    }`,
    ),
  );
  app.load();
  const drawn = (value: number): string => outline(app.draw(() => app.create(app.entry, { value }).build()));
  assert.equal(drawn(7), 'Column(Text("many"), Text("seven"))');
  assert.equal(drawn(1), 'Column(Text("one"))');
  assert.equal(drawn(0), 'Column(Text("none"))');
});

test('ForEach and Repeat build their items', async () => {
  const app = await run(
    page(
      `@Local list: string[] = ['a', 'b'];
    @Builder row(text: string, index: number) { Text(text + index) }`,
      `List() {
      ForEach(this.list, (item: string, index: number) => { ListItem() { Text(item) } }, (item: string) => item)
      Repeat<string>(this.list)
        .each((ri: RepeatItem<string>) => { this.row(ri.item, ri.index) })
        .key((item: string) => item)
        .virtualScroll({ totalCount: this.list.length })
    }`,
    ),
  );
  assert.equal(outline(app.drawEntry()), 'List(ListItem(Text("a")), ListItem(Text("b")), Text("a0"), Text("b1"))');
});

test('the definition of a struct says what each member is', async () => {
  const app = await run(
    page(
      `@Param @Require title: string;
    @Once @Param seed: number = 1;
    @Event onTap: () => void = () => {};
    @Provider('theme') colour: string = 'light';
    @Consumer() other: string = 'x';
    @BuilderParam slot: () => void;
    private plain: number = 2;
    static shared: number = 3;
    @Computed get double(): number { return this.seed * 2; }
    @Monitor('seed', 'plain') onSeed(monitor: IMonitor): void {}
    @Builder part() {}`,
      'Column()',
    ),
  );
  app.load();
  const definition = app.definitions.get(app.entry);
  assert.deepEqual(
    definition?.fields.map(({ initialise, ...field }) => ({ ...field, given: initialise !== undefined })),
    [
      { name: 'title', kind: 'param', require: true, given: false },
      { name: 'seed', kind: 'param', once: true, given: true },
      { name: 'onTap', kind: 'event', given: true },
      { name: 'colour', kind: 'provider', alias: 'theme', given: true },
      { name: 'other', kind: 'consumer', given: true },
      { name: 'slot', kind: 'builderParam', given: false },
      { name: 'plain', kind: 'plain', given: true },
    ],
  );
  assert.deepEqual(definition?.monitors, [{ method: 'onSeed', paths: ['seed', 'plain'] }]);
  assert.deepEqual(
    [definition?.computed, definition?.builders, definition?.isEntry, definition?.version2],
    [['double'], ['part'], true, true],
  );
  assert.equal((app.entry as unknown as { shared: number }).shared, 3);
  assert.equal(app.create()['double'], 2);
});

test('two-way bindings read and write their operand', async () => {
  const app = await run(
    page(
      `@Local text: string = 'a'; @Local model: Model = { name: 'm' };`,
      `Column() {
      TextInput({ text: this.text!! })
      TextInput({ text: $$this.model.name })
      Field({ value: this.text!! })
    }`,
      `interface Model { name: string }
@ComponentV2 struct Field {
  @Param value: string = '';
  @Event $value: (value: string) => void = () => {};
  build() { Text(this.value) }
}`,
    ),
  );
  app.load();
  const index = app.create();
  const [column] = app.draw(() => index.build());
  app.twoWays[0]!.set('b');
  app.twoWays[1]!.set('n');
  assert.deepEqual([index['text'], index['model']], ['b', { name: 'n' }]);
  const parameters = column!.children[2]!.args[0] as { value: string; $value(value: string): void };
  assert.equal(parameters.value, 'a');
  parameters.$value('c');
  assert.equal(index['text'], 'c');
});

test('styles become lists of attributes', async () => {
  const app = await run(
    page(
      `@Local gap: number = 4;
    @Styles pressed() { .opacity(0.5) }`,
      `Text('a')
      .fancy(this.gap)
      .card()
      .pressed()
      .stateStyles({ normal: { .opacity(1).width(2) }, pressed: this.pressed, disabled: card })`,
      `@Extend(Text) function fancy(size: number) { .fontSize(size).margin(1) }
@Styles function card() { .height(9) }`,
    ),
  );
  const { attributes } = app.drawEntry()[0]!;
  assert.deepEqual(Object.keys(attributes), ['fontSize', 'margin', 'height', 'opacity', 'stateStyles']);
  assert.deepEqual(attributes['fontSize'], [4]);
  const states = attributes['stateStyles']![0] as Record<string, () => unknown>;
  assert.deepEqual(states['normal']!(), [
    ['opacity', 1],
    ['width', 2],
  ]);
  assert.deepEqual(states['pressed']!(), [['opacity', 0.5]]);
  assert.deepEqual(states['disabled']!(), [['height', 9]]);
});

test('classes keep their decorators, apart from those for threads', async () => {
  const seen: string[] = [];
  const app = await run(
    page(
      'private model: Model = new Model();',
      'Text(work())',
      `@ObservedV2 class Model { @Trace value: number = 1; @Monitor('value') onValue() {} }
@Sendable class Plain { value: number = 1 }
@Concurrent function work(): number { return new Plain().value }`,
    ),
    {},
    {
      ObservedV2: () => {
        seen.push('ObservedV2');
      },
      Trace: (_target: object, name: string) => {
        seen.push(name);
      },
      Monitor: (path: string) => (_target: object, name: string) => {
        seen.push(`${name}(${path})`);
      },
    },
  );
  assert.equal(outline(app.drawEntry()), 'Text(1)');
  assert.deepEqual(seen, ['value', 'onValue(value)', 'ObservedV2']);
});

test('imports for types alone load nothing; a dynamic import loads late', async () => {
  const app = await run(
    page(
      '',
      'Column()',
      `import { Shape } from '../model/Shape';
export function area(shape: Shape): number { return shape.size }
export async function late(): Promise<number> { return (await import('../model/Late')).value }`,
    ),
    {
      'model/Shape.ets': 'export interface Shape { size: number } throw new Error("loaded");',
      'model/Late.ets': 'export const value: number = 4;',
    },
  );
  const exports = app.load() as { area(shape: object): number; late(): Promise<number> };
  assert.equal(exports.area({ size: 2 }), 2);
  assert.equal(await exports.late(), 4);
});
