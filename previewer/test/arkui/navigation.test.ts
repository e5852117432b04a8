import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NavPathStack } from '../../src/arkui/navigation/NavPathStack.js';
import { TestUi, type Fields } from './testUi.js';

function navigationUi(): { ui: TestUi; stack: NavPathStack; life: string[] } {
  const ui = new TestUi();
  const life: string[] = [];
  const Page = ui.struct({
    name: 'Details',
    fields: [{ name: 'stack', kind: 'local' }, { name: 'title', kind: 'local', initialise: () => '' }],
    members: {
      build(this: Fields) {
        ui.rt.component('NavDestination', () => [], () => [
          ['title', this['title']],
          ['onReady', ({ pathInfo }: { pathInfo: { param: string } }) => {
            this['title'] = pathInfo.param;
            life.push(`ready ${pathInfo.param}`);
          }],
          ...['onAppear', 'onShown', 'onHidden', 'onDisAppear'].map((name): [string, () => void] => [
            name, () => life.push(`${name} ${String(this['title'])}`)]),
          ['onBackPressed', () => this['title'] === 'stubborn'],
        ], () => ui.text(() => `page ${String(this['title'])}`));
      },
    },
  });
  ui.routes.set('details', () => ui.rt.struct(Page, () => ({})));
  const stack = new (ui.ui.globals['NavPathStack'] as new () => NavPathStack)();
  ui.page({}, () => {
    ui.rt.component('Navigation', () => [stack], () => [['title', 'Home'], ['menus', () => ui.text(() => 'menu')]],
      () => ui.text(() => 'home'));
  });
  return { ui, stack, life };
}

test('pages of the route map are stacked; only the top one is reachable', () => {
  const { ui, stack, life } = navigationUi();
  stack.pushPathByName('details', 'one');
  stack.pushPathByName('details', 'two');
  assert.deepEqual(ui.texts(), ['home', 'menu', 'page one', 'page two']);
  assert.deepEqual(['home', 'page one', 'page two'].map(text => ui.find(text).isReachable), [false, false, true]);
  const navigation = ui.all(node => node.type === 'Navigation')[0];
  assert.deepEqual(navigation?.children.map(node => node.props['title'] ?? node.type), ['Text', '$Slot', 'one', 'two']);
  stack.pop();
  assert.deepEqual(ui.texts(), ['home', 'menu', 'page one']);
  stack.clear();
  ui.ui.flush();
  assert.ok(ui.find('home').isReachable);
  assert.deepEqual(life, ['ready one', 'onAppear one', 'ready two', 'onAppear two', 'onShown two',
    'onHidden two', 'onDisAppear two', 'onShown one', 'onHidden one', 'onDisAppear one']);
  ui.expectNoErrors();
});

test('the back gesture pops unless the page wants to stay', () => {
  const { ui, stack } = navigationUi();
  stack.pushPathByName('details', 'stubborn');
  stack.pushPathByName('details', 'two');
  ui.ui.flush();
  ui.ui.input({ kind: 'back' });
  assert.deepEqual(ui.texts(), ['home', 'menu', 'page stubborn']);
  ui.ui.input({ kind: 'back' });
  assert.equal(stack.size(), 1);
});

test('pop hands its result to the page below', () => {
  const { ui, stack } = navigationUi();
  const results: unknown[] = [];
  stack.pushPathByName('details', 'one', info => results.push(info.result));
  ui.ui.flush();
  stack.pop('done');
  assert.deepEqual(results, ['done']);
});

test('moving a page to the top keeps its state', () => {
  const { ui, stack } = navigationUi();
  stack.pushPathByName('details', 'one');
  ui.routes.set('other', () => ui.rt.component('NavDestination', () => [], () => [], () => ui.text(() => 'other')));
  stack.pushPathByName('other', undefined);
  const node = ui.find('page one').id;
  stack.moveToTop('details');
  assert.deepEqual(ui.texts(), ['home', 'menu', 'other', 'page one']);
  assert.equal(ui.find('page one').id, node);
  assert.deepEqual(stack.getAllPathName(), ['other', 'details']);
  assert.deepEqual([stack.getIndexByName('other'), stack.getParamByIndex(1)], [[0], 'one']);
  assert.equal(stack.removeByName('details'), 1);
  assert.deepEqual(ui.texts(), ['home', 'menu', 'other']);
});

test('pushDestination rejects an unknown name', async () => {
  const { stack } = navigationUi();
  await assert.rejects(stack.pushDestinationByName('nowhere', undefined), { code: 100005 });
});

test('tabs: one page is active; bar, controller and variable choose', () => {
  const ui = new TestUi();
  const seen: number[] = [];
  const controller = new (ui.ui.globals['TabsController'] as new () => { changeIndex(index: number): void })();
  const BottomStyle = ui.ui.globals['BottomTabBarStyle'] as { of(icon: string, text: string): object };
  const self = ui.page({ index: 0 }, page => {
    const index = (): unknown => ui.rt.twoWay(() => page['index'], value => { page['index'] = value; });
    const barTwo = (): void => ui.text(() => 'bar two', () => [['id', 'barTwo']]);
    const barThree = BottomStyle.of('icon.png', 'third');
    ui.rt.component('Tabs', () => [{ controller, index: index() }],
      () => [['id', 'tabs'], ['onChange', (chosen: number) => seen.push(chosen)]], () => {
        ui.rt.component('TabContent', () => [], () => [['tabBar', 'first']], () => ui.text(() => 'one'));
        ui.rt.component('TabContent', () => [], () => [['tabBar', barTwo]], () => ui.text(() => 'two'));
        ui.rt.component('TabContent', () => [], () => [['tabBar', barThree]], () => ui.text(() => 'three'));
      });
  });
  const active = (): string[] => ['one', 'two', 'three'].filter(text => ui.find(text).isReachable);
  assert.deepEqual(active(), ['one']);
  ui.click('barTwo');
  assert.deepEqual(active(), ['two']);
  assert.ok(ui.find('barTwo').isSelected);
  assert.equal(self['index'], 1);
  controller.changeIndex(2);
  assert.deepEqual(active(), ['three']);
  self['index'] = 0;
  assert.deepEqual(active(), ['one']);
  ui.ui.input({ kind: 'change', node: ui.find('tabs').id, value: 2 });
  assert.deepEqual(active(), ['three']);
  assert.deepEqual(seen, [1, 2, 0, 2]);
  const bars = ui.all(node => node.type === 'TabContent').map(node => node.props['tabBar']);
  assert.deepEqual(bars, [{ text: 'first' }, undefined, { text: 'third', icon: 'icon.png' }]);
});

test('title bar items given as data are buttons', () => {
  const ui = new TestUi();
  const seen: string[] = [];
  const items = [{ value: 'Log', action: () => seen.push('log') }];
  ui.page({}, () => ui.rt.component('Navigation', () => [], () => [['menus', items]]));
  ui.click('Log');
  assert.deepEqual(seen, ['log']);
});

test('a part that watches its size hears of the window and of its changes', () => {
  const ui = new TestUi();
  const widths: number[] = [];
  ui.page({}, () => ui.rt.component('Column', () => [], () => [
    ['onAreaChange', (_before: object, now: { width: number }) => widths.push(now.width)],
  ]));
  ui.ui.setConfiguration({ colorMode: 'light', locale: 'en-US', width: 800, height: 600 });
  ui.ui.flush();
  assert.deepEqual(widths, [360, 800]);
});
