import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SupplicantEvent } from '../../src/supplicant/events.js';
import { config, connectTo, createWorld, peerNamed, type Phone } from './phones.js';
import { asked, met, NONE, ownsGroup, partners } from './scenes.js';

/** Timers of platform behaviour §3.3 and aliases of §5 that no sequence of events shows. */
function found({ address, name }: Phone): SupplicantEvent {
  return {
    kind: 'deviceFound', address, name, primaryDeviceType: '', methods: [], deviceCapabilities: 0x25, groupCapabilities: 0,
  };
}

test('the table of aliases is cleared after 5 minutes of idleness, and peers show their real address', async () => {
  const { world, one, other } = await met();
  one.app.createGroup(config());
  await world.seconds(1);
  one.app.removeGroup();
  await world.seconds(1);
  one.inject(found(other));
  await world.seconds(1);
  const before = peerNamed(one, other.name);
  assert.equal(before?.deviceAddressType, 0);
  await world.seconds(295);
  assert.deepEqual(peerNamed(one, other.name), before);
  await world.seconds(6);
  const after = peerNamed(one, other.name);
  assert.deepEqual([after?.deviceAddress, after?.deviceAddressType], [other.address, 1]);
});

test('the table of aliases stays where discovery or connect was called in the idle period', async () => {
  for (const call of ['discover', 'connect'] as const) {
    const { world, one, other } = await met();
    one.app.stopDiscoverDevices();
    one.service.setEnabled(false);
    await world.seconds(2);
    one.service.setEnabled(true);
    await world.seconds(2);
    one.inject(found(other));
    await world.seconds(1);
    const before = peerNamed(one, other.name);
    if (call === 'discover') {
      one.app.startDiscoverDevices();
    } else {
      one.app.p2pConnect(config({ deviceAddress: '00:11:22:33:44:55' }));
    }
    await world.seconds(320);
    one.inject(found(other));
    await world.seconds(1);
    assert.equal(peerNamed(one, other.name)?.deviceAddress, before?.deviceAddress, call);
  }
});

test('an address that is no longer known ends in silence, also when it was an alias once', async () => {
  const { world, one, other } = await met();
  const alias = peerNamed(one, other.name)?.deviceAddress ?? '';
  one.service.setEnabled(false);
  await world.seconds(2);
  one.service.setEnabled(true);
  await world.seconds(2);
  one.app.startDiscoverDevices();
  await world.until(() => peerNamed(one, other.name) !== undefined);
  await world.seconds(1);
  one.takeTrace();
  one.app.p2pConnect(config({ deviceAddress: alias }));
  await world.seconds(6);
  assert.deepEqual(one.takeTrace(), []);
  assert.equal(one.service.status.state, 'Idle');
});

test('members of a group keep their alias from one group to the next', async () => {
  const { world, one } = await ownsGroup();
  const first = one.app.getCurrentGroup().ownerInfo;
  one.app.removeGroup();
  await world.seconds(400);
  one.app.createGroup(config());
  await world.seconds(1);
  assert.deepEqual(one.app.getCurrentGroup().ownerInfo, first);
  assert.notEqual(first.deviceAddress, one.address);
});

test('an invitation that nothing comes of is given up after 55 s, without an event', async () => {
  const { world, one, other } = await met();
  one.app.createGroup(config());
  await world.seconds(1);
  const { request } = one.radio;
  one.radio.request = async command => (command.kind === 'inviteToGroup' ? { ok: true } : request(command));
  connectTo(one, other.name);
  await world.seconds(54);
  assert.equal(one.service.status.state, 'InvitationRequest');
  one.takeTrace();
  await world.seconds(2);
  assert.equal(one.service.status.state, 'GroupFormed');
  assert.deepEqual(one.takeTrace().filter(entry => !entry.startsWith('PE')), []);
});

