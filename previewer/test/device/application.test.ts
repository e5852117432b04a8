import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { DeviceNotice } from '../../src/device/DeviceView.js';
import type { VirtualDevice } from '../../src/device/VirtualDevice.js';
import { createTestDevices, findById, tap, type TestDevices, waitUntil } from '../support/createTestDevices.js';
import { compileCounter, type Edits } from '../support/fixture.js';

const INDEX = 'entry/src/main/ets/pages/Index.ets';
const ABILITY = 'entry/src/main/ets/entryability/EntryAbility.ets';
const MODEL = 'entry/src/main/ets/model/CounterModel.ets';

function inOnCreate(statements: string): (source: string) => string {
  return source => source.replace("console.info('created');", statements);
}

async function launch(
  context: TestContext,
  edits: Edits = {},
  count = 1,
): Promise<TestDevices & { device: VirtualDevice }> {
  const devices = await createTestDevices(context, await compileCounter(edits), { count });
  devices.all.forEach(device => device.command({ kind: 'launch' }));
  await devices.clock.advance(500);
  return { ...devices, device: devices.all[0]! };
}

test('the main ability shows its page, and taps reach it', async context => {
  const { device, clock } = await launch(context);
  assert.deepEqual(device.status.application, { state: 'running' });
  tap(device, 'incrementButton');
  await waitUntil(clock, 'a count of one', () => findById(device, 'countText')?.text === 'Count: 1');
});

test('the callback of loadContent gets an error with code 0 when there is none', async context => {
  const { device } = await launch(context, {
    [ABILITY]: source => source.replace(
      "loadContent('pages/Index')",
      "loadContent('pages/Index', error => { console.info('code', error.code.toString()); })",
    ),
  });
  assert.ok(device.log().some(entry => entry.text === 'code 0'));
});

test('applications on two devices share nothing', async context => {
  const { all, clock } = await launch(context, {}, 2);
  const [one, other] = all as [VirtualDevice, VirtualDevice];
  tap(one, 'incrementButton');
  await waitUntil(clock, 'a count of one', () => findById(one, 'countText')?.text === 'Count: 1');
  assert.equal(findById(other, 'countText')?.text, 'Count: 0');
});

test('an uncaught error ends the application with its place in the source, and the system goes on', async context => {
  const { device, clock } = await launch(context, {
    [MODEL]: source => source.replace('this.count += 1;', "throw new Error('no more');"),
  });
  const notices: DeviceNotice[] = [];
  device.subscribe(notice => notices.push(notice));
  tap(device, 'incrementButton');
  const { application, wifi } = device.status;
  assert.equal(application.state, 'crashed');
  assert.ok(application.state === 'crashed');
  assert.equal(application.error.message, 'Error: no more');
  assert.equal(application.error.file, MODEL);
  assert.equal(application.error.line, 12);
  assert.match(application.error.stack, /pages\/Index\.ets:\d+/);
  assert.notEqual(wifi.wifi, 'off');
  assert.equal(device.log().at(-1)?.level, 'F');
  assert.deepEqual(device.tree().children, []);
  assert.ok(notices.some(notice => notice.kind === 'tree'));

  device.command({ kind: 'launch' });
  await clock.advance(100);
  assert.equal(findById(device, 'countText')?.text, 'Count: 0');
});

test('errors in a timer, in the ability and in a page’s module end the application', async context => {
  const mistakes: Edits[] = [
    { [ABILITY]: inOnCreate("setTimeout(() => { throw new Error('planted'); }, 100);") },
    { [ABILITY]: inOnCreate("throw new Error('planted');") },
    { [INDEX]: source => source.replace('@Builder\nfunction', "throw new Error('planted');\n\n@Builder\nfunction") },
  ];
  for (const mistake of mistakes) {
    const { device } = await launch(context, mistake);
    const { application } = device.status;
    assert.ok(application.state === 'crashed', `${Object.keys(mistake)[0]} did not crash`);
    assert.equal(application.error.message, 'Error: planted');
  }
});

test('a terminated application goes through its life cycle and leaves no timer behind', async context => {
  const { device, clock } = await launch(context, {
    [ABILITY]: source => source
      .replace("console.info('created');", "setInterval(() => { console.info('tick'); }, 100);")
      .replace('onCreate', `onBackground(): void { console.info('background'); }
        onWindowStageDestroy(): void { console.info('stage destroyed'); }
        onDestroy(): void { console.info('destroyed'); }
        onCreate`),
  });
  await clock.advance(300);
  device.command({ kind: 'terminate' });
  await clock.advance(1000);
  const texts = device.log().filter(entry => entry.tag === 'JSAPP').map(entry => entry.text);
  assert.deepEqual(texts.slice(-3), ['background', 'stage destroyed', 'destroyed']);
  assert.deepEqual(device.status.application, { state: 'notRunning' });
});

test('language and colour mode reach the page and the label', async context => {
  const { device, clock } = await launch(context);
  assert.equal(device.status.label, 'Counter');
  device.command({ kind: 'setLocale', locale: 'zh-CN' });
  await waitUntil(clock, 'Chinese texts', () => findById(device, 'incrementButton')?.text === '加一');
  assert.equal(device.status.label, '计数器');
});

test('a newer build replaces the running one', async context => {
  const { device, clock } = await launch(context);
  const edit = (source: string): string => source.replace("heading('Counter')", "heading('New counter')");
  device.setHap(await compileCounter({ [INDEX]: edit }));
  await waitUntil(clock, 'the new page', () => findById(device, 'heading')?.text === 'New counter');
});
