import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, config, connectTo, createWorld, peerNamed, type Phone, withoutPeers, type World } from './phones.js';

async function pair(): Promise<{ world: World; one: Phone; other: Phone }> {
  const world = createWorld();
  const one = await world.addPhone({ groupOwnerIntent: 15 });
  const other = await world.addPhone({ groupOwnerIntent: 0 });
  one.app.startDiscoverDevices();
  other.app.startDiscoverDevices();
  await world.until(() => peerNamed(one, other.name) !== undefined && peerNamed(other, one.name) !== undefined);
  return { world, one, other };
}

test('an owner that connects to a peer invites it into the running group', async () => {
  const { world, one, other } = await pair();
  one.app.createGroup(config());
  await world.until(() => peerNamed(other, one.name)?.groupCapabilities === 1);
  connectTo(one, other.name);
  await world.until(() => other.service.dialogs.length === 1, 2);
  await world.until(() => one.service.status.state === 'GroupFormed', 1);
  answer(other, true);
  await world.until(() => other.service.status.group?.ownAddress === '192.168.49.3', 10);
  assert.equal(one.service.dialogs.length, 0);
  assert.equal(one.service.status.group?.clients, 1);
});

test('an invitation that is refused leaves both as they were', async () => {
  const { world, one, other } = await pair();
  one.app.createGroup(config());
  await world.until(() => peerNamed(other, one.name)?.groupCapabilities === 1);
  connectTo(one, other.name);
  await world.until(() => other.service.dialogs.length === 1, 2);
  await world.seconds(1);
  other.takeTrace();
  answer(other, false);
  await world.seconds(1);
  assert.deepEqual(other.takeTrace(), ['PG']);
  assert.equal(one.service.status.state, 'GroupFormed');
});

test('a persistent pair forms its group again without a question', async () => {
  const { world, one, other } = await pair();
  const stored = { ssid: 'DIRECT-pp-pair', passphrase: 'together', ownerAddress: one.address };
  await one.radio.request({ kind: 'addNetwork', role: 'owner', ...stored });
  await other.radio.request({ kind: 'addNetwork', role: 'client', ...stored });
  for (const phone of [one, other]) {
    phone.service.setEnabled(false);
    await world.seconds(1);
    phone.service.setEnabled(true);
    await world.seconds(2);
    phone.service.setSystemPageOpen(true);
  }
  await world.until(() => peerNamed(one, other.name) !== undefined && peerNamed(other, one.name) !== undefined);
  await world.seconds(1);
  one.takeTrace();
  connectTo(other, one.name);
  await world.until(() => other.service.status.group?.ownAddress === '192.168.49.3', 6);
  await world.seconds(1);
  assert.equal(one.service.dialogs.length, 0);
  const trace = withoutPeers(one.takeTrace());
  assert.deepEqual(trace.filter(entry => !entry.startsWith('DI')), [
    'PG', 'DV0', 'CO{1,true,192.168.49.1}', 'PG', 'CO{1,true,192.168.49.1}',
  ]);
  assert.equal(other.app.getCurrentGroup().groupName, 'DIRECT-pp-pair');
});

test('name and passphrase alone join a group where the device can do that', async () => {
  const world = createWorld();
  const owner = await world.addPhone();
  const able = await world.addPhone({ credentialJoin: true });
  const unable = await world.addPhone();
  const credentials = { groupName: 'DIRECT-cc-open', passphrase: 'secret12' };
  owner.app.createGroup(config(credentials));
  await world.seconds(1);
  for (const phone of [able, unable]) {
    phone.app.p2pConnect(config({ ...credentials, deviceAddress: '00:00:00:00:00:00' }));
  }
  await world.until(() => able.service.status.group?.ownAddress === '192.168.49.3', 8);
  assert.equal(owner.service.dialogs.length, 0);
  assert.equal(unable.service.status.state, 'Idle');
});

test('while the accept dialog is open the owner misses clients that leave', async () => {
  const world = createWorld();
  const owner = await world.addPhone();
  const first = await world.addPhone();
  const second = await world.addPhone();
  owner.app.createGroup(config());
  for (const client of [first, second]) {
    client.app.startDiscoverDevices();
    await world.until(() => peerNamed(client, owner.name) !== undefined);
    connectTo(client, owner.name);
    await world.until(() => owner.service.dialogs.length === 1);
    if (client === first) {
      answer(owner, true);
      await world.until(() => owner.service.status.group?.clients === 1);
    }
  }
  await world.until(() => first.service.status.group?.ownAddress !== '');
  first.app.removeGroup();
  await world.seconds(2);
  assert.equal(owner.service.status.group?.clients, 1);
  answer(owner, true);
  await world.until(() => second.service.status.state === 'GroupFormed', 5);
  await world.seconds(1);
  assert.equal(owner.app.getCurrentGroup().clientDevices?.length, 2);
});
