import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, config, connectTo, createWorld, peerNamed, type Phone, withoutPeers, type World } from './phones.js';

const OWNER = 'CO{1,true,192.168.49.1}';
const CLIENT = 'CO{1,false,192.168.49.1}';
const NONE = 'CO{0,false,}';

async function discoverBoth(world: World, one: Phone, other: Phone): Promise<void> {
  one.app.startDiscoverDevices();
  other.app.startDiscoverDevices();
  await world.until(() => peerNamed(one, other.name) !== undefined && peerNamed(other, one.name) !== undefined);
  await world.seconds(1);
  one.takeTrace();
  other.takeTrace();
}

async function joinedGroup(world: World): Promise<[Phone, Phone]> {
  const owner = await world.addPhone();
  const client = await world.addPhone();
  owner.app.createGroup(config({ groupName: 'DIRECT-ab-walk', passphrase: 'secret12', netId: -2 }));
  await world.until(() => owner.service.status.state === 'GroupFormed');
  client.app.startDiscoverDevices();
  await world.until(() => peerNamed(client, owner.name) !== undefined);
  connectTo(client, owner.name);
  await world.until(() => owner.service.dialogs.length === 1);
  answer(owner, true);
  await world.until(() => client.service.status.group?.ownAddress === '192.168.49.3');
  await world.seconds(1);
  owner.takeTrace();
  client.takeTrace();
  return [owner, client];
}

test('a peer joins a persistent group after its owner accepts', async () => {
  const world = createWorld();
  const owner = await world.addPhone();
  const client = await world.addPhone();
  owner.app.createGroup(config({ groupName: 'DIRECT-ab-walk', passphrase: 'secret12', netId: -2 }));
  await world.seconds(1);
  assert.deepEqual(owner.takeTrace(), ['PG', 'PG', 'DV0', OWNER]);
  const created = owner.app.getCurrentGroup();
  assert.equal(created.passphrase, 'secret12');
  assert.equal(created.groupName, 'DIRECT-ab-walk');
  assert.equal(created.networkId, 0);
  assert.equal(created.interface, 'p2p-p2p0-0');
  assert.equal(created.frequency, 2412);
  assert.equal('clientDevices' in created, false);

  client.app.startDiscoverDevices();
  await world.until(() => peerNamed(client, owner.name) !== undefined, 5);
  await world.seconds(1);
  assert.deepEqual(client.takeTrace(), ['DI1', 'PE[Phone 1:3]']);
  assert.equal(peerNamed(client, owner.name)?.groupCapabilities, 1);
  connectTo(client, owner.name);
  await world.until(() => owner.service.dialogs.length === 1, 2);
  assert.deepEqual(owner.service.dialogs.map(({ kind, peerName }) => ({ kind, peerName })), [
    { kind: 'pushButton', peerName: 'Phone 2' },
  ]);
  answer(owner, true);
  await world.until(() => client.trace.includes(CLIENT), 8);
  await world.seconds(1);
  assert.deepEqual(owner.takeTrace(), ['PE[Phone 2:3]', 'PG', 'PE[Phone 2:0]', OWNER]);
  assert.deepEqual(client.takeTrace(), ['PE[Phone 1:1]', 'DI0', 'PG', 'PE[Phone 1:0]', CLIENT]);

  const seenByClient = client.app.getCurrentGroup();
  assert.equal(seenByClient.isP2pGo, false);
  assert.equal(seenByClient.ownerInfo.deviceName, 'Phone 1');
  assert.match(seenByClient.passphrase, /^[0-9a-f]{64}$/);
  assert.equal(seenByClient.gcIpAddress, '192.168.49.3');
  const seenByOwner = owner.app.getCurrentGroup();
  assert.deepEqual(seenByOwner.clientDevices?.map(device => device.deviceName), ['Phone 2']);
  assert.equal(seenByOwner.gcIpAddress, '192.168.49.3');
});

test('two idle devices negotiate a group after the asked one accepts', async () => {
  const world = createWorld();
  const asker = await world.addPhone({ groupOwnerIntent: 0 });
  const asked = await world.addPhone({ groupOwnerIntent: 15 });
  await discoverBoth(world, asker, asked);
  connectTo(asker, asked.name);
  await world.until(() => asked.service.dialogs.length === 1, 3);
  answer(asked, true);
  await world.until(() => asker.trace.includes(CLIENT), 8);
  await world.seconds(1);
  assert.deepEqual(asked.takeTrace(), ['DI0', 'PE[Phone 1:1]', 'PE[Phone 1:0]', OWNER]);
  assert.deepEqual(asker.takeTrace(), ['PE[Phone 2:1]', 'DI0', 'PE[Phone 2:0]', CLIENT]);
  assert.match(asked.app.getCurrentGroup().groupName, /^DIRECT-[A-Za-z0-9]{2}-Phone 2$/);

  asker.app.removeGroup();
  await world.until(() => asked.service.status.state === 'Idle', 3);
  await world.seconds(1);
  const afterLastClient = withoutPeers(asked.takeTrace());
  assert.deepEqual(afterLastClient, ['DV3', NONE, 'PG'], 'a negotiated group ends with its last client');
});

