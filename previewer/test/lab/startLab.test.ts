import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CompileError } from '../../src/arkts/Hap.js';
import type { DeviceSnapshot } from '../../src/lab/protocol.js';
import { startLab, type Lab } from '../../src/lab/startLab.js';
import { findById, LabClient, until } from './LabClient.js';

const fixture = fileURLToPath(new URL('../fixtures/counter', import.meta.url));

describe('a lab with two phones', () => {
  let lab: Lab;
  let folder: string;
  let builds: CompileError[][];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-test-'));
    await cp(fixture, folder, { recursive: true });
    builds = [];
    lab = await startLab({
      projectDirectory: folder,
      devices: 2,
      port: 0,
      clockSpeed: 1,
      onBuild: errors => builds.push(errors),
    });
    await until(() => isRunning('phone-1') && isRunning('phone-2'), 'both applications to run');
  });
  after(async () => {
    await lab.close();
    await rm(folder, { recursive: true });
  });

  const phone = (id: string): DeviceSnapshot | undefined => lab.snapshot().find(device => device.id === id);
  const isRunning = (id: string): boolean =>
    phone(id)?.status?.application.state === 'running' && findById(phone(id), 'incrementButton') !== undefined;
  const countOn = (id: string): unknown => JSON.stringify(phone(id)?.tree).match(/Count: (\d+)/)?.[1];
  const tap = (client: LabClient, device: string, id: string): void => {
    const node = findById(phone(device), id)?.id ?? -1;
    client.send({ kind: 'command', device, command: { kind: 'input', event: { kind: 'click', node } } });
  };

  it('tells every page the whole state first, also one that comes later', async () => {
    const first = new LabClient(lab.url);
    const hello = await first.hello();
    assert.deepEqual(
      hello.devices.map(device => [device.id, device.name]),
      [
        ['phone-1', 'Phone 1'],
        ['phone-2', 'Phone 2'],
      ],
    );
    tap(first, 'phone-1', 'incrementButton');
    await until(() => countOn('phone-1') === '1', 'the count to rise');
    first.close();
    const second = new LabClient(lab.url);
    const [device] = (await second.hello()).devices;
    assert.deepEqual(device?.tree, phone('phone-1')?.tree);
    assert.equal(countOn('phone-2'), '0');
    second.close();
  });

  it('ignores what no page of it sends', async () => {
    const client = new LabClient(lab.url);
    await client.hello();
    for (const text of [
      '',
      'null',
      '{"kind":"command","device":"phone-1"}',
      '{"kind":"command","device":"phone-1","command":{"kind":"exec"}}',
    ]) {
      client.sendText(text);
    }
    tap(client, 'phone-1', 'incrementButton');
    await until(() => countOn('phone-1') === '2', 'the count to rise');
    client.close();
  });

  it('shows a process that died, leaves the other phone alone, and starts it again', async () => {
    const client = new LabClient(lab.url);
    await client.hello();
    const [victim] = lab.processIds;
    assert.ok(victim);
    process.kill(victim, 'SIGKILL');
    const { process: ended } = await until(
      () => phone('phone-1')?.process.state === 'ended' && phone('phone-1'),
      'the phone to end',
    );
    assert.match(ended.state === 'ended' ? ended.reason : '', /SIGKILL/);
    tap(client, 'phone-2', 'incrementButton');
    await until(() => countOn('phone-2') === '1', 'the other phone to go on');
    client.send({ kind: 'restartDevice', device: 'phone-1' });
    await until(() => isRunning('phone-1'), 'the phone to be back');
    assert.equal(countOn('phone-2'), '1');
    client.close();
  });

  it('keeps the old application while the source has errors, and takes the next build', async () => {
    const page = join(folder, 'entry/src/main/ets/pages/Index.ets');
    const source = await readFile(page, 'utf8');
    const built = builds.length;
    await writeFile(page, source.replace('struct Index {', 'struct Index { {'));
    const [error] = (await until(() => builds.slice(built).find(errors => errors.length > 0), 'an error')) ?? [];
    assert.match(error?.file ?? '', /pages\/Index\.ets$/);
    assert.equal(countOn('phone-2'), '1');
    await writeFile(page, source.replace("heading('Counter')", "heading('Another')"));
    await until(() => JSON.stringify(phone('phone-2')?.tree).includes('Another'), 'the new application');
  });

  it('leaves no process behind', async () => {
    const ids = lab.processIds;
    assert.equal(ids.length, 2);
    await lab.close();
    assert.deepEqual(ids.filter(isAlive), []);
  });
});

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
