import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outline, page, run } from './loweredRun.js';

test('imported structs and builders are told apart through re-exports and namespaces', async () => {
  const app = await run(
    page(
      '',
      `Column() {
      Renamed({ text: 'a' }).width(1)
      heading('b')
      parts.heading('c')
      parts.Label({ text: 'd' })
      Label2({ text: 'e' }) { Text('f') }
    }`,
      `import { Label as Renamed, heading, default as Label2 } from '../view/All';
import * as parts from '../view/Parts';`,
    ),
    {
      'view/All.ets': `export * from './Parts'; export { Other as default } from './Parts';`,
      'view/Parts.ets': `@ComponentV2 export struct Label { @Param text: string = ''; build() { Text(this.text) } }
@ComponentV2 export struct Other { @BuilderParam content: () => void; build() { Row() { this.content() } } }
@Builder export function heading(text: string) { Text(text) }`,
    },
  );
  assert.equal(
    outline(app.drawEntry()),
    'Column(Label(Text("a")), Text("b"), Text("c"), Label(Text("d")), Other(Row(Text("f"))))',
  );
});

test('a builder is passed by value, or by reference as one object literal', async () => {
  const app = await run(
    page(
      `@Local count: number = 1;
    @Builder byReference($$: { count: number }) { Text('r' + $$.count) }
    @Builder byValue(count: number) { Text('v' + count) }`,
      `Column() {
      this.byReference({ count: this.count })
      this.byValue(this.count)
    }`,
    ),
  );
  assert.equal(outline(app.drawEntry()), 'Column(Text("r1"), Text("v1"))');
});

test('builders as arguments are UI blocks that keep `this` and hand on what they are given', async () => {
  const app = await run(
    page(
      `@Local name: string = 'n';
    @Builder menu() { Text('menu ' + this.name) }
    @Builder routes(name: string, parameter: number) { Text(this.name + name + parameter) }
    @Builder tab(index: number) { Text('tab' + index) }`,
      `Column()
      .bindMenu(this.menu)
      .bindSheet(this.name!!, this.menu(), { title: { title: 'x' } })
      .navDestination(this.routes)
      .tabBar(this.tab(2))
      .title({ builder: this.menu })
      .overlay(() => { Text('inline ' + this.name) })`,
    ),
  );
  const { attributes } = app.drawEntry()[0]!;
  const drawn = (block: unknown, ...args: unknown[]): string =>
    outline(app.draw(() => (block as (...given: unknown[]) => void)(...args)));
  assert.equal(drawn(attributes['bindMenu']![0]), 'Text("menu n")');
  assert.equal(drawn(attributes['bindSheet']![1]), 'Text("menu n")');
  assert.equal(drawn(attributes['navDestination']![0], 'Page', 5), 'Text("nPage5")');
  assert.equal(drawn(attributes['tabBar']![0]), 'Text("tab2")');
  assert.equal(drawn((attributes['title']![0] as { builder: unknown }).builder), 'Text("menu n")');
  assert.equal(drawn(attributes['overlay']![0]), 'Text("inline n")');
  assert.equal(app.twoWays.length, 1);
});

test('a builder parameter takes a builder, an arrow function or a trailing block', async () => {
  const app = await run(
    page(
      `@Local name: string = 'n';
    @Builder part() { Text('part ' + this.name) }`,
      `Column() {
      Slot({ content: this.part })
      Slot({ content: () => { this.part() } })
      Slot() { Text('trailing') }
      Slot()
    }`,
      `@ComponentV2 struct Slot {
  @BuilderParam content: () => void = this.nothing;
  private name: string = 'other';
  @Builder nothing() { Text('default ' + this.name) }
  build() { Row() { this.content() } }
}`,
    ),
  );
  assert.equal(
    outline(app.drawEntry()),
    'Column(Slot(Row(Text("part n"))), Slot(Row(Text("part n"))), ' +
      'Slot(Row(Text("trailing"))), Slot(Row(Text("default other"))))',
  );
});

test('dialog builders in handlers are UI blocks', async () => {
  const opened: { builder: () => void }[] = [];
  const app = await run(
    page(
      `@Builder dialog() { Text('dialog') }
    open(): void {
      dialogs.open({ builder: () => { this.dialog() } });
      dialogs.open({ builder: this.dialog });
      dialogs.open({ builder: (): void => this.dialog() });
    }`,
      'Column()',
    ),
    {},
    { dialogs: { open: (options: { builder: () => void }) => opened.push(options) } },
  );
  app.load();
  (app.create() as unknown as { open(): void }).open();
  assert.deepEqual(
    opened.map(({ builder }) => outline(app.draw(() => builder()))),
    ['Text("dialog")', 'Text("dialog")', 'Text("dialog")'],
  );
});

test('wrapped builders are called as builders', async () => {
  const app = await run(
    page(
      'private wrapped: WrappedBuilder<[string]> = wrapBuilder(part);',
      `Column() {
      this.wrapped.builder('a')
    }`,
      '@Builder function part(text: string) { Text(text) }',
    ),
    {},
    { wrapBuilder: (builder: unknown) => ({ builder }) },
  );
  assert.equal(outline(app.drawEntry()), 'Column(Text("a"))');
});