test('a supplicant that does not go down is left after 5 s; Wi-Fi itself is off after 500 ms', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const { request } = phone.radio;
  phone.radio.request = command => (command.kind === 'stop' ? new Promise(() => {}) : request(command));
  phone.service.setEnabled(false);
  await world.seconds(0.4);
  assert.equal(phone.service.status.wifi, 'turningOff');
  await world.seconds(0.2);
  assert.equal(phone.service.status.wifi, 'off');
  assert.equal(phone.service.status.state, 'Disabling');
  await world.seconds(4.6);
  assert.equal(phone.service.status.state, 'Disabled');
  assert.deepEqual(phone.takeTrace(), ['ST4', 'DI0', 'ST1', 'ST5']);
});

test('with a group Wi-Fi waits 1.2 s for P2P to go', async () => {
  const { world, one } = await ownsGroup();
  const { request } = one.radio;
  one.radio.request = command => (command.kind === 'stop' ? new Promise(() => {}) : request(command));
  one.service.setEnabled(false);
  await world.seconds(1.1);
  assert.equal(one.service.status.wifi, 'turningOff');
  await world.seconds(0.2);
  assert.equal(one.service.status.wifi, 'off');
});

test('Wi-Fi that is switched on while P2P goes down comes up', async () => {
  const { world, one } = await ownsGroup();
  one.service.setEnabled(false);
  await world.clock.advance(30);
  one.service.setEnabled(true);
  await world.seconds(3);
  assert.equal(one.service.status.wifi, 'on');
  assert.equal(one.service.status.state, 'Idle');
});

test('the peer’s invitation answer "unknown group" lets it be connected to afresh', async () => {
  const { world, one, other } = await partners('other');
  await other.radio.request({ kind: 'removeNetwork', networkId: 0 });
  connectTo(one, other.name);
  await asked({ world, one, other });
  const system = one.bind(['GET_WIFI_INFO'], { isSystem: true }).app;
  assert.deepEqual(system.getP2pGroups(), [], 'the stored group is forgotten');
});

test('a client that has lost the stored group is forgotten and invited again', async () => {
  const { world, one, other } = await partners('one');
  one.app.createGroup(config({ netId: 0 }));
  await world.seconds(1);
  one.app.startDiscoverDevices();
  await world.seconds(3);
  const invitations: string[] = [];
  const { request } = one.radio;
  one.radio.request = async command => {
    if (command.kind === 'inviteToGroup') {
      invitations.push(command.peer);
      return { ok: true };
    }
    return request(command);
  };
  connectTo(one, other.name);
  await world.seconds(1);
  one.inject({ kind: 'invitationResult', status: 8 });
  await world.seconds(1);
  assert.deepEqual(invitations, [other.address, other.address]);
  one.inject({ kind: 'invitationResult', status: 8 });
  await world.seconds(1);
  assert.equal(invitations.length, 2);
  assert.equal(one.service.status.state, 'GroupFormed');
});

test('an owner that refuses stored credentials: the stored group goes, PG twice, then the attempt fails', async () => {
  const { world, one, other } = await partners('other');
  await other.radio.request({ kind: 'setNetwork', networkId: 0, passphrase: 'otherwise' });
  other.app.createGroup(config({ netId: 0 }));
  await world.seconds(2);
  await world.until(() => peerNamed(one, other.name)?.groupCapabilities === 1);
  await world.seconds(1);
  one.takeTrace();
  const peer = peerNamed(one, other.name);
  one.app.p2pConnect(config({ deviceAddress: peer?.deviceAddress ?? '', groupName: 'DIRECT-pp-pair' }));
  await world.seconds(16);
  const trace = one.takeTrace().filter(entry => !entry.startsWith('PE'));
  assert.deepEqual(trace, ['DI0', 'PG', 'PG', NONE, 'PG', 'DI1']);
});

test('a group that moves to another channel says so when asked, without an event', async () => {
  const { world, one, other } = await ownsGroup();
  one.radio.switchChannel(5180);
  await world.seconds(1);
  assert.deepEqual([one, other].map(phone => phone.app.getCurrentGroup().frequency), [5180, 5180]);
  assert.deepEqual([one, other].flatMap(phone => phone.takeTrace()), []);
});
