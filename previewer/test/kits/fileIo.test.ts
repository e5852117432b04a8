import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFileIo } from '../../src/kits/corefile/createFileIo.js';
import { Descriptors } from '../../src/kits/corefile/Descriptors.js';
import { BUNDLE, bytesOf, createTestFiles, FILES, throwsCode } from './fileSupport.js';

const NOT_FOUND = 13900002;
const BAD_DESCRIPTOR = 13900008;
const PERMISSION_DENIED = 13900012;
const EXISTS = 13900015;
const NOT_A_FOLDER = 13900018;
const IS_A_FOLDER = 13900019;
const INVALID = 13900020;
const NAME_TOO_LONG = 13900030;
const NOT_PROVIDED = 801;

test('what is written is read again, at the position of the file and at an offset', context => {
  const { fileIo } = createTestFiles(context);
  const { OpenMode } = fileIo;
  const file = fileIo.openSync(`${FILES}/a.txt`, OpenMode.CREATE | OpenMode.READ_WRITE);
  assert.equal(file.name, 'a.txt');
  assert.equal(file.path, `${FILES}/a.txt`);
  assert.equal(fileIo.writeSync(file.fd, 'hello '), 6);
  assert.equal(fileIo.writeSync(file.fd, bytesOf('world!!'), { length: 5 }), 5);
  const buffer = new ArrayBuffer(16);
  assert.equal(fileIo.readSync(file.fd, buffer), 0);
  assert.equal(fileIo.readSync(file.fd, buffer, { offset: 6 }), 5);
  assert.equal(new TextDecoder().decode(buffer.slice(0, 5)), 'world');
  assert.equal(fileIo.lseek(file.fd, 2), 2);
  assert.equal(fileIo.readSync(file.fd, buffer, { length: 3 }), 3);
  assert.equal(fileIo.readSync(file.fd, buffer, { length: 3 }), 3);
  assert.equal(new TextDecoder().decode(buffer.slice(0, 3)), ' wo');
  fileIo.fsyncSync(file.fd);
  fileIo.closeSync(file);
  assert.equal(fileIo.readTextSync(`${FILES}/a.txt`), 'hello world');
});

test('the asynchronous forms give the same, by promise or by callback, in the order of the calls', async context => {
  const { fileIo } = createTestFiles(context);
  const { OpenMode } = fileIo;
  const file = await fileIo.open(`${FILES}/a.txt`, OpenMode.CREATE | OpenMode.READ_WRITE);
  const writes = ['one ', 'two ', 'three'].map(text => fileIo.write(file.fd, text));
  assert.deepEqual(await Promise.all(writes), [4, 4, 5]);
  const buffer = new ArrayBuffer(13);
  const count = await new Promise((resolve, reject) => {
    fileIo.read(file.fd, buffer, { offset: 0 }, (error, read) => error === undefined ? resolve(read) : reject(error));
  });
  assert.equal(count, 13);
  assert.equal(new TextDecoder().decode(buffer), 'one two three');
  assert.equal((await fileIo.stat(file.fd)).size, 13);
  await fileIo.close(file);
  await assert.rejects(fileIo.open(`${FILES}/absent`), { code: NOT_FOUND, message: 'No such file or directory' });
  await assert.rejects(fileIo.read(999, buffer), { code: BAD_DESCRIPTOR });
});

test('appending goes to the end, and TRUNC empties', context => {
  const { fileIo } = createTestFiles(context);
  const { OpenMode } = fileIo;
  const write = (mode: number, text: string): void => {
    const file = fileIo.openSync(`${FILES}/a`, mode);
    fileIo.writeSync(file.fd, text);
    fileIo.closeSync(file.fd);
  };
  write(OpenMode.CREATE | OpenMode.WRITE_ONLY, 'first');
  write(OpenMode.APPEND | OpenMode.WRITE_ONLY, ' second');
  assert.equal(fileIo.readTextSync(`${FILES}/a`), 'first second');
  write(OpenMode.TRUNC | OpenMode.WRITE_ONLY, 'x');
  assert.equal(fileIo.readTextSync(`${FILES}/a`), 'x');
});

