import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestUi } from './testUi.js';

interface PromptAction {
  showToast(options: object): void;
  showDialog(options: object): Promise<{ index: number }>;
  openCustomDialog(content: object, options?: object): Promise<number>;
  closeCustomDialog(dialog: unknown): Promise<void>;
}

type ContentConstructor = new (context: object, builder: object, parameters: object) => {
  update(parameters: object): void;
};

interface UiContext {
  getPromptAction(): PromptAction;
  showAlertDialog(parameters: object): void;
  getMediaQuery(): { matchMediaSync(condition: string): { matches: boolean } };
  getRouter(): unknown;
  getKeyboardAvoidMode(): number;
  setKeyboardAvoidMode(mode: number): void;
}

function context(ui: TestUi): UiContext {
  return ui.ui.uiContext as UiContext;
}

function pageUi(): TestUi {
  const ui = new TestUi();
  ui.page({}, () => ui.text(() => 'page', () => [['id', 'page']]));
  return ui;
}

test('a toast leaves what is under it in reach and goes by the clock', async () => {
  const ui = pageUi();
  context(ui).getPromptAction().showToast({ message: 'saved', duration: 2000 });
  assert.ok(ui.has('saved'));
  assert.ok(ui.find('page').isReachable);
  await ui.clock.advance(1999);
  assert.ok(ui.has('saved'));
  await ui.clock.advance(1);
  assert.equal(ui.has('saved'), false);
});

test('a dialog answers with the index of its button, and rejects when its mask is touched', async () => {
  const ui = pageUi();
  const buttons = [{ text: 'No', color: '#ff0000' }, { text: 'Yes', color: '#000000' }];
  const options = { title: 'Leave?', message: 'm', buttons };
  const answer = context(ui).getPromptAction().showDialog(options);
  assert.equal(ui.find('page').isReachable, false);
  assert.ok(ui.find('Yes').isReachable);
  ui.click('Yes');
  assert.deepEqual(await answer, { index: 1 });
  assert.ok(ui.find('page').isReachable);
  const cancelled = context(ui).getPromptAction().showDialog(options);
  const dialog = ui.all(node => node.type === '$Dialog')[0];
  ui.ui.input({ kind: 'choose', node: dialog?.id ?? -1, index: -1 });
  await assert.rejects(cancelled, /cancel/);
});

test('an alert runs the action of its button, and stays when it may not be cancelled', () => {
  const ui = pageUi();
  const seen: string[] = [];
  const primaryButton = { value: 'OK', action: () => seen.push('ok') };
  context(ui).showAlertDialog({ message: 'sure?', autoCancel: false, primaryButton });
  const alert = ui.all(node => node.type === '$Dialog')[0];
  ui.ui.input({ kind: 'choose', node: alert?.id ?? -1, index: -1 });
  ui.click('OK');
  assert.deepEqual(seen, ['ok']);
  assert.equal(ui.has('OK'), false);
});

test('a custom dialog follows the state of its page and is closed by its identity', async () => {
  const ui = new TestUi();
  const self = ui.page({ count: 1 }, page => ui.text(() => page['count']));
  const prompt = context(ui).getPromptAction();
  const id = await prompt.openCustomDialog({ builder: () => ui.text(() => `dialog ${String(self['count'])}`) });
  self['count'] = 2;
  assert.deepEqual(ui.texts(), ['2', 'dialog 2']);
  await prompt.closeCustomDialog(id);
  assert.deepEqual(ui.texts(), ['2']);
});

test('a ComponentContent is updated in place', async () => {
  const ui = pageUi();
  const wrapBuilder = ui.ui.globals['wrapBuilder'] as (builder: (parameters: { text: string }) => void) => object;
  const ComponentContent = ui.ui.kit['ComponentContent'] as ContentConstructor;
  const wrapped = wrapBuilder(parameters => ui.text(() => parameters.text));
  const content = new ComponentContent(ui.ui.uiContext, wrapped, { text: 'a' });
  const prompt = context(ui).getPromptAction();
  await prompt.openCustomDialog(content, { autoCancel: false });
  content.update({ text: 'b' });
  assert.deepEqual(ui.texts(), ['page', 'b']);
  ui.ui.input({ kind: 'back' });
  await prompt.closeCustomDialog(content);
  assert.deepEqual(ui.texts(), ['page']);
});

test('a bound sheet opens and closes with its variable, and the back gesture resets it', () => {
  const ui = new TestUi();
  const self = ui.page({ shown: false }, page => {
    ui.text(() => 'page', () => [['bindSheet', ui.rt.twoWay(() => page['shown'], value => { page['shown'] = value; }),
      () => ui.text(() => 'sheet'), { height: 200 }]]);
  });
  assert.equal(ui.has('sheet'), false);
  self['shown'] = true;
  assert.ok(ui.has('sheet'));
  assert.equal(ui.find('page').isReachable, false);
  ui.ui.input({ kind: 'back' });
  assert.equal(self['shown'], false);
  assert.equal(ui.has('sheet'), false);
});

test('a sheet that may only close with its state asks first, says when it is gone, and can be followed by the next', () => {
  const ui = new TestUi();
  const seen: string[] = [];
  const self = ui.page({ waiting: 2 as number, shown: true }, page => {
    ui.text(() => 'page', () => [['bindSheet', page['shown'], () => ui.text(() => `offer ${String(page['waiting'])}`), {
      onWillDismiss: () => {
        seen.push('asked');
        page['shown'] = false;
      },
      onDisappear: () => {
        seen.push('gone');
        page['waiting'] = Number(page['waiting']) - 1;
        page['shown'] = Number(page['waiting']) > 0;
      },
    }]]);
  });
  assert.ok(ui.has('offer 2'));
  ui.ui.input({ kind: 'back' });
  assert.deepEqual(ui.texts(), ['page', 'offer 1']);
  self['shown'] = false;
  assert.deepEqual(ui.texts(), ['page']);
  assert.deepEqual(seen, ['asked', 'gone', 'gone']);
});

test('a bound menu opens by tap and runs the chosen item', () => {
  const ui = new TestUi();
  const seen: string[] = [];
  const items = [{ value: 'delete', action: () => seen.push('delete') }];
  ui.page({}, () => ui.rt.component('Button', () => ['more'], () => [['bindMenu', items]]));
  ui.click('more');
  ui.click('delete');
  assert.deepEqual(seen, ['delete']);
  assert.equal(ui.has('delete'), false);
});

test('media queries know the width, and what is missing says so', () => {
  const ui = pageUi();
  const matches = (condition: string): boolean => context(ui).getMediaQuery().matchMediaSync(condition).matches;
  assert.equal(matches('(width>=600vp)'), false);
  assert.equal(matches('(min-width: 320vp) and (orientation: portrait)'), true);
  assert.throws(() => context(ui).getRouter(), { code: 801, message: /UIContext.getRouter/ });
});

test('a page keeps the way it chose to make room for the keyboard', () => {
  const ui = pageUi();
  const { KeyboardAvoidMode } = ui.ui.kit as { KeyboardAvoidMode: Record<string, number> };
  assert.equal(context(ui).getKeyboardAvoidMode(), KeyboardAvoidMode['OFFSET']);
  context(ui).setKeyboardAvoidMode(KeyboardAvoidMode['RESIZE'] ?? -1);
  assert.equal(context(ui).getKeyboardAvoidMode(), KeyboardAvoidMode['RESIZE']);
});
