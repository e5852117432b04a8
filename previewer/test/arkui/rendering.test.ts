import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn, local, param, TestUi, type Fields } from './testUi.js';

test('a page follows its state, and patches alone give the same tree', () => {
  const ui = new TestUi();
  const empty = ui.ui.tree();
  const self = ui.page({ count: 0, items: ['a', 'b'] }, page => {
    ui.rt.component('Column', () => [{ space: 8 }], () => [['width', '100%']], () => {
      const colour = (): unknown => page['count'] === 0 ? 0xff0000 : '#80112233';
      ui.text(() => `count ${String(page['count'])}`, () => [['fontColor', colour()]]);
      ui.rt.branch(() => (page['count'] as number) > 1 ? 0 : -1, [() => ui.text(() => 'many')]);
      ui.rt.forEach(() => page['items'], item => ui.text(() => item), item => String(item));
      const add = (): void => { page['count'] = (page['count'] as number) + 1; };
      ui.rt.component('Button', () => ['+'], () => [['id', 'add'], ['onClick', add]]);
    });
  });
  assert.deepEqual(ui.texts(), ['count 0', 'a', 'b']);
  ui.click('add');
  ui.click('add');
  (self['items'] as string[]).unshift('z');
  (self['items'] as string[]).splice(1, 1);
  assert.deepEqual(ui.texts(), ['count 2', 'many', 'z', 'b']);
  assert.equal(ui.find('count 2').props['fontColor'], 'rgba(17, 34, 51, 0.502)');
  assert.deepEqual(drawn(empty, ui.patches), ui.ui.tree());
  ui.expectNoErrors();
});

test('a change of one text touches that node alone', () => {
  const ui = new TestUi();
  const self = ui.page({ first: 'a', second: 'b' }, page => {
    ui.text(() => page['first']);
    ui.text(() => page['second']);
  });
  ui.patches.length = 0;
  self['second'] = 'c';
  ui.ui.flush();
  assert.deepEqual(ui.patches, [{ op: 'props', id: ui.find('c').id, set: { content: 'c' }, unset: [] }]);
});

test('a builder argument by value is read once, by reference it is followed', () => {
  const ui = new TestUi();
  const byValue = (count: number): void => ui.text(() => `value ${count}`);
  const byReference = (parameters: { count: number }): void => ui.text(() => `reference ${parameters.count}`);
  const self = ui.page({ count: 1 }, page => {
    ui.rt.builder(byValue, undefined, () => [page['count']]);
    ui.rt.builder(byReference, undefined, () => [ui.rt.byReference({ count: () => page['count'] })]);
  });
  self['count'] = 2;
  assert.deepEqual(ui.texts(), ['value 1', 'reference 2']);
});

interface Named {
  id: number;
  name: string;
}

test('ForEach keeps the child of an equal key, also when the item is another one', () => {
  const ui = new TestUi();
  const self = ui.page({ items: [{ id: 1, name: 'a' }] }, page => {
    ui.rt.forEach(() => page['items'], item => ui.text(() => (item as Named).name), item => String((item as Named).id));
  });
  self['items'] = [{ id: 1, name: 'changed' }, { id: 2, name: 'b' }];
  assert.deepEqual(ui.texts(), ['a', 'b']);
});

test('ForEach without a key builds anew what is not the same at the same place', () => {
  const ui = new TestUi();
  const self = ui.page({ items: [{ name: 'a' }, { name: 'b' }] }, page => {
    ui.rt.forEach(() => page['items'], item => ui.text(() => (item as { name: string }).name));
  });
  self['items'] = [{ name: 'a' }, { name: 'c' }];
  assert.deepEqual(ui.texts(), ['a', 'c']);
});

test('Repeat updates items in place', () => {
  const ui = new TestUi();
  const self = ui.page({ items: ['a', 'b'] }, page => {
    ui.rt.repeat(() => page['items'], () => [
      ['each', (repeat: { item: string; index: number }) => ui.text(() => `${repeat.index}${repeat.item}`)],
      ['key', (item: string) => item],
    ]);
  });
  const nodeOfA = ui.find('0a').id;
  self['items'] = ['b', 'a'];
  assert.deepEqual(ui.texts(), ['0b', '1a']);
  assert.equal(ui.find('1a').id, nodeOfA);
  self['items'] = ['b', 'c'];
  assert.deepEqual(ui.texts(), ['0b', '1c']);
  assert.equal(ui.find('1c').id, nodeOfA);
});