test('folders and files are made, listed, moved and removed', context => {
  const { fileIo } = createTestFiles(context);
  const make = (name: string, text: string): void => {
    const file = fileIo.openSync(`${FILES}/${name}`, fileIo.OpenMode.CREATE | fileIo.OpenMode.WRITE_ONLY);
    fileIo.writeSync(file.fd, text);
    fileIo.closeSync(file);
  };
  fileIo.mkdirSync(`${FILES}/in/side`, true);
  make('a.txt', 'a');
  make('b.bin', 'bb');
  make('in/side/c.txt', 'ccc');
  assert.deepEqual(fileIo.listFileSync(FILES).sort(), ['a.txt', 'b.bin', 'in']);
  const filter = { suffix: ['.txt'] };
  assert.deepEqual(fileIo.listFileSync(FILES, { recursion: true, filter }).sort(), ['/a.txt', '/in/side/c.txt']);
  assert.deepEqual(fileIo.listFileSync(FILES, { filter: { displayName: ['?.b*'] } }), ['b.bin']);
  fileIo.copyFileSync(`${FILES}/a.txt`, `${FILES}/copy`);
  fileIo.renameSync(`${FILES}/copy`, `${FILES}/b.bin`);
  assert.equal(fileIo.readTextSync(`${FILES}/b.bin`), 'a');
  throwsCode(EXISTS, () => fileIo.moveFileSync(`${FILES}/a.txt`, `${FILES}/b.bin`, 1));
  fileIo.moveFileSync(`${FILES}/a.txt`, `${FILES}/moved`);
  assert.equal(fileIo.accessSync(`${FILES}/a.txt`), false);
  assert.equal(fileIo.accessSync(`${FILES}/moved`), true);
  fileIo.truncateSync(`${FILES}/in/side/c.txt`, 1);
  const stat = fileIo.statSync(`${FILES}/in/side/c.txt`);
  assert.deepEqual([stat.size, stat.isFile(), stat.isDirectory(), typeof stat.ino], [1, true, false, 'bigint']);
  fileIo.rmdirSync(`${FILES}/in`);
  fileIo.unlinkSync(`${FILES}/moved`);
  assert.deepEqual(fileIo.listFileSync(FILES), ['b.bin']);
});

test('a file is copied from and to open descriptors as a whole', async context => {
  const { fileIo } = createTestFiles(context);
  const { OpenMode } = fileIo;
  const source = fileIo.openSync(`${FILES}/source`, OpenMode.CREATE | OpenMode.READ_WRITE);
  const content = new ArrayBuffer(3_000_000);
  new Uint8Array(content).forEach((_, index, bytes) => { bytes[index] = index % 251; });
  fileIo.writeSync(source.fd, content);
  await fileIo.copyFile(source.fd, `${FILES}/target`);
  const read = new ArrayBuffer(content.byteLength);
  const target = fileIo.openSync(`${FILES}/target`);
  assert.equal(fileIo.readSync(target.fd, read), content.byteLength);
  assert.ok(Buffer.from(read).equals(Buffer.from(content)));
});

test('errors of the file system have the platform’s codes', context => {
  const { fileIo } = createTestFiles(context);
  const { OpenMode } = fileIo;
  throwsCode(NOT_FOUND, () => fileIo.openSync(`${FILES}/absent`));
  throwsCode(NOT_FOUND, () => fileIo.mkdirSync(`${FILES}/a/b`));
  throwsCode(NOT_FOUND, () => fileIo.rmdirSync(`${FILES}/absent`));
  throwsCode(EXISTS, () => fileIo.mkdirSync(FILES));
  throwsCode(EXISTS, () => fileIo.mkdirSync(FILES, true));
  throwsCode(IS_A_FOLDER, () => fileIo.openSync(FILES, OpenMode.READ_WRITE));
  throwsCode(NAME_TOO_LONG, () => fileIo.openSync(`${FILES}/${'n'.repeat(300)}`, OpenMode.CREATE));
  fileIo.closeSync(fileIo.openSync(`${FILES}/file`, OpenMode.CREATE));
  throwsCode(NOT_A_FOLDER, () => fileIo.listFileSync(`${FILES}/file`));
  const readOnly = fileIo.openSync(`${FILES}/file`);
  throwsCode(BAD_DESCRIPTOR, () => fileIo.writeSync(readOnly.fd, 'x'));
});

test('arguments of the wrong kind are thrown at once by both forms', context => {
  const { fileIo } = createTestFiles(context);
  const { OpenMode } = fileIo;
  const file = fileIo.openSync(`${FILES}/a`, OpenMode.CREATE | OpenMode.READ_WRITE);
  const buffer = new ArrayBuffer(4);
  for (const call of [
    () => fileIo.openSync(`${FILES}/a`, OpenMode.WRITE_ONLY | OpenMode.READ_WRITE),
    () => fileIo.openSync(`${FILES}/a\0b`),
    () => fileIo.openSync(7 as unknown as string),
    () => fileIo.readSync(file.fd, buffer, { length: 5 }),
    () => fileIo.readSync(file.fd, buffer, { offset: -1 }),
    () => fileIo.readSync(-1, buffer),
    () => fileIo.writeSync(file.fd, new Uint8Array(4) as unknown as ArrayBuffer),
    () => fileIo.writeSync(file.fd, 'x', { encoding: 'latin1' }),
    () => void fileIo.read(file.fd, buffer, { length: 5 }),
    () => void fileIo.truncate(`${FILES}/a`, -1),
    () => fileIo.listFileSync(FILES, { filter: { suffix: [] } }),
  ]) {
    throwsCode(INVALID, call);
  }
});

