import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListScroller } from '../../src/arkui/components/controllers.js';
import { LengthMetrics } from '../../src/arkui/context/LengthMetrics.js';
import { TestUi } from './testUi.js';

test('a scroller goes to an item with the alignment and the extra offset that were asked for', () => {
  const ui = new TestUi();
  const scroller = new ListScroller();
  ui.page({}, () => ui.rt.component('List', () => [{ scroller }], () => [['id', 'list']]));
  const node = ui.find('list').id;
  const commandAfter = (act: () => void): unknown => {
    ui.patches.length = 0;
    act();
    ui.ui.flush();
    const last = ui.patches.filter(patch => patch.op === 'props' && patch.id === node).at(-1);
    return last?.op === 'props' ? last.set['scrollCommand'] : undefined;
  };
  assert.deepEqual(commandAfter(() => scroller.scrollToIndex(7)), { index: 7, smooth: false, sequence: 1 });
  assert.deepEqual(commandAfter(() => scroller.scrollToIndex(9, true, 2, { extraOffset: LengthMetrics.px(30) })),
    { index: 9, smooth: true, align: 2, extraOffset: 10, sequence: 2 });
});

test('what a person does to a list reaches its handlers', () => {
  const ui = new TestUi();
  const seen: string[] = [];
  ui.page({}, () => ui.rt.component('List', () => [{}], () => [
    ['id', 'list'],
    ['onScrollStart', () => seen.push('start')],
    ['onReachEnd', () => seen.push('end')],
  ]));
  const node = ui.find('list').id;
  ui.ui.input({ kind: 'scroll', node, event: 'onScrollStart' });
  ui.ui.input({ kind: 'scroll', node, event: 'onReachEnd' });
  ui.ui.input({ kind: 'scroll', node, event: 'onReachStart' });
  assert.deepEqual(seen, ['start', 'end']);
});
