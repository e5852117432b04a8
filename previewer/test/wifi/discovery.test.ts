import assert from 'node:assert/strict';
import { test } from 'node:test';
import { config, createWorld, peerNamed } from './phones.js';

test('discovery repeats its start, empties the list on stop and ends by itself after 120 s', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const other = await world.addPhone();
  other.service.setSystemPageOpen(true);
  phone.app.startDiscoverDevices();
  await world.until(() => peerNamed(phone, other.name) !== undefined, 3);
  phone.app.startDiscoverDevices();
  await world.seconds(3);
  assert.deepEqual(phone.takeTrace(), ['DI1', 'PE[Phone 2:3]', 'DI1', 'PE[Phone 2:3]']);
  phone.app.stopDiscoverDevices();
  await world.seconds(1);
  assert.deepEqual(phone.takeTrace(), ['DI0', 'PE[]']);

  phone.app.startDiscoverDevices();
  await world.seconds(119);
  phone.takeTrace();
  await world.seconds(2);
  assert.deepEqual(phone.takeTrace(), ['DI0']);
  assert.equal(phone.app.getP2pPeerDevices().length, 1);
  await world.seconds(70);
  assert.deepEqual(phone.takeTrace(), ['PE[]']);
});

test('a device is found only while it discovers, shows its system page or owns a group', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const other = await world.addPhone();
  phone.service.setSystemPageOpen(true);
  await world.seconds(5);
  assert.deepEqual(phone.app.getP2pPeerDevices(), []);
  other.app.createGroup(config());
  await world.seconds(3);
  assert.equal(peerNamed(phone, other.name)?.groupCapabilities, 1);
  await world.seconds(130);
  assert.equal(phone.service.status.isDiscovering, true, 'the page keeps discovering');
});

test('an unknown address is looked for during 4.5 s and given up in silence', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  phone.app.p2pConnect(config({ deviceAddress: '00:11:22:33:44:55', deviceAddressType: 1 }));
  await world.seconds(10);
  assert.deepEqual(phone.takeTrace(), []);
  assert.equal(phone.service.status.state, 'Idle');
});

test('a peer that switches Wi-Fi off ages out of the list', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const other = await world.addPhone();
  phone.service.setSystemPageOpen(true);
  other.app.startDiscoverDevices();
  await world.until(() => peerNamed(phone, other.name) !== undefined, 3);
  other.service.setEnabled(false);
  await world.seconds(60);
  assert.notEqual(peerNamed(phone, other.name), undefined);
  await world.seconds(10);
  assert.equal(peerNamed(phone, other.name), undefined);
});
