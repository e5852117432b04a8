import assert from 'node:assert/strict';
import { test } from 'node:test';
import { config, createWorld, peerNamed } from './phones.js';

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

test('a peer that switches Wi-Fi off ages out of the list', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const other = await world.addPhone();
  phone.service.setSystemPageOpen(true);
  other.app.startDiscoverDevices();
  await world.until(() => peerNamed(phone, other.name) !== undefined, 5);
  other.service.setEnabled(false);
  await world.seconds(60);
  assert.notEqual(peerNamed(phone, other.name), undefined);
  await world.seconds(10);
  assert.equal(peerNamed(phone, other.name), undefined);
});
