import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { VirtualDevice } from '../../src/device/VirtualDevice.js';
import { createTestDevices, waitUntil, type TestDevices } from '../support/createTestDevices.js';
import { compileCounter } from '../support/fixture.js';

const ABILITY = 'entry/src/main/ets/entryability/EntryAbility.ets';
const IMPORTS = `
import { wantConstant } from '@kit.AbilityKit';
import { fileIo, fileUri, picker } from '@kit.CoreFileKit';
`;

/** A running application whose ability does `statements` in `onCreate` and has further `members`. */
async function launch(
  context: TestContext,
  statements: string,
  members = '',
): Promise<TestDevices & { device: VirtualDevice; texts(): string[] }> {
  const hap = await compileCounter({
    [ABILITY]: source => IMPORTS + source
      .replace("console.info('created');", statements)
      .replace('onWindowStageCreate', `${members}\n  onWindowStageCreate`),
  });
  const devices = await createTestDevices(context, hap);
  const device = devices.all[0]!;
  device.command({ kind: 'launch' });
  await devices.clock.advance(500);
  const texts = (): string[] => device.log().filter(entry => entry.tag === 'JSAPP').map(entry => entry.text);
  return { ...devices, device, texts };
}

const PICK = `
    new picker.DocumentViewPicker().select().then(uris => {
      uris.concat('file://docs/storage/Users/currentUser/Download/a').forEach(uri => {
        try {
          fileIo.closeSync(fileIo.openSync(uri));
          console.info('opened', uri);
        } catch (error) {
          console.info('refused', error.code);
        }
      });
    });`;

test('the picker is a screen of the system; its grants end with the application', async context => {
  const { device, clock, texts } = await launch(context, PICK);
  writeFileSync(join(device.storage.documentsDirectory, 'a'), 'a');
  const { picker } = device.status;
  assert.equal(picker?.kind, 'select');
  device.command({ kind: 'answerPicker', id: picker?.id ?? '', names: ['a'] });
  await waitUntil(clock, 'the document to be opened twice', () => texts().length === 2);
  assert.match(texts().join(), /^opened .*Download\/a,opened/);
  assert.deepEqual(device.status.documents, ['a']);

  device.command({ kind: 'terminate' });
  await clock.advance(1000);
  device.command({ kind: 'launch' });
  const again = (): string => device.status.picker?.id ?? '';
  await waitUntil(clock, 'the picker', () => again() !== '');
  device.command({ kind: 'answerPicker', id: again(), names: [] });
  await waitUntil(clock, 'a refusal', () => texts().at(-1) === 'refused 13900001');
});

test('a picker goes with the application that opened it', async context => {
  const { device } = await launch(context, PICK);
  assert.notEqual(device.status.picker, undefined);
  device.command({ kind: 'terminate' });
  assert.equal(device.status.picker, undefined);
});

const VIEW = `
    const path = this.context.filesDir + '/note.txt';
    fileIo.closeSync(fileIo.openSync(path, fileIo.OpenMode.CREATE | fileIo.OpenMode.READ_WRITE));
    const view = (uri: string, flags: number): void => {
      this.context.startAbility({ action: 'ohos.want.action.viewData', uri, type: 'text/plain', flags })
        .then(() => console.info('shown'), (error: Error) => console.info('refused', error.code));
    };
    const read = wantConstant.Flags.FLAG_AUTH_READ_URI_PERMISSION;`;

test('a file of the application is shown when the viewer may read it', async context => {
  const { device, clock, texts } = await launch(context, `${VIEW} view(fileUri.getUriFromPath(path), read);`);
  await waitUntil(clock, 'an outcome', () => texts().length === 1);
  assert.deepEqual(texts(), ['shown']);
  const { viewer } = device.status;
  assert.deepEqual([viewer?.name, viewer?.type], ['note.txt', 'text/plain']);
  assert.equal(viewer?.path, 'application/el2/base/haps/entry/files/note.txt');
  device.command({ kind: 'closeViewer' });
  assert.equal(device.status.viewer, undefined);
});

test('without the flag, without the file and for a document that was not given, nothing is shown', async context => {
  const { device, clock, texts } = await launch(context, `${VIEW}
    view(fileUri.getUriFromPath(path), 0);
    view(fileUri.getUriFromPath(path + 'x'), read);
    view('file://docs/storage/Users/currentUser/Download/a', read);`);
  await waitUntil(clock, 'three outcomes', () => texts().length === 3);
  assert.deepEqual(texts(), ['refused 16000001', 'refused 16000001', 'refused 16000001']);
  assert.equal(device.status.viewer, undefined);
});

