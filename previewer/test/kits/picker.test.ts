import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCoreFileKit } from '../../src/kits/CoreFileKit.js';
import { createTestFiles, throwsCode, type CoreFiles } from './fileSupport.js';

const NOT_PERMITTED = 13900001;
const DOWNLOAD = 'file://docs/storage/Users/currentUser/Download';

test('a document that the person chose can be opened, others cannot', async context => {
  const { fileIo, fileUri, picker, screens, storage } = createTestFiles(context);
  writeFileSync(join(storage.documentsDirectory, '名 1.txt'), 'chosen');
  writeFileSync(join(storage.documentsDirectory, 'other.txt'), 'other');
  const chosen = new picker.DocumentViewPicker().select();
  const { id, kind, most } = await opened(screens);
  assert.deepEqual([kind, most], ['select', 500]);
  screens.answerPicker(id, ['名 1.txt', 'absent', '../grants', '']);
  const uris = await chosen;
  assert.deepEqual(uris, [`${DOWNLOAD}/%E5%90%8D%201.txt`]);
  assert.equal(new fileUri.FileUri(uris[0] ?? '').name, '名 1.txt');
  const file = fileIo.openSync(uris[0] ?? '');
  assert.equal(file.name, '名 1.txt');
  assert.equal(fileIo.statSync(file.fd).size, 6);
  for (const refused of ['other.txt', 'absent', '../grants', '%2e%2e%2fgrants', '']) {
    throwsCode(NOT_PERMITTED, () => fileIo.openSync(`${DOWNLOAD}/${refused}`));
  }
});

test('what was chosen is the present process’s: after a restart it is refused', async context => {
  const { fileIo, picker, screens, storage, restart } = createTestFiles(context);
  writeFileSync(join(storage.documentsDirectory, 'a'), 'a');
  const chosen = new picker.DocumentViewPicker().select();
  screens.answerPicker((await opened(screens)).id, ['a']);
  const [uri = ''] = await chosen;
  fileIo.openSync(uri);
  throwsCode(NOT_PERMITTED, () => restart().fileIo.openSync(uri));
});

test('a document is saved under the name that the person gave, which never replaces another', async context => {
  const { fileIo, picker, screens, storage } = createTestFiles(context);
  writeFileSync(join(storage.documentsDirectory, 'a.txt'), 'old');
  const options = new picker.DocumentSaveOptions();
  options.newFileNames = ['a.txt'];
  const saved = new picker.DocumentViewPicker().save(options);
  const { id, suggestedNames } = await opened(screens);
  assert.deepEqual(suggestedNames, ['a.txt']);
  screens.answerPicker(id, ['a.txt']);
  const [uri = ''] = await saved;
  assert.equal(uri, `${DOWNLOAD}/a%20(1).txt`);
  const file = fileIo.openSync(uri, fileIo.OpenMode.READ_WRITE);
  fileIo.writeSync(file.fd, 'new');
  fileIo.closeSync(file);
  assert.equal(readFileSync(join(storage.documentsDirectory, 'a (1).txt'), 'utf8'), 'new');
  assert.equal(readFileSync(join(storage.documentsDirectory, 'a.txt'), 'utf8'), 'old');
});

test('a cancelled picker gives no documents', async context => {
  const { picker, screens } = createTestFiles(context);
  const chosen = new picker.DocumentViewPicker().select();
  screens.answerPicker((await opened(screens)).id, []);
  assert.deepEqual(await chosen, []);
  assert.equal(screens.picker, undefined);
});

test('options that the platform rejects never open a screen', async context => {
  const { picker, screens } = createTestFiles(context);
  const many = new picker.DocumentSelectOptions();
  many.maxSelectNumber = 1.5;
  await assert.rejects(new picker.DocumentViewPicker().select(many), { code: 13900020 });
  const long = new picker.DocumentSaveOptions();
  long.newFileNames = ['长'.repeat(86)];
  await assert.rejects(new picker.DocumentViewPicker().save(long), { code: 13900030 });
  assert.equal(screens.picker, undefined);
});

test('outside the main thread there is no picker', async context => {
  const { areas } = createTestFiles(context);
  const { picker } = createCoreFileKit({ files: areas, screen: undefined }) as CoreFiles;
  await assert.rejects(new picker.DocumentViewPicker().select(), { code: 801 });
});

async function opened(screens: ReturnType<typeof createTestFiles>['screens']) {
  await new Promise(resolve => setImmediate(resolve));
  assert.ok(screens.picker);
  return screens.picker;
}
