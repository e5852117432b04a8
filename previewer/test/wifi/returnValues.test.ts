import assert from 'node:assert/strict';
import { test } from 'node:test';
import { config, connectTo, createWorld, everyday, faultOf, type Phone, peerNamed } from './phones.js';
import { isClient, meet, met, negotiated, ownsGroup } from './scenes.js';

/** Platform behaviour §1.6: what the getters give in each state, to an ordinary application and a privileged one. */
const privileged = [...everyday, 'GET_WIFI_LOCAL_MAC'];
const masked = '00.00.00.00';

function linked(phone: Phone): unknown[] {
  return [phone.app, phone.bind(privileged).app].map(app => Object.values(app.getP2pLinkedInfo()));
}

async function beforeDhcp(): Promise<Phone> {
  const slow = { least: 5000, most: 5000 };
  const scene = await met({ dhcp: slow, groupOwnerIntent: 0 }, { dialogs: 'accepted', groupOwnerIntent: 15 });
  connectTo(scene.one, scene.other.name);
  await scene.world.until(() => scene.one.service.status.state === 'GroupFormed');
  return scene.one;
}

for (const [state, reach, values] of [
  ['no group', async () => (await met()).one, [[0, false, masked], [0, false, '']]],
  ['GO', async () => (await ownsGroup()).one, [[1, true, masked], [1, true, '192.168.49.1']]],
  ['GC, before DHCP', beforeDhcp, [[1, false, masked], [1, false, '']]],
  ['GC, after DHCP', async () => (await isClient()).one, [[1, false, masked], [1, false, '192.168.49.1']]],
] as const) {
  test(`getP2pLinkedInfo: ${state}`, async () => {
    assert.deepEqual(linked(await reach()), values);
  });
}

test('getters with Wi-Fi off: 2801001', async () => {
  const { world, one } = await met();
  one.service.setEnabled(false);
  await world.seconds(2);
  for (const get of [
    () => one.app.getP2pLinkedInfo(), () => one.app.getCurrentGroup(),
    () => one.app.getP2pPeerDevices(), () => one.app.getP2pLocalDevice(),
  ]) {
    assert.equal(faultOf(get), 15);
  }
});

test('getCurrentGroup: GO via createGroup', async () => {
  const { one, other } = await ownsGroup();
  const { clientDevices, ownerInfo, ...group } = one.app.getCurrentGroup();
  const { deviceAddress, ...owner } = ownerInfo;
  assert.deepEqual(group, {
    isP2pGo: true,
    passphrase: 'secret12',
    interface: 'p2p-p2p0-0',
    groupName: 'DIRECT-ab-scene',
    networkId: -1,
    frequency: 2412,
    goIpAddress: '192.168.49.1',
    gcIpAddress: '192.168.49.3',
  });
  assert.deepEqual(owner, {
    deviceName: 'Phone 1',
    deviceAddressType: 0,
    primaryDeviceType: '10-0050F204-5',
    deviceStatus: 0,
    groupCapabilities: 0,
  });
  assert.notEqual(deviceAddress, one.address, 'an alias');
  assert.deepEqual(clientDevices?.map(({ deviceName, deviceStatus }) => ({ deviceName, deviceStatus })), [
    { deviceName: other.name, deviceStatus: 0 },
  ]);
});

test('getCurrentGroup: GO via p2pConnect negotiation', async () => {
  const { one } = await negotiated();
  const group = one.app.getCurrentGroup();
  assert.match(group.groupName, /^DIRECT-[A-Za-z0-9]{2}-Phone 1$/);
  assert.match(group.passphrase, /^[A-Za-z0-9]{8}$/);
  assert.deepEqual([group.isP2pGo, group.networkId, group.goIpAddress], [true, -1, '192.168.49.1']);
});

test('getCurrentGroup: GC, before and after DHCP', async () => {
  const phone = await beforeDhcp();
  const before = phone.app.getCurrentGroup();
  assert.deepEqual([before.goIpAddress, before.gcIpAddress], ['', '']);
  const { one } = await isClient();
  const after = one.app.getCurrentGroup();
  assert.deepEqual([after.goIpAddress, after.gcIpAddress], ['192.168.49.1', '192.168.49.3']);
  assert.equal('clientDevices' in after, false);
  assert.match(after.passphrase, /^[0-9a-f]{64}$/);
  const { deviceName, deviceStatus, groupCapabilities } = after.ownerInfo;
  assert.deepEqual([deviceName, deviceStatus, groupCapabilities], ['Phone 1', 0, 1]);
});

test('a client that was never discovered shows up with only an address', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  phone.app.createGroup(config());
  await world.seconds(1);
  phone.inject({ kind: 'stationConnected', interfaceName: 'p2p-p2p0-0', interfaceAddress: '02:00:00:00:00:99' });
  await world.seconds(1);
  const client = phone.app.getCurrentGroup().clientDevices?.[0];
  assert.deepEqual([client?.deviceName, client?.deviceStatus, client?.primaryDeviceType], ['', 0, '']);
});

test('getP2pPeerDevices: 3 when found, 1 while invited; bit 0 of the capabilities marks a GO', async () => {
  const scene = await met();
  const { world, one, other } = scene;
  assert.deepEqual(one.app.getP2pPeerDevices().map(peer => [peer.deviceStatus, peer.groupCapabilities]), [[3, 0]]);
  other.app.createGroup(config());
  await world.seconds(1);
  await meet(scene);
  connectTo(one, other.name);
  await world.seconds(1);
  const peer = peerNamed(one, other.name);
  assert.deepEqual([peer?.deviceStatus, peer?.groupCapabilities], [1, 1]);
});

test('getP2pLocalDevice: at any time, with an address of zeros; status 0 as GO, still 3 as GC', async () => {
  const statusOf = (phone: Phone): unknown[] => Object.values(phone.app.getP2pLocalDevice());
  const values = (name: string, status: number): unknown[] =>
    [name, '00:00:00:00:00:00', 1, '10-0050F204-5', status, 0];
  assert.deepEqual(statusOf((await met()).one), values('Phone 1', 3));
  assert.deepEqual(statusOf((await ownsGroup()).one), values('Phone 1', 0));
  assert.deepEqual(statusOf((await isClient()).one), values('Phone 2', 3));
});
