import assert from 'node:assert/strict';
import { test } from 'node:test';
import { config, createWorld, type Phone, withoutPeers, type World } from './phones.js';
import { NONE, OWNER, ownsGroup } from './scenes.js';

/** Rows of platform behaviour §2.3 that one device sees by itself, each test named after its row. */
async function alone(settings?: Parameters<World['addPhone']>[0]): Promise<{ world: World; phone: Phone }> {
  const world = createWorld();
  return { world, phone: await world.addPhone(settings) };
}

const named = { groupName: 'DIRECT-zz-row', passphrase: 'secret12' };

test('Wi-Fi/P2P switched on', async () => {
  const { world, phone } = await alone();
  phone.service.setEnabled(false);
  await world.seconds(2);
  phone.takeTrace();
  phone.service.setEnabled(true);
  await world.seconds(2);
  assert.deepEqual(phone.takeTrace(), ['ST2', NONE, 'DV3', 'PG', 'ST3', 'PG']);
});

test('switch-on fails: three more attempts follow', async () => {
  const { world, phone } = await alone();
  phone.service.setEnabled(false);
  await world.seconds(2);
  phone.takeTrace();
  const { request } = phone.radio;
  phone.radio.request = async command =>
    command.kind === 'start' ? { ok: false, reason: 'No such device' } : request(command);
  phone.service.setEnabled(true);
  await world.seconds(5);
  assert.deepEqual(phone.takeTrace(), ['ST2', 'ST5', 'ST2', 'ST5', 'ST2', 'ST5', 'ST2', 'ST5']);
  assert.equal(phone.service.status.state, 'Disabled');
});

test('switch-on fails: a supplicant that never answers is given up after 15 s', async () => {
  const { world, phone } = await alone();
  phone.service.setEnabled(false);
  await world.seconds(2);
  phone.takeTrace();
  const { request } = phone.radio;
  phone.radio.request = command => (command.kind === 'start' ? new Promise(() => {}) : request(command));
  phone.service.setEnabled(true);
  await world.seconds(14);
  assert.deepEqual(phone.takeTrace(), ['ST2']);
  await world.seconds(2);
  assert.deepEqual(phone.takeTrace(), ['ST5', 'ST2']);
});

test('discovery start', async () => {
  const { world, phone } = await alone();
  const other = await world.addPhone();
  phone.app.startDiscoverDevices();
  await world.seconds(1);
  assert.deepEqual(phone.takeTrace(), ['DI1']);
  other.app.startDiscoverDevices();
  await world.seconds(6);
  assert.deepEqual(phone.takeTrace(), ['PE[Phone 2:3]'], 'found');
  other.app.createGroup(config());
  await world.seconds(3);
  assert.deepEqual(phone.takeTrace(), ['PE[Phone 2:3]'], 'changed');
  other.service.setEnabled(false);
  await world.seconds(70);
  assert.deepEqual(phone.takeTrace(), ['PE[]'], 'lost');
});

test('discovery start again while running', async () => {
  const { world, phone } = await alone();
  phone.app.startDiscoverDevices();
  phone.app.startDiscoverDevices();
  await world.seconds(1);
  assert.deepEqual(phone.takeTrace(), ['DI1', 'DI1']);
});

test('stop in idle', async () => {
  const { world, phone } = await alone();
  const other = await world.addPhone();
  phone.app.startDiscoverDevices();
  other.app.startDiscoverDevices();
  await world.seconds(6);
  assert.deepEqual(phone.takeTrace(), ['DI1', 'PE[Phone 2:3]']);
  phone.app.stopDiscoverDevices();
  await world.seconds(1);
  assert.deepEqual(phone.takeTrace(), ['DI0', 'PE[]']);
});

test('stop in any other state', async () => {
  const { world, phone } = await alone();
  const other = await world.addPhone();
  phone.app.createGroup(config());
  await world.seconds(1);
  phone.app.startDiscoverDevices();
  other.app.startDiscoverDevices();
  await world.seconds(6);
  phone.takeTrace();
  phone.app.stopDiscoverDevices();
  await world.seconds(5);
  assert.deepEqual(phone.takeTrace(), ['DI0']);
  assert.equal(phone.app.getP2pPeerDevices().length, 1);
});

