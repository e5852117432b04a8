import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AttributeCall } from '../../src/arkts/LoweredCode.js';
import { TestUi } from './testUi.js';

test('typed text reaches a two-way bound variable; patches carry the last sequence seen', () => {
  const ui = new TestUi();
  const changes: unknown[] = [];
  const self = ui.page({ text: 'a' }, page => {
    ui.rt.component('TextInput', () => [{ text: ui.rt.twoWay(() => page['text'], value => { page['text'] = value; }) }],
      () => [['id', 'input'], ['onChange', (value: string) => changes.push(value)]]);
  });
  const node = ui.find('input').id;
  ui.patches.length = 0;
  ui.ui.input({ kind: 'text', node, text: 'ab', sequence: 1 });
  ui.ui.input({ kind: 'text', node, text: 'abc', sequence: 2 });
  ui.ui.flush();
  assert.equal(self['text'], 'abc');
  assert.deepEqual(changes, ['ab', 'abc']);
  assert.ok(ui.find('input').isFocused);
  const last = ui.patches.filter(patch => patch.op === 'props' && patch.id === node).at(-1);
  assert.deepEqual(last?.op === 'props' ? [last.set['text'], last.set['textSequence']] : undefined, ['abc', 2]);
  self['text'] = '';
  assert.equal(ui.find('input').text, '');
  assert.deepEqual(changes, ['ab', 'abc', '']);
});

test('an unbound input keeps what was typed', () => {
  const ui = new TestUi();
  const self = ui.page({ hint: 'name' }, page => {
    ui.rt.component('TextInput', () => [{ placeholder: page['hint'] }], () => [['id', 'input']]);
  });
  ui.ui.input({ kind: 'text', node: ui.find('input').id, text: 'typed', sequence: 1 });
  self['hint'] = 'other';
  assert.deepEqual([ui.find('input').text, ui.find('input').hint], ['typed', 'other']);
});

const limits: { name: string; attribute: AttributeCall; typed: string; accepted: string }[] = [
  { name: 'maxLength', attribute: ['maxLength', 3], typed: 'abcd', accepted: 'abc' },
  { name: 'a number type', attribute: ['type', 1], typed: 'a1b2', accepted: '12' },
  { name: 'a password type', attribute: ['type', 4], typed: 'a密b', accepted: 'ab' },
  { name: 'inputFilter', attribute: ['inputFilter', '[a-z]'], typed: 'aB1c', accepted: 'ac' },
];

for (const { name, attribute, typed, accepted } of limits) {
  test(`${name} limits what is typed, and the browser is told`, () => {
    const ui = new TestUi();
    ui.page({}, () => ui.rt.component('TextInput', () => [{}], () => [['id', 'input'], attribute]));
    const node = ui.find('input').id;
    ui.ui.input({ kind: 'text', node, text: typed, sequence: 1 });
    assert.equal(ui.find('input').text, accepted);
    ui.patches.length = 0;
    ui.ui.input({ kind: 'text', node, text: `${accepted}${typed.slice(accepted.length)}`, sequence: 2 });
    ui.ui.input({ kind: 'text', node, text: typed, sequence: 3 });
    ui.ui.flush();
    const last = ui.patches.at(-1);
    assert.deepEqual(last?.op === 'props' ? last.set : undefined, { text: accepted, textSequence: 3 });
  });
}

test('submit gives the enter key and ends editing', () => {
  const ui = new TestUi();
  const seen: unknown[] = [];
  ui.page({}, () => ui.rt.component('TextInput', () => [{}], () => [
    ['id', 'input'],
    ['onSubmit', (key: number) => seen.push(key)],
    ['onEditChange', (isEditing: boolean) => seen.push(isEditing)],
  ]));
  const node = ui.find('input').id;
  ui.ui.input({ kind: 'focus', node });
  ui.ui.input({ kind: 'submit', node });
  assert.deepEqual(seen, [true, 6, false]);
});

test('toggles, checkboxes and selects change by tap, bound or not', () => {
  const ui = new TestUi();
  const seen: unknown[] = [];
  const self = ui.page({ on: false, band: 0 }, page => {
    const isOn = (): unknown => ui.rt.twoWay(() => page['on'], value => { page['on'] = value; });
    ui.rt.component('Toggle', () => [{ type: 1, isOn: isOn() }],
      () => [['id', 'toggle'], ['onChange', (value: boolean) => seen.push(value)]]);
    ui.rt.component('Checkbox', () => [{ name: 'c' }], () => [['id', 'check']]);
    ui.rt.component('Select', () => [[{ value: 'auto' }, { value: '5 GHz' }]], () => [
      ['id', 'select'], ['selected', page['band']], ['onSelect', (index: number, text: string) => {
        page['band'] = index;
        seen.push(index, text);
      }],
    ]);
  });
  ui.click('toggle');
  ui.click('check');
  assert.equal(ui.find('select').text, 'auto');
  ui.click('select');
  assert.equal(ui.find('toggle').isReachable, false);
  ui.click('5 GHz');
  assert.deepEqual(seen, [true, 1, '5 GHz']);
  assert.deepEqual([self['on'], ui.find('check').isChecked, ui.find('select').text], [true, true, '5 GHz']);
  self['on'] = false;
  ui.ui.flush();
  assert.equal(ui.find('toggle').isChecked, false);
  ui.ui.input({ kind: 'change', node: ui.find('select').id, value: 0 });
  assert.equal(self['band'], 0);
});

test('a radio takes the mark from the others of its group', () => {
  const ui = new TestUi();
  ui.page({}, () => ['a', 'b'].forEach(value => {
    ui.rt.component('Radio', () => [{ value, group: 'g' }], () => [['id', value]]);
  }));
  ui.click('a');
  ui.click('b');
  assert.deepEqual([ui.find('a').isChecked, ui.find('b').isChecked], [false, true]);
});

test('a tap bubbles to the nearest handler, and is refused inside a disabled or invisible part', () => {
  const ui = new TestUi();
  const clicks: string[] = [];
  const self = ui.page({ enabled: true, visibility: 0 }, page => {
    ui.rt.component('Row', () => [], () => [
      ['onClick', () => clicks.push('row')], ['enabled', page['enabled']], ['visibility', page['visibility']],
    ], () => ui.text(() => 'inside', () => [['id', 'inside']]));
  });
  ui.click('inside');
  self['enabled'] = false;
  ui.click('inside');
  assert.equal(ui.find('inside').isEnabled, false);
  self['enabled'] = true;
  self['visibility'] = 2;
  ui.click('inside');
  assert.equal(ui.find('inside').isReachable, false);
  assert.deepEqual(clicks, ['row']);
});
