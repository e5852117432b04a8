import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FreeSpace } from '../../src/kits/corefile/FreeSpace.js';
import { createTestFiles, FILES, throwsCode } from './fileSupport.js';

const NO_SPACE = 13900025;

test('a write beyond the free space throws, also for a file that is open already', async context => {
  const { fileIo, statfs, storage } = createTestFiles(context);
  const file = fileIo.openSync(`${FILES}/a`, fileIo.OpenMode.CREATE | fileIo.OpenMode.READ_WRITE);
  fileIo.writeSync(file.fd, new ArrayBuffer(1000));
  storage.freeSpace.bytes = 100;
  assert.equal(statfs.getFreeSizeSync(FILES), 100);
  fileIo.writeSync(file.fd, new ArrayBuffer(60));
  throwsCode(NO_SPACE, () => fileIo.writeSync(file.fd, new ArrayBuffer(60)));
  await assert.rejects(fileIo.write(file.fd, new ArrayBuffer(60)), { code: NO_SPACE });
  fileIo.writeSync(file.fd, new ArrayBuffer(1000), { offset: 0 });
  assert.equal(await statfs.getFreeSize(FILES), 40);
  assert.equal(fileIo.statSync(file.fd).size, 1060);
  storage.freeSpace.bytes = undefined;
  fileIo.writeSync(file.fd, new ArrayBuffer(60));
  assert.ok(statfs.getFreeSizeSync(FILES) > 1060);
});

test('what is removed, shortened or written over is free again', context => {
  const { fileIo, storage } = createTestFiles(context);
  const { CREATE, WRITE_ONLY, TRUNC } = fileIo.OpenMode;
  const write = (name: string, size: number, mode = CREATE | WRITE_ONLY): void => {
    const file = fileIo.openSync(`${FILES}/${name}`, mode);
    fileIo.writeSync(file.fd, new ArrayBuffer(size));
    fileIo.closeSync(file);
  };
  storage.freeSpace.bytes = 100;
  write('a', 60);
  throwsCode(NO_SPACE, () => fileIo.copyFileSync(`${FILES}/a`, `${FILES}/b`));
  assert.equal(storage.freeSpace.bytes, 40);
  fileIo.truncateSync(`${FILES}/a`, 10);
  assert.equal(storage.freeSpace.bytes, 90);
  fileIo.copyFileSync(`${FILES}/a`, `${FILES}/b`);
  fileIo.renameSync(`${FILES}/a`, `${FILES}/b`);
  assert.equal(storage.freeSpace.bytes, 90);
  write('b', 4, WRITE_ONLY | TRUNC);
  assert.equal(storage.freeSpace.bytes, 96);
  fileIo.unlinkSync(`${FILES}/b`);
  fileIo.mkdirSync(`${FILES}/folder`);
  write('folder/c', 30);
  fileIo.rmdirSync(`${FILES}/folder`);
  assert.equal(storage.freeSpace.bytes, 100);
});

test('the limit is seen by every thread that holds the shared cell', context => {
  const { areas, storage } = createTestFiles(context);
  const elsewhere = new FreeSpace(areas.freeSpace);
  storage.freeSpace.bytes = 5;
  elsewhere.take(3);
  assert.equal(storage.freeSpace.bytes, 2);
  assert.throws(() => elsewhere.take(3), { code: NO_SPACE });
});
