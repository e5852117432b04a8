import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { P2pBinding, P2pConfig } from '../../src/wifi/WifiApi.js';
import { config, createWorld, everyday, faultOf, peerNamed } from './phones.js';

const NONE = 0;
const OPERATION_FAILED = 1;
const PARAMETER = 3;
const PERMISSION = 6;
const DISABLED = 15;
const NOT_SYSTEM = 21;
const peer = '00:11:22:33:44:55';

const calls: Record<string, (app: P2pBinding) => unknown> = {
  createGroup: app => app.createGroup(config()),
  p2pConnect: app => app.p2pConnect(config({ deviceAddress: peer })),
  p2pCancelConnect: app => app.p2pCancelConnect(),
  startDiscoverDevices: app => app.startDiscoverDevices(),
  stopDiscoverDevices: app => app.stopDiscoverDevices(),
  getP2pLinkedInfo: app => app.getP2pLinkedInfo(),
  getP2pPeerDevices: app => app.getP2pPeerDevices(),
  getP2pLocalDevice: app => app.getP2pLocalDevice(),
};

test('the order of checks decides which fault shows', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const stranger = phone.bind([]).app;
  for (const [name, call] of Object.entries(calls)) {
    assert.equal(faultOf(() => call(stranger)), PERMISSION, name);
    assert.equal(faultOf(() => call(phone.app)), NONE, name);
  }
  await world.seconds(1);
  phone.app.p2pCancelConnect();
  await world.seconds(5);
  phone.app.removeGroup();
  await world.seconds(2);
  assert.equal(faultOf(() => phone.app.removeGroup()), OPERATION_FAILED);
  assert.equal(faultOf(() => phone.app.getCurrentGroup()), OPERATION_FAILED);

  phone.service.setEnabled(false);
  await world.seconds(2);
  for (const [name, call] of Object.entries(calls)) {
    assert.equal(faultOf(() => call(phone.app)), DISABLED, name);
    assert.equal(faultOf(() => call(stranger)), PERMISSION, name);
  }
  assert.equal(faultOf(() => phone.app.removeGroup()), DISABLED);
  assert.equal(faultOf(() => phone.app.createGroup(config({ passphrase: '1234567' }))), PARAMETER);
  assert.equal(faultOf(() => stranger.createGroup(config({ passphrase: '1234567' }))), PERMISSION);
});

test('configurations are judged by length and form alone', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const create = (changes: Partial<P2pConfig>): number => faultOf(() => phone.app.createGroup(config(changes)));
  const connect = (changes: Partial<P2pConfig>): number => faultOf(() => phone.app.p2pConnect(config(changes)));
  assert.equal(create({ passphrase: 'x'.repeat(7) }), PARAMETER);
  assert.equal(create({ passphrase: 'x'.repeat(64) }), PARAMETER);
  assert.equal(create({ passphrase: '汉'.repeat(22) }), PARAMETER);
  assert.equal(create({ deviceAddress: 'nonsense' }), PARAMETER);
  assert.equal(create({ passphrase: 'x'.repeat(63), groupName: 'name', deviceAddress: peer }), NONE);
  assert.equal(connect({}), PARAMETER);
  assert.equal(connect({ deviceAddress: '00:00:00:00:00:00' }), NONE);
  assert.equal(connect({ deviceAddress: peer, passphrase: 'short' }), PARAMETER);
  assert.equal(connect({ deviceAddress: peer, deviceAddressType: 2 }), PARAMETER);
});

test('system functions ask for a system application first, then for its permissions', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  assert.equal(faultOf(() => phone.app.getP2pGroups()), NOT_SYSTEM);
  assert.equal(faultOf(() => phone.app.setDeviceName('New')), NOT_SYSTEM);
  const system = phone.bind(['SET_WIFI_INFO', 'MANAGE_WIFI_CONNECTION'], { isSystem: true }).app;
  assert.equal(faultOf(() => system.getP2pGroups()), PERMISSION);
  assert.equal(faultOf(() => system.setDeviceName('x'.repeat(33))), PARAMETER);
  system.setDeviceName('New');
  await world.seconds(1);
  assert.deepEqual(phone.takeTrace(), ['DV3']);
  assert.equal(phone.app.getP2pLocalDevice().deviceName, 'New');
});