test('a child struct gets new parameters, reports by its events and is not rebuilt', () => {
  const ui = new TestUi();
  const life: string[] = [];
  const Child = ui.struct({
    name: 'Child',
    fields: [param('title'), { name: 'pick', kind: 'event' }, local('clicks', () => 0)],
    members: {
      aboutToAppear() { life.push('appear'); },
      onDidBuild() { life.push('built'); },
      aboutToDisappear() { life.push('disappear'); },
      build(this: Fields) {
        ui.text(() => `${String(this['title'])} ${String(this['clicks'])}`, () => [['id', 'child'], ['onClick', () => {
          this['clicks'] = (this['clicks'] as number) + 1;
          (this['pick'] as (title: unknown) => void)(this['title']);
        }]]);
      },
    },
  });
  const picked: unknown[] = [];
  const self = ui.page({ title: 'x', shown: true }, page => {
    ui.rt.branch(() => page['shown'] === true ? 0 : -1, [
      () => ui.rt.struct(Child, () => ({ title: page['title'], pick: (title: unknown) => picked.push(title) })),
    ]);
  });
  ui.click('child');
  self['title'] = 'y';
  assert.deepEqual(ui.texts(), ['y 1']);
  ui.click('child');
  assert.deepEqual(picked, ['x', 'y']);
  self['shown'] = false;
  assert.deepEqual(ui.texts(), []);
  assert.deepEqual(life, ['appear', 'built', 'disappear']);
  ui.expectNoErrors();
});

test('a missing @Require argument names struct and field', () => {
  const ui = new TestUi();
  const Child = ui.struct({ name: 'Child', fields: [param('title')], members: { build() { /* empty */ } } });
  ui.ui.mount(ui.struct({ name: 'Page', members: { build() { ui.rt.struct(Child, () => ({})); } } }));
  assert.match(String(ui.errors[0]), /'title' of Child is missing/);
});

test('an unknown component is refused by name', () => {
  const ui = new TestUi();
  ui.ui.mount(ui.struct({ name: 'Page', members: { build() { ui.rt.component('Panel', () => []); } } }));
  assert.match(String(ui.errors[0]), /Panel is not supported by the previewer/);
});

test('a trailing block and a builder argument fill @BuilderParam', () => {
  const ui = new TestUi();
  const Card = ui.struct({
    name: 'Card',
    fields: [{ name: 'content', kind: 'builderParam' }],
    members: { build(this: Fields) { ui.rt.builder(this['content'], this, () => ['argument']); } },
  });
  ui.page({ word: 'inside' }, page => {
    ui.rt.struct(Card, () => ({}), undefined, () => ui.text(() => page['word']));
    ui.rt.struct(Card, () => ({ content: (given: string) => ui.text(() => given) }));
  });
  assert.deepEqual(ui.texts(), ['inside', 'argument']);
});

test('texts follow the language', () => {
  const ui = new TestUi({ 'app.string.hello': { 'en-US': 'hello %d', 'zh-CN': '你好 %d' } });
  const $r = ui.ui.globals['$r'] as (name: string, ...params: unknown[]) => unknown;
  ui.page({}, () => ui.text(() => $r('app.string.hello', 3)));
  assert.deepEqual(ui.texts(), ['hello 3']);
  ui.setLocale('zh-CN');
  assert.deepEqual(ui.texts(), ['你好 3']);
});

test('an error in a handler goes to the device', () => {
  const ui = new TestUi();
  ui.page({}, () => ui.rt.component('Button', () => ['go'], () => [['onClick', () => { throw new Error('boom'); }]]));
  ui.click('go');
  assert.match(String(ui.errors[0]), /boom/);
});

test('an instance that is disposed of says goodbye and draws nothing more', () => {
  const ui = new TestUi();
  let gone = 0;
  const members = { aboutToDisappear() { gone++; } };
  const self = ui.page({ count: 0 }, page => ui.text(() => page['count']), { members });
  ui.ui.dispose();
  ui.patches.length = 0;
  self['count'] = 1;
  assert.equal(gone, 1);
  assert.deepEqual(ui.patches, []);
});