test('discovery 120 s timeout', async () => {
  const { world, phone } = await alone();
  const other = await world.addPhone();
  phone.app.startDiscoverDevices();
  other.service.setSystemPageOpen(true);
  await world.seconds(119);
  phone.takeTrace();
  await world.seconds(2);
  assert.deepEqual(phone.takeTrace(), ['DI0']);
  await world.seconds(70);
  assert.deepEqual(phone.takeTrace(), ['PE[]'], 'the peer ages out');
});

for (const [row, changes, events] of [
  ['temporary group, name+passphrase given', named, ['DV0', OWNER]],
  ['temporary group, both empty', {}, ['PG', 'DV0', OWNER]],
  ['persistent group (netId -2)', { netId: -2, ...named }, ['PG', 'PG', 'DV0', OWNER]],
  ['createGroup refused later: bad combination', { groupName: 'DIRECT-zz-alone' }, ['PG']],
  ['createGroup refused later: unknown stored group', { netId: 4 }, ['PG']],
] as const) {
  test(row, async () => {
    const { world, phone } = await alone();
    phone.app.createGroup(config(changes));
    await world.seconds(7);
    assert.deepEqual(phone.takeTrace(), events);
  });
}

test('restart stored group (netId ≥0)', async () => {
  const { world, phone } = await alone();
  phone.app.createGroup(config({ netId: -2, ...named }));
  await world.seconds(1);
  phone.app.removeGroup();
  await world.seconds(2);
  phone.takeTrace();
  phone.app.createGroup(config({ netId: 0 }));
  await world.seconds(1);
  assert.deepEqual(phone.takeTrace(), ['PG', 'PG', 'DV0', OWNER]);
});

test('createGroup while a find is running (reading: the supplicant first ends the find)', async () => {
  const { world, phone } = await alone();
  phone.app.startDiscoverDevices();
  await world.seconds(1);
  phone.takeTrace();
  phone.app.createGroup(config(named));
  await world.seconds(1);
  assert.deepEqual(phone.takeTrace(), ['DI0', 'DV0', OWNER]);
});

test('createGroup refused later: duplicate stored name', async () => {
  const { world, phone } = await alone();
  phone.app.createGroup(config({ netId: -2, ...named }));
  await world.seconds(1);
  phone.app.removeGroup();
  await world.seconds(2);
  phone.takeTrace();
  phone.app.createGroup(config({ netId: -2, ...named }));
  await world.seconds(7);
  assert.deepEqual(phone.takeTrace(), ['PG']);
});

test('createGroup refused later: supplicant refusal', async () => {
  const { world, phone } = await alone();
  const { request } = phone.radio;
  phone.radio.request = async command =>
    command.kind === 'groupAdd' ? { ok: false, reason: 'FAIL' } : request(command);
  phone.app.createGroup(config(named));
  await world.seconds(7);
  assert.deepEqual(phone.takeTrace(), ['PG']);
});

test('createGroup, supplicant never answers', async () => {
  const { world, phone } = await alone();
  const { request } = phone.radio;
  phone.radio.request = async command => (command.kind === 'groupAdd' ? { ok: true } : request(command));
  phone.app.createGroup(config(named));
  await world.seconds(4.9);
  assert.deepEqual(phone.takeTrace(), []);
  await world.seconds(0.3);
  assert.deepEqual(phone.takeTrace(), ['PG']);
});

test('removeGroup (GO)', async () => {
  const { world, phone } = await alone();
  phone.app.createGroup(config(named));
  await world.seconds(1);
  phone.takeTrace();
  phone.app.removeGroup();
  await world.seconds(2);
  assert.deepEqual(phone.takeTrace(), ['DV3', NONE, 'PG']);
});