test('both may press at once', async () => {
  const world = createWorld();
  const one = await world.addPhone();
  const other = await world.addPhone();
  await discoverBoth(world, one, other);
  connectTo(one, other.name);
  connectTo(other, one.name);
  await world.until(() => [one, other].every(phone => phone.service.status.state === 'GroupFormed'), 10);
  assert.notEqual(one.service.status.group?.isOwner, other.service.status.group?.isOwner);
});

for (const [what, refuse] of [
  ['rejects', (phone: Phone): void => answer(phone, false)],
  ['does not answer', (): void => {}],
] as const) {
  test(`the asker is not told when the peer ${what}, can cancel and try again`, async () => {
    const world = createWorld();
    const asker = await world.addPhone();
    const asked = await world.addPhone();
    await discoverBoth(world, asker, asked);
    connectTo(asker, asked.name);
    await world.until(() => asked.service.dialogs.length === 1, 3);
    refuse(asked);
    await world.seconds(35);
    assert.equal(asked.service.dialogs.length, 0);
    assert.deepEqual(asked.takeTrace(), ['PE[Phone 1:3]', 'PG']);
    assert.deepEqual(asker.takeTrace(), ['PE[Phone 2:1]', 'DI0']);

    asker.app.p2pCancelConnect();
    await world.seconds(6);
    const trace = asker.takeTrace();
    assert.deepEqual(withoutPeers(trace), [NONE, 'PG', 'DI1']);
    assert.equal(trace[1], 'PE[]');
    connectTo(asker, asked.name);
    await world.until(() => asked.service.dialogs.length === 1, 5);
    answer(asked, true);
    await world.until(() => asker.service.status.state === 'GroupFormed', 10);
  });
}

test('an attempt that nobody answers fails after 120 s', async () => {
  const world = createWorld();
  const asker = await world.addPhone();
  const asked = await world.addPhone();
  await discoverBoth(world, asker, asked);
  connectTo(asker, asked.name);
  await world.seconds(115);
  assert.deepEqual(asker.takeTrace(), ['PE[Phone 2:1]', 'DI0', 'PE[]']);
  await world.seconds(10);
  assert.equal(asker.service.status.state, 'Idle');
});

test('a joiner whose request is refused fails by its own time limit', async () => {
  const world = createWorld();
  const owner = await world.addPhone();
  const client = await world.addPhone();
  owner.app.createGroup(config());
  client.app.startDiscoverDevices();
  await world.until(() => peerNamed(client, owner.name) !== undefined);
  connectTo(client, owner.name);
  await world.until(() => owner.service.dialogs.length === 1);
  answer(owner, false);
  await world.seconds(1);
  assert.equal(owner.service.status.state, 'GroupFormed');
  client.takeTrace();
  await world.seconds(62);
  assert.deepEqual(withoutPeers(client.takeTrace()), [NONE, 'PG', 'DI1']);
});

test('the client is told when the owner removes the group, which can then be made again', async () => {
  const world = createWorld();
  const [owner, client] = await joinedGroup(world);
  owner.app.removeGroup();
  await world.seconds(2);
  assert.deepEqual(withoutPeers(owner.takeTrace()), ['DV3', NONE, 'PG']);
  assert.deepEqual(withoutPeers(client.takeTrace()), ['DV3', NONE, 'PG']);
  owner.app.createGroup(config({ netId: 0 }));
  await world.seconds(1);
  assert.deepEqual(owner.takeTrace(), ['PG', 'PG', 'DV0', OWNER]);
  assert.equal(owner.app.getCurrentGroup().interface, 'p2p-p2p0-1');
});

test('Wi-Fi off on the client ends its group at once and the owner notices', async () => {
  const world = createWorld();
  const [owner, client] = await joinedGroup(world);
  client.service.setEnabled(false);
  await world.seconds(2);
  assert.deepEqual(withoutPeers(client.takeTrace()), ['DV3', NONE, 'PG', 'ST4', 'DI0', 'ST1', 'ST5']);
  assert.deepEqual(owner.takeTrace(), ['PE[Phone 2:3]', OWNER]);
  client.service.setEnabled(true);
  await world.until(() => client.service.status.wifi === 'on', 2);
  client.app.startDiscoverDevices();
  await world.until(() => peerNamed(client, owner.name) !== undefined, 5);
});

test('Wi-Fi off on the owner ends the group for its client', async () => {
  const world = createWorld();
  const [owner, client] = await joinedGroup(world);
  owner.service.setEnabled(false);
  await world.seconds(2);
  assert.deepEqual(withoutPeers(owner.takeTrace()), ['DV3', NONE, 'PG', 'ST4', 'DI0', 'ST1', 'ST5']);
  assert.deepEqual(withoutPeers(client.takeTrace()), ['DV3', NONE, 'PG']);
  assert.equal(client.service.status.state, 'Idle');
});