test('an ordinary application sees masks and aliases', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const other = await world.addPhone();
  assert.equal(phone.app.getP2pLinkedInfo().groupOwnerAddr, '00.00.00.00');
  const privileged = phone.bind([...everyday, 'GET_WIFI_LOCAL_MAC', 'GET_WIFI_PEERS_MAC']).app;
  assert.equal(privileged.getP2pLinkedInfo().groupOwnerAddr, '');
  assert.equal(phone.app.getP2pLocalDevice().deviceAddress, '00:00:00:00:00:00');
  assert.equal(privileged.getP2pLocalDevice().deviceAddress, phone.address);

  phone.app.startDiscoverDevices();
  other.app.startDiscoverDevices();
  await world.until(() => peerNamed(phone, other.name) !== undefined);
  const seen = peerNamed(phone, other.name);
  assert.notEqual(seen?.deviceAddress, other.address);
  assert.equal(seen?.deviceAddressType, 0);
  const real = privileged.getP2pPeerDevices()[0];
  assert.deepEqual([real?.deviceAddress, real?.deviceAddressType], [other.address, 1]);

  phone.app.p2pConnect(config({ deviceAddress: seen?.deviceAddress, deviceAddressType: 1 }));
  await world.seconds(6);
  assert.equal(phone.service.status.state, 'Idle', 'an alias passed as a real address finds nobody');
});

test('aliases end when Wi-Fi goes off', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const other = await world.addPhone();
  const aliasOf = async (): Promise<string | undefined> => {
    phone.app.startDiscoverDevices();
    other.app.startDiscoverDevices();
    await world.until(() => peerNamed(phone, other.name) !== undefined);
    return peerNamed(phone, other.name)?.deviceAddress;
  };
  const first = await aliasOf();
  phone.app.stopDiscoverDevices();
  await world.seconds(1);
  assert.equal(await aliasOf(), first);
  phone.service.setEnabled(false);
  await world.seconds(2);
  phone.service.setEnabled(true);
  await world.until(() => phone.service.status.wifi === 'on');
  assert.notEqual(await aliasOf(), first);
});

test('without location nobody is found where the device wants it, and all are where it does not', async () => {
  const world = createWorld();
  const strict = await world.addPhone();
  const lenient = await world.addPhone({ discoveryNeedsLocation: false });
  const onStrict = strict.bind(['GET_WIFI_INFO']);
  const onLenient = lenient.bind(['GET_WIFI_INFO']);
  onStrict.app.startDiscoverDevices();
  onLenient.app.startDiscoverDevices();
  await world.seconds(4);
  assert.deepEqual(onStrict.trace, ['DI1']);
  assert.deepEqual(onStrict.app.getP2pPeerDevices(), []);
  assert.deepEqual(onLenient.trace, ['DI1', 'PE[Phone 1:3]']);
  assert.equal(onLenient.app.getP2pPeerDevices().length, 1);
});

test('registering without permission is silent, or refused where the device is set so', async () => {
  const world = createWorld();
  const silent = await world.addPhone();
  const refusing = await world.addPhone({ registrationWithoutPermission: 'refused' });
  const deaf = silent.bind([]);
  silent.app.startDiscoverDevices();
  await world.seconds(1);
  assert.deepEqual(deaf.trace, []);
  assert.equal(faultOf(() => refusing.bind([])), PERMISSION);
});

test('the own device event needs location', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const plain = phone.bind(['GET_WIFI_INFO']);
  phone.app.createGroup(config());
  await world.seconds(1);
  assert.deepEqual(plain.trace, ['PG', 'CO{1,true,192.168.49.1}']);
});