test('15 min with no client (phones only)', async () => {
  const { world, phone } = await alone();
  const tablet = await world.addPhone({ idleRemovalMinutes: 0 });
  for (const { app } of [phone, tablet]) {
    app.createGroup(config(named));
  }
  await world.seconds(899);
  phone.takeTrace();
  tablet.takeTrace();
  await world.seconds(5);
  assert.deepEqual(phone.takeTrace(), ['DV3', NONE, 'PG']);
  assert.deepEqual(tablet.takeTrace(), []);
});

test('15 min with no client: counted from the moment the last one left', async () => {
  const { world, one, other } = await ownsGroup();
  await world.seconds(1000);
  assert.equal(one.service.status.state, 'GroupFormed');
  other.app.removeGroup();
  await world.seconds(890);
  assert.equal(one.service.status.state, 'GroupFormed');
  await world.seconds(15);
  assert.equal(one.service.status.state, 'Idle');
});

test('connect to an address not in the peer list', async () => {
  const { world, phone } = await alone();
  phone.app.p2pConnect(config({ deviceAddress: '00:11:22:33:44:55' }));
  await world.seconds(200);
  assert.deepEqual(phone.takeTrace(), []);
});

test('connect to an address not in the peer list: it is looked for every 500 ms, 9 times', async () => {
  for (const [foundAfter, state] of [[4400, 'ProvisionDiscovery'], [4600, 'Idle']] as const) {
    const { world, phone } = await alone();
    const address = '00:11:22:33:44:55';
    phone.app.p2pConnect(config({ deviceAddress: address, deviceAddressType: 1 }));
    await world.clock.advance(foundAfter);
    const primaryDeviceType = '10-0050F204-5';
    phone.inject({
      kind: 'deviceFound',
      address,
      name: 'Late',
      primaryDeviceType,
      methods: [],
      deviceCapabilities: 0x25,
      groupCapabilities: 0,
    });
    const { request } = phone.radio;
    phone.radio.request = async command => (command.kind === 'provisionDiscovery' ? { ok: true } : request(command));
    await world.clock.advance(110);
    assert.equal(phone.service.status.state, state, `found after ${foundAfter} ms`);
  }
});

test('Wi-Fi switched off while in a group (GO)', async () => {
  const { world, phone } = await alone();
  phone.app.createGroup(config(named));
  await world.seconds(1);
  phone.takeTrace();
  phone.service.setEnabled(false);
  await world.seconds(2);
  assert.deepEqual(phone.takeTrace(), ['DV3', NONE, 'PG', 'ST4', 'DI0', 'ST1', 'ST5']);
});

test('Wi-Fi switched off while idle', async () => {
  const { world, phone } = await alone();
  phone.service.setEnabled(false);
  await world.seconds(2);
  assert.deepEqual(phone.takeTrace(), ['ST4', 'DI0', 'ST1', 'ST5']);
});

test('the supplicant dies in a group (reading: as if P2P were switched off, then on again)', async () => {
  const { world, phone } = await alone();
  phone.app.createGroup(config(named));
  await world.seconds(1);
  phone.takeTrace();
  phone.inject({ kind: 'terminating' });
  await world.seconds(3);
  assert.deepEqual(withoutPeers(phone.takeTrace()), [
    'DV3', NONE, 'ST4', 'DI0', 'ST1', 'ST5', 'ST2', NONE, 'DV3', 'PG', 'ST3', 'PG',
  ]);
  assert.equal(phone.service.status.group, undefined);
});

test('app that created the group dies', async () => {
  const { world, phone } = await alone();
  const bystander = phone.bind(undefined, { uid: 77 });
  phone.app.createGroup(config(named));
  await world.seconds(1);
  bystander.trace.length = 0;
  const before = phone.trace.length;
  phone.app.died();
  await world.seconds(2);
  assert.deepEqual(bystander.trace, ['DV3', NONE, 'PG']);
  assert.equal(phone.trace.length, before, 'the dead one hears nothing');
});

test('app that created the group dies without a subscription: the group stays', async () => {
  const { world, phone } = await alone();
  const silent = phone.service.bind({ uid: 88, isSystemApplication: false, hasPermission: () => true });
  silent.createGroup(config(named));
  await world.seconds(1);
  silent.died();
  await world.seconds(2);
  assert.equal(phone.service.status.state, 'GroupFormed');
});