test('a closed file and a number that is no descriptor of the application are refused', async context => {
  const { fileIo } = createTestFiles(context);
  const file = fileIo.openSync(`${FILES}/a`, fileIo.OpenMode.CREATE);
  const { fd } = file;
  fileIo.closeSync(file);
  throwsCode(INVALID, () => file.fd);
  throwsCode(INVALID, () => fileIo.closeSync(file));
  throwsCode(BAD_DESCRIPTOR, () => fileIo.closeSync(fd));
  throwsCode(BAD_DESCRIPTOR, () => fileIo.writeSync(2, 'not to the host'));
  throwsCode(BAD_DESCRIPTOR, () => fileIo.statSync(1));
  await assert.rejects(fileIo.close(fd), { code: BAD_DESCRIPTOR });
});

test('a path that leaves the storage of the application is refused', context => {
  const { fileIo, areas } = createTestFiles(context);
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  context.after(() => rmSync(outside, { recursive: true, force: true }));
  writeFileSync(join(outside, 'secret'), 'secret');
  const here = join(areas.applicationDirectory, 'el2/base/haps/entry/files');
  symlinkSync(outside, join(here, 'folder'));
  symlinkSync(join(outside, 'secret'), join(here, 'file'));
  symlinkSync(join(outside, 'later'), join(here, 'dangling'));
  for (const path of [
    '/etc/passwd', join(outside, 'secret'), 'relative', `${FILES}/../../../../../../../etc/passwd`,
    '/data/storage/../x',
    '/data/storagex', '/storage/Users/currentUser/Download/x', `${FILES}/folder/secret`, `${FILES}/file`,
    `${FILES}/dangling`, `${FILES}/folder/new`,
  ]) {
    const { CREATE, READ_WRITE } = fileIo.OpenMode;
    throwsCode(PERMISSION_DENIED, () => fileIo.openSync(path, CREATE | READ_WRITE));
    throwsCode(PERMISSION_DENIED, () => fileIo.statSync(path));
    throwsCode(PERMISSION_DENIED, () => fileIo.renameSync(`${FILES}`, path));
  }
  assert.equal(existsSync(join(outside, 'later')), false);
  assert.equal(existsSync(join(outside, 'new')), false);
  fileIo.mkdirSync(`${FILES}/x`);
  assert.deepEqual(fileIo.listFileSync(`${FILES}/x/../x`), []);
});

test('an own file is opened by its URI, one of another application is not', context => {
  const { fileIo, fileUri } = createTestFiles(context);
  const uri = fileUri.getUriFromPath(`${FILES}/ä b.txt`);
  assert.equal(uri, `file://${BUNDLE}${FILES}/%C3%A4%20b.txt`);
  const file = fileIo.openSync(uri, fileIo.OpenMode.CREATE);
  assert.equal(file.name, 'ä b.txt');
  assert.equal(new fileUri.FileUri(uri).name, 'ä b.txt');
  assert.equal(new fileUri.FileUri(`${FILES}/ä b.txt`).toString(), uri);
  throwsCode(13900001, () => fileIo.openSync(`file://org.example.other${FILES}/a`));
});

test('threads of a process share descriptors, and its end closes them', context => {
  const { fileIo, areas } = createTestFiles(context);
  const other = createFileIo(areas) as typeof fileIo;
  const file = fileIo.openSync(`${FILES}/a`, fileIo.OpenMode.CREATE | fileIo.OpenMode.READ_WRITE);
  fileIo.writeSync(file.fd, 'one ');
  other.writeSync(file.fd, 'two');
  assert.equal(fileIo.readTextSync(`${FILES}/a`), 'one two');
  new Descriptors(areas.descriptors).closeAll();
  throwsCode(BAD_DESCRIPTOR, () => other.writeSync(file.fd, 'three'));
});

test('a member that is not there throws 801 with its name', context => {
  const { fileIo } = createTestFiles(context);
  const call = (): unknown => fileIo.createStreamSync(`${FILES}/a`, 'r');
  assert.throws(call, { code: NOT_PROVIDED, message: /fileIo\.createStreamSync/ });
});
