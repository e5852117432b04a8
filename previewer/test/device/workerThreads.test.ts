import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { bundleWorkerThread } from '../../src/device/threads/bundleWorkerThread.js';
import type { VirtualDevice } from '../../src/device/VirtualDevice.js';
import { createTestDevices } from '../support/createTestDevices.js';
import { compileCounter, type Edits } from '../support/fixture.js';
import { until } from '../net/support.js';

const ABILITY = 'entry/src/main/ets/entryability/EntryAbility.ets';
const WORKER = 'entry/src/main/ets/workers/CountWorker.ets';

describe('a worker with a thread of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'threads-test-'));
  const program = join(folder, 'workerThread.cjs');

  before(() => bundleWorkerThread(program));
  after(() => rmSync(folder, { recursive: true }));

  /** Runs `statements` in `onCreate` with a worker `counter`, and `script` in the worker for each message. */
  async function run(context: TestContext, parts: {
    statements: string;
    script?: string;
    imports?: string;
    abilityImports?: string;
    speed?: number;
  }): Promise<{
    device: VirtualDevice;
    texts(): string[];
    expectLog(texts: string[]): Promise<void>;
  }> {
    const edits: Edits = {
      [ABILITY]: source => `import { worker } from '@kit.ArkTS';
        ${parts.abilityImports ?? ''}
        ${source.replace("console.info('created');", `
        const counter = new worker.ThreadWorker('entry/ets/workers/CountWorker.ets', { name: 'counter' });
        counter.onmessage = event => { console.info('answer', JSON.stringify(event.data)); };
        counter.onexit = code => { console.info('exit', code.toString()); };
        ${parts.statements}`)}`,
      ...parts.script !== undefined && {
        [WORKER]: source => `${parts.imports ?? ''}\n${source.replace(
          'port.postMessage((event.data as number) + 1);', parts.script ?? '')}`,
      },
    };
    const hap = await compileCounter(edits);
    const { speed = 1 } = parts;
    const workerThreads = { program, clockSpeed: speed };
    const { all: [device] } = await createTestDevices(context, hap, { speed, workerThreads });
    assert.ok(device);
    device.command({ kind: 'launch' });
    const texts = (): string[] => device.log().filter(({ tag }) => tag === 'JSAPP').map(({ text }) => text);
    return {
      device,
      texts,
      expectLog: async expected => {
        await until(() => texts().length >= expected.length, `${expected.join(', ')}; there is ${texts().join(', ')}`);
        assert.deepEqual(texts(), expected);
      },
    };
  }

  it('answers messages in order', async context => {
    const { expectLog } = await run(context, { statements: 'counter.postMessage(1); counter.postMessage(5);' });
    await expectLog(['answer 2', 'answer 6']);
  });

  it('leaves the UI thread alone while it computes, and shares its clock', async context => {
    const { expectLog } = await run(context, {
      statements: `
        const started = Date.now();
        counter.onmessage = event => {
          const early = (event.data as number) - Date.now();
          console.info('clock', Math.abs(early) < 500, Date.now() - started < 5000);
        };
        counter.postMessage(1);
        counter.postMessage(1);`,
      script: `
        const until = Date.now() + 200;
        while (Date.now() < until) {}
        port.postMessage(Date.now());`,
    });
    await expectLog(['clock true true', 'clock true true']);
  });

  it('takes over buffers that are transferred, both ways', async context => {
    const { expectLog } = await run(context, {
      statements: `
        const sent = new ArrayBuffer(1000);
        counter.onmessage = event => {
          const bytes = event.data as ArrayBuffer;
          console.info('back', bytes.byteLength.toString(), sent.byteLength.toString());
        };
        counter.postMessage(sent, [sent]);`,
      script: `
        const bytes = event.data as ArrayBuffer;
        const length = bytes.byteLength;
        port.postMessage(bytes, [bytes]);
        console.info('there', length.toString(), bytes.byteLength.toString());`,
    });
    await expectLog(['back 1000 0', 'there 1000 0']);
  });

  it('refuses what cannot be cloned at its sender', async context => {
    const { expectLog } = await run(context, {
      statements: "try { counter.postMessage(() => 1); } catch (error) { console.info('refused', error.code); }",
    });
    await expectLog(['refused 10200006']);
  });

  it('tells onerror of an error, and ends', async context => {
    const { device, expectLog } = await run(context, {
      statements: `
        counter.onerror = error => { console.info('failed', error.message); };
        counter.postMessage(1);`,
      script: "setTimeout(() => { throw new RangeError('in worker'); }, 0);",
    });
    await expectLog(['failed RangeError: in worker', 'exit 0']);
    assert.deepEqual(device.status.application, { state: 'running' });
  });

  it('ends the application with a place in the source when nobody listens for errors', async context => {
    const { device } = await run(context, {
      statements: 'counter.postMessage(1);',
      script: "Promise.reject(new Error('left alone'));",
    });
    await until(() => device.status.application.state === 'crashed', 'the crash');
    const { application } = device.status;
    assert.ok(application.state === 'crashed');
    assert.equal(application.error.message, 'Error: left alone');
    assert.equal(application.error.file, WORKER);
  });

  it('ends by close, by terminate, and with its application', async context => {
    const closing = await run(context, { statements: 'counter.postMessage(1);', script: 'port.close();' });
    await closing.expectLog(['exit 0']);
    const terminated = await run(context, { statements: 'counter.terminate();' });
    await terminated.expectLog(['exit 0']);
    const { device, texts } = await run(context, {
      statements: 'counter.postMessage(1);',
      script: 'setInterval(() => port.postMessage(1), 1);',
    });
    await until(() => texts().length > 2, 'a few answers');
    device.command({ kind: 'terminate' });
    await until(() => device.status.application.state === 'notRunning', 'the end');
    const count = texts().length;
    device.command({ kind: 'launch' });
    await until(() => texts().length > count + 2, 'a new worker');
  });

  it('stands still while the application is suspended', async context => {
    const { device, texts } = await run(context, {
      statements: 'counter.postMessage(1);',
      speed: 8,
      script: "setInterval(() => console.info('tick'), 20);",
    });
    await until(() => texts().length > 2, 'ticks');
    device.command({ kind: 'setForeground', on: false });
    let count = 0;
    let since = Date.now();
    await until(() => {
      if (texts().length !== count) {
        [count, since] = [texts().length, Date.now()];
      }
      return Date.now() - since > 500;
    }, 'no tick for a while');
    device.command({ kind: 'setForeground', on: true });
    await until(() => texts().length > count + 2, 'ticks again');
  });

  it('writes to files that its application opened, until the storage is full', async context => {
    const { device, texts } = await run(context, {
      statements: `
        const file = fileIo.openSync(this.context.filesDir + '/a', fileIo.OpenMode.CREATE | fileIo.OpenMode.READ_WRITE);
        fileIo.writeSync(file.fd, 'main ');
        counter.postMessage(file.fd);
        counter.onmessage = () => {
          console.info(fileIo.readTextSync(this.context.filesDir + '/a'));
          counter.postMessage(file.fd);
        };`,
      abilityImports: "import { fileIo } from '@kit.CoreFileKit';",
      imports: "import { fileIo } from '@kit.CoreFileKit';",
      script: `
        try {
          fileIo.writeSync(event.data as number, 'worker ');
          port.postMessage('written');
        } catch (error) {
          console.info('refused', error.code);
        }`,
    });
    await until(() => texts().includes('main worker worker '), 'the worker to write');
    device.command({ kind: 'setFreeSpace', bytes: 10 });
    await until(() => texts().at(-1) === 'refused 13900025', 'the storage to be full');
  });

  it('starts workers of its own', async context => {
    const { expectLog } = await run(context, {
      statements: 'counter.postMessage(3);',
      script: `
        if ((event.data as number) === 3) {
          const inner = new worker.ThreadWorker('entry/ets/workers/CountWorker.ets');
          inner.onmessage = answer => {
            console.info('inner', JSON.stringify(answer.data));
            port.postMessage('done');
          };
          inner.postMessage(4);
        } else {
          port.postMessage(5);
        }`,
    });
    await expectLog(['inner 5', 'answer "done"']);
  });

  it('sends in bulk from sockets of its own without a report, which the UI thread gets', async context => {
    const sendBulk = `
      const server = socket.constructTCPSocketServerInstance();
      let received = 0;
      server.on('connect', connection => connection.on('message', ({ message }) => {
        received += message.byteLength;
        if (received === 200000) {
          console.info('received everything');
        }
      }));
      await server.listen({ address: '127.0.0.1', port: 0 });
      const tcp = socket.constructTCPSocketInstance();
      await tcp.connect({ address: await server.getLocalAddress() });
      await tcp.send({ data: new ArrayBuffer(200000) });
      held.push(server, tcp);`;
    const imports = "import { socket } from '@kit.NetworkKit';\nconst held = [];";
    const inWorker = await run(context, {
      statements: 'counter.postMessage(1);',
      imports,
      script: `const send = async () => { ${sendBulk} }; send();`,
    });
    await inWorker.expectLog(['received everything']);
    const reports = (device: VirtualDevice): number => device.log().filter(({ tag }) => tag === 'NetSocket').length;
    assert.equal(reports(inWorker.device), 0);
    const onUiThread = await run(context, {
      abilityImports: imports,
      statements: `const send = async () => { ${sendBulk} }; send();`,
    });
    await onUiThread.expectLog(['received everything']);
    assert.equal(reports(onUiThread.device), 1);
  });

  it('knows permissions and settings, and names what it does not have', async context => {
    const { device, expectLog } = await run(context, {
      statements: 'counter.postMessage(1);',
      imports: "import { wifiManager } from '@kit.ConnectivityKit';\nimport { common } from '@kit.AbilityKit';",
      script: `
        console.info('band', wifiManager.GroupOwnerBand.GO_BAND_2GHZ.toString());
        try {
          wifiManager.removeGroup();
        } catch (error) {
          console.info('refused', error.code, error.message);
        }`,
    });
    await expectLog(
      ['band 1', 'refused 801 In a worker, wifiManager.removeGroup is not provided by the previewer.'],
    );
    assert.equal(device.status.application.state, 'running');
  });
});
