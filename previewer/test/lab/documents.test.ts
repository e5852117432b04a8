import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeviceCommand, DeviceStatus } from '../../src/device/DeviceView.js';
import { startLab, type Lab } from '../../src/lab/startLab.js';
import { copyCounter } from '../support/fixture.js';
import { LabClient, until } from './LabClient.js';

const ABILITY = 'entry/src/main/ets/entryability/EntryAbility.ets';
const CHUNK = 1 << 20;
const CHUNKS = 8;

/** Lets the person choose files and writes down the size of each; then saves one, and hands it to the viewer. */
const PICKING = `
import { common } from '@kit.AbilityKit';
import { fileIo, picker } from '@kit.CoreFileKit';

async function pick(context: common.UIAbilityContext): Promise<void> {
  const uris = await new picker.DocumentViewPicker().select();
  uris.forEach(uri => {
    const file = fileIo.openSync(uri);
    console.info('chosen', file.name, fileIo.statSync(file.fd).size);
  });
  const options = new picker.DocumentSaveOptions();
  options.newFileNames = ['saved.txt'];
  const saved = await new picker.DocumentViewPicker().save(options);
  const target = fileIo.openSync(saved[0], fileIo.OpenMode.READ_WRITE);
  fileIo.writeSync(target.fd, 'content');
  fileIo.closeSync(target);
  await context.startAbility({ action: 'ohos.want.action.viewData', uri: saved[0], type: 'text/plain' });
}
`;

describe('documents of a phone', () => {
  let lab: Lab;
  let client: LabClient;
  let remove: () => void;

  before(async () => {
    const project = copyCounter({
      [ABILITY]: source => PICKING + source.replace("console.info('created');", 'void pick(this.context);'),
    });
    remove = project.remove;
    const { projectDirectory } = project;
    lab = await startLab({ projectDirectory, devices: 1, port: 0, clockSpeed: 1, onBuild: () => undefined });
    client = new LabClient(lab.url);
    await client.hello();
  });
  after(async () => {
    client.close();
    await lab.close();
    remove();
  });

  const status = (): DeviceStatus | undefined => lab.snapshot()[0]?.status;
  const address = (path: string, token = new URL(lab.url).searchParams.get('token')): URL =>
    new URL(`/${token}/${path}`, lab.url);
  const command = (wanted: DeviceCommand): void => client.send({ kind: 'command', device: 'phone-1', command: wanted });
  const answer = async (names: string[], kind: 'select' | 'save'): Promise<void> => {
    const picker = await until(() => status()?.picker?.kind === kind && status()?.picker, `a picker to ${kind}`);
    command({ kind: 'answerPicker', id: picker.id, names });
  };
  const upload = (url: URL, body: BodyInit): Promise<Response> =>
    fetch(url, { method: 'POST', headers: { origin: url.origin }, body, duplex: 'half' } as RequestInit);

  it('come in as streams and keep their names apart', async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull: controller => {
        controller.enqueue(new Uint8Array(CHUNK).fill(sent));
        if (++sent === CHUNKS) {
          controller.close();
        }
      },
    });
    const first = await upload(address(`documents/phone-1/${encodeURIComponent('图 1.bin')}`), body);
    assert.deepEqual([first.status, await first.json()], [201, { name: '图 1.bin' }]);
    const second = await upload(address(`documents/phone-1/${encodeURIComponent('图 1.bin')}`), 'x');
    assert.deepEqual(await second.json(), { name: '图 1 (1).bin' });
  });

  it('that are chosen once more are the same documents', async () => {
    const again = await upload(address(`documents/phone-1/${encodeURIComponent('图 1.bin')}`), 'x');
    assert.deepEqual([again.status, await again.json()], [201, { name: '图 1 (1).bin' }]);
    const other = await upload(address(`documents/phone-1/${encodeURIComponent('图 1.bin')}`), 'y');
    assert.deepEqual(await other.json(), { name: '图 1 (2).bin' });
  });

  it('reach the application when the person chose them', async () => {
    await answer(['图 1.bin', '图 1 (1).bin'], 'select');
    const texts = await until(() => {
      const chosen = lab.snapshot()[0]?.log.filter(entry => entry.text.startsWith('chosen')).map(entry => entry.text);
      return chosen?.length === 2 && chosen;
    }, 'both files to be opened');
    assert.deepEqual(texts, [`chosen 图 1.bin ${CHUNK * CHUNKS}`, 'chosen 图 1 (1).bin 1']);
  });

  it('are downloaded when the application saved them, and while it has them shown', async () => {
    await answer(['mine.txt'], 'save');
    const viewer = await until(() => status()?.viewer, 'the viewer');
    assert.deepEqual([viewer.name, viewer.type], ['mine.txt', 'text/plain']);
    assert.deepEqual(status()?.documents, ['mine.txt', '图 1 (1).bin', '图 1 (2).bin', '图 1.bin']);
    for (const path of ['documents/phone-1/mine.txt', 'viewed/phone-1']) {
      const response = await fetch(address(path));
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''mine\.txt$/);
      assert.equal(await response.text(), 'content');
    }
    command({ kind: 'closeViewer' });
    await until(() => status()?.viewer === undefined, 'the viewer to close');
    assert.equal((await fetch(address('viewed/phone-1'))).status, 404);
  });

  it('stay shut without the token and for names that leave their folder', async () => {
    assert.equal((await fetch(address('documents/phone-1/mine.txt', 'wrong'))).status, 403);
    assert.equal((await upload(address('documents/phone-1/a', 'wrong'), 'x')).status, 403);
    const paths = ['documents/phone-1/..%2f..%2fgrants', 'documents/phone-9/mine.txt', 'documents/phone-1/.hidden'];
    for (const path of paths) {
      assert.equal((await fetch(address(path))).status, 404, path);
      assert.equal((await upload(address(path), 'x')).status, 404, path);
    }
    assert.deepEqual(status()?.documents.length, 4);
  });
});
