import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { MovableClock } from '../../src/clock/MovableClock.js';
import type { VirtualDevice } from '../../src/device/VirtualDevice.js';
import { createTestDevices, waitUntil } from '../support/createTestDevices.js';
import { compileCounter, type Edits } from '../support/fixture.js';

const ABILITY = 'entry/src/main/ets/entryability/EntryAbility.ets';
const WORKER = 'entry/src/main/ets/workers/CountWorker.ets';

/** Runs `statements` in `onCreate` with a worker `counter`; what they log is the result. */
async function run(context: TestContext, statements: string, edits: Edits = {}, imports = ''): Promise<{
  device: VirtualDevice;
  clock: MovableClock;
  expectLog(texts: string[]): Promise<void>;
}> {
  const hap = await compileCounter({
    [ABILITY]: source => `import { worker } from '@kit.ArkTS';\n${imports}\n${source.replace("console.info('created');", `
      const counter = new worker.ThreadWorker('entry/ets/workers/CountWorker.ets', { name: 'counter' });
      counter.onmessage = event => { console.info('answer', JSON.stringify(event.data)); };
      counter.onexit = code => { console.info('exit', code.toString()); };
      ${statements}`)}`,
    ...edits,
  });
  const { all, clock } = await createTestDevices(context, hap);
  const device = all[0]!;
  device.command({ kind: 'launch' });
  const texts = (): string[] => device.log().filter(entry => entry.tag === 'JSAPP').map(entry => entry.text);
  return {
    device,
    clock,
    expectLog: async expected => {
      await waitUntil(clock, expected.join(', '), () => texts().length >= expected.length);
      assert.deepEqual(texts(), expected);
    },
  };
}

test('a worker answers messages in order', async context => {
  const { expectLog } = await run(context, 'counter.postMessage(1); counter.postMessage(5);');
  await expectLog(['answer 2', 'answer 6']);
});

test('a value that cannot be cloned throws to its sender', async context => {
  const { expectLog } = await run(context, `
    try {
      counter.postMessage({ act: () => 1 });
    } catch (error) {
      console.info('refused', error.code);
    }`);
  await expectLog(['refused 10200006']);
});

test('a terminated worker says that it is gone', async context => {
  const { expectLog } = await run(context, 'counter.terminate();');
  await expectLog(['exit 0']);
});

test('an error in a worker goes to onerror', async context => {
  const failing: Edits = { [WORKER]: source => source.replace('port.postMessage((event.data as number) + 1);', '')
    .replace('try {', "throw new Error('in worker'); try {") };
  const { device, expectLog } = await run(
    context,
    "counter.onerror = error => { console.info('failed', error.message); }; counter.postMessage(1);",
    failing,
  );
  await expectLog(['failed Error: in worker', 'exit 0']);
  assert.deepEqual(device.status.application, { state: 'running' });
});

test('an error in a worker goes to onAllErrors, which is enough to keep the application alive', async context => {
  const failing: Edits = { [WORKER]: source => source.replace('port.postMessage((event.data as number) + 1);', '')
    .replace('try {', "throw new Error('in worker'); try {") };
  const { device, expectLog } = await run(
    context,
    "Object.assign(counter, { onAllErrors: error => { console.info('failed', error.message); } }); counter.postMessage(1);",
    failing,
  );
  await expectLog(['failed Error: in worker', 'exit 0']);
  assert.deepEqual(device.status.application, { state: 'running' });
});

test('an error in a worker that nobody listens for ends the application', async context => {
  const failing: Edits = { [WORKER]: source => source.replace('try {', "throw new Error('in worker'); try {") };
  const hap = await compileCounter({
    ...failing,
    [ABILITY]: source => `import { worker } from '@kit.ArkTS';\n${source.replace(
      "console.info('created');",
      "new worker.ThreadWorker('entry/ets/workers/CountWorker.ets').postMessage(1);",
    )}`,
  });
  const { all, clock } = await createTestDevices(context, hap);
  all[0]!.command({ kind: 'launch' });
  await waitUntil(clock, 'the crash', () => all[0]!.status.application.state === 'crashed');
});

test('a script that the build profile does not list is refused', async context => {
  const { expectLog } = await run(context, `
    try {
      new worker.ThreadWorker('entry/ets/workers/Other.ets');
    } catch (error) {
      console.info('refused', error.code);
    }`);
  await expectLog(['refused 10200007']);
});

test('a worker that used wifiManager may end without ending the group of its application', async context => {
  const withWifi = (source: string): string => source.replace('[{ "name": "ohos.permission.INTERNET" }]',
    '[{ "name": "ohos.permission.INTERNET" }, { "name": "ohos.permission.GET_WIFI_INFO" }]');
  const { device, clock, expectLog } = await run(context, `
    counter.onexit = () => console.info('exit', counted.toString());
    let counted = 0;
    wifiManager.on('p2pConnectionChange', info => {
      if (info.connectState === 1) {
        counter.terminate();
      }
    });
    wifiManager.on('p2pStateChange', state => {
      if (state === 3) {
        counter.postMessage(1);
      }
    });
    counter.onmessage = () => {
      counted += 1;
      wifiManager.createGroup({
        deviceAddress: '', netId: -1, passphrase: '12345678', groupName: 'DIRECT-worker', goBand: 0
      });
    };`, {
    'entry/src/main/module.json5': withWifi,
    [WORKER]: source => `import { wifiManager } from '@kit.ConnectivityKit';\n${source.replace('port.postMessage(',
      "wifiManager.on('p2pConnectionChange', () => undefined); port.postMessage(")}`,
  }, "import { wifiManager } from '@kit.ConnectivityKit';");
  await expectLog(['exit 1']);
  await clock.advance(5_000);
  assert.equal(device.wifi.status.group?.name, 'DIRECT-worker');
  device.command({ kind: 'terminate' });
  await waitUntil(clock, 'the end of the process removes the group', () => device.wifi.status.group === undefined);
});