test('a window that keeps the screen on shows it, until the application ends', async context => {
  const { device, clock } = await launch(context, '', `onForeground(): void {
      setTimeout(() => {
        window.getLastWindow(this.context).then(top => top.setWindowKeepScreenOn(true));
      }, 100);
    }`);
  await waitUntil(clock, 'the screen to be kept on', () => device.status.keepsScreenOn);
  device.command({ kind: 'terminate' });
  await clock.advance(1000);
  assert.equal(device.status.keepsScreenOn, false);
});

test('storage that is full is full for the application', async context => {
  const { device, clock, texts } = await launch(context, `
    const file = fileIo.openSync(this.context.filesDir + '/a', fileIo.OpenMode.CREATE | fileIo.OpenMode.READ_WRITE);
    setInterval(() => {
      try {
        fileIo.writeSync(file.fd, 'text');
        console.info('written');
      } catch (error) {
        console.info('refused', error.code);
      }
    }, 1000);`);
  await waitUntil(clock, 'a write', () => texts().at(-1) === 'written');
  device.command({ kind: 'setFreeSpace', bytes: 0 });
  assert.equal(device.status.freeSpace, 0);
  await waitUntil(clock, 'a refusal', () => texts().at(-1) === 'refused 13900025');
  device.command({ kind: 'setFreeSpace' });
  assert.equal(device.status.freeSpace, undefined);
  await waitUntil(clock, 'a write', () => texts().at(-1) === 'written');
});

const LIFE = `
  onForeground(): void { console.info('foreground'); }
  onBackground(): void { console.info('background'); }`;

test('in the background the application goes on for three seconds; then its timers wait', async context => {
  const { device, clock, texts } = await launch(context, `
    let ticks = 0;
    setInterval(() => { console.info('tick', ++ticks); }, 1000);
    const late = setTimeout(() => { console.info('too late'); }, 20000);
    setTimeout(() => { clearTimeout(late); }, 15000);`, LIFE);
  assert.equal(device.status.foreground, true);
  device.command({ kind: 'setForeground', on: false });
  await clock.advance(10);
  assert.equal(device.status.foreground, false);
  await clock.advance(2900);
  assert.deepEqual(texts(), ['foreground', 'background', 'tick 1', 'tick 2', 'tick 3']);
  await clock.advance(30_000);
  assert.equal(texts().length, 5);
  device.command({ kind: 'setForeground', on: true });
  await clock.advance(10);
  assert.deepEqual(texts().slice(5), ['tick 4', 'foreground']);
  assert.equal(device.status.foreground, true);
  await clock.advance(1000);
  assert.equal(texts().at(-1), 'tick 5');
});

test('an application that comes back in time never waits, and launching it brings it back', async context => {
  const { device, clock, texts } = await launch(context, "setInterval(() => { console.info('tick'); }, 1000);", LIFE);
  device.command({ kind: 'setForeground', on: false });
  await clock.advance(2000);
  device.command({ kind: 'launch' });
  await clock.advance(5000);
  assert.equal(texts().filter(text => text === 'tick').length, 7);
  assert.equal(device.status.foreground, true);
});

test('a suspended application can be ended, and ends in order', async context => {
  const { device, clock, texts } = await launch(context, '', `${LIFE}
    onDestroy(): void { console.info('destroyed'); }`);
  device.command({ kind: 'setForeground', on: false });
  await clock.advance(5000);
  device.command({ kind: 'terminate' });
  await clock.advance(2000);
  assert.equal(texts().at(-1), 'destroyed');
  assert.deepEqual(device.status.application, { state: 'notRunning' });
});

test('files stay when the application is started anew', async context => {
  const { device, clock, texts } = await launch(context, `
    const path = this.context.filesDir + '/count';
    console.info(this.context.filesDir, fileIo.accessSync(path));
    fileIo.closeSync(fileIo.openSync(path, fileIo.OpenMode.CREATE));`);
  device.command({ kind: 'terminate' });
  await clock.advance(1000);
  device.command({ kind: 'launch' });
  await clock.advance(500);
  const files = '/data/storage/el2/base/haps/entry/files';
  assert.deepEqual(texts(), [`${files} false`, `${files} true`]);
});
