import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { MovableClock } from '../../src/clock/MovableClock.js';
import type { SupplicantCommand } from '../../src/supplicant/commands.js';
import type { SupplicantEvent } from '../../src/supplicant/events.js';
import { createSimulatedAir, type SimulatedAir, type SimulatedRadio } from '../../src/supplicant/SimulatedAir.js';

interface Station {
  address: string;
  radio: SimulatedRadio;
  events: SupplicantEvent[];
}

let clock: MovableClock;
let air: SimulatedAir;
let one: Station;
let other: Station;
let third: Station;

beforeEach(async () => {
  clock = new MovableClock({ speed: 0, start: 0 });
  air = createSimulatedAir({ clock, random: () => 0.4 });
  [one, other, third] = [await station(1), await station(2), await station(3)];
});

async function station(number: number): Promise<Station> {
  const address = `02:00:00:00:00:0${number}`;
  const radio = air.attach({ address, name: `Radio ${number}` });
  const events: SupplicantEvent[] = [];
  radio.subscribe(event => events.push(event));
  void radio.request({ kind: 'start' });
  await clock.advance(300);
  return { address, radio, events };
}

async function meet(...stations: Station[]): Promise<void> {
  stations.forEach(({ radio }) => void radio.request({ kind: 'find', timeoutSeconds: 120 }));
  await clock.advance(5000);
  stations.forEach(({ events }) => events.splice(0));
}

const connect = (to: Station, goIntent = 6, join = false): SupplicantCommand => ({
  kind: 'connect',
  address: to.address,
  method: 'pushButton',
  join,
  goIntent,
  persistent: false,
});

const kinds = ({ events }: Station): string[] => events.splice(0).map(event => event.kind);

function started({ events }: Station): Extract<SupplicantEvent, { kind: 'groupStarted' }> {
  const event = events.find(candidate => candidate.kind === 'groupStarted');
  assert.ok(event !== undefined);
  return event;
}

async function group(owner: Station): Promise<string> {
  await owner.radio.request({ kind: 'groupAdd', persistent: false });
  await clock.advance(500);
  return started(owner).interfaceName;
}

test('a radio that is off refuses commands and is not found', async () => {
  void other.radio.request({ kind: 'stop' });
  await clock.advance(300);
  assert.equal((await other.radio.request({ kind: 'find', timeoutSeconds: 5 })).ok, false);
  await one.radio.request({ kind: 'find', timeoutSeconds: 120 });
  await clock.advance(5000);
  assert.deepEqual(kinds(one), []);
});

test('a listening radio is found, also again by a new find', async () => {
  await other.radio.request({ kind: 'extendedListen', on: true });
  await one.radio.request({ kind: 'find', timeoutSeconds: 6 });
  await clock.advance(7000);
  assert.deepEqual(kinds(one), ['deviceFound', 'findStopped']);
  await one.radio.request({ kind: 'find', timeoutSeconds: 6 });
  await clock.advance(5000);
  assert.deepEqual(kinds(one), ['deviceFound']);
});

test('the higher intent becomes owner, two of 15 fail', async () => {
  await meet(one, other);
  await one.radio.request(connect(other, 15));
  await clock.advance(500);
  assert.deepEqual(kinds(other), ['goNegotiationRequest']);
  await other.radio.request(connect(one, 14));
  await clock.advance(5000);
  assert.equal(started(one).role, 'owner');
  assert.equal(started(other).role, 'client');
  assert.equal(started(one).ssid, started(other).ssid);

  await one.radio.request({ kind: 'groupRemove', interfaceName: '*' });
  await clock.advance(1000);
  await meet(one, other);
  await one.radio.request(connect(other, 15));
  await other.radio.request(connect(one, 15));
  await clock.advance(5000);
  assert.deepEqual(one.events.filter(event => event.kind === 'goNegotiationFailure'), [
    { kind: 'goNegotiationFailure', status: 9 },
  ]);
});

test('a rejected asker hears nothing until its own 120 s are over', async () => {
  await meet(one, other);
  await one.radio.request(connect(other));
  await clock.advance(500);
  assert.deepEqual(await other.radio.request({ kind: 'reject', address: one.address }), { ok: true });
  one.events.splice(0);
  await clock.advance(118_000);
  assert.deepEqual(kinds(one).filter(kind => kind !== 'deviceLost'), []);
  await clock.advance(3000);
  assert.deepEqual(one.events, [{ kind: 'goNegotiationFailure', status: -1 }]);
});

test('who answers an asker that has left finds out after 22.7 s', async () => {
  await meet(one, other);
  await one.radio.request(connect(other));
  await clock.advance(500);
  await one.radio.request({ kind: 'cancelConnect' });
  await other.radio.request(connect(one));
  other.events.splice(0);
  await clock.advance(22_000);
  assert.deepEqual(kinds(other), []);
  await clock.advance(1000);
  assert.deepEqual(kinds(other), ['goNegotiationFailure']);
});

test('a joiner waits for the push button, and only the meant one gets in', async () => {
  const interfaceName = await group(one);
  await meet(other, third);
  one.events.splice(0);
  await other.radio.request(connect(one, 0, true));
  await third.radio.request(connect(one, 0, true));
  await clock.advance(500);
  const requests = one.events.filter(event => event.kind === 'provisionDiscoveryRequest');
  assert.deepEqual(requests.map(request => request.interfaceName), [interfaceName, interfaceName]);
  await one.radio.request({ kind: 'wpsPushButton', interfaceName, peerAddress: other.address });
  await clock.advance(3000);
  assert.equal(started(other).role, 'client');
  assert.deepEqual(kinds(third).slice(-3), ['wpsFail', 'groupFormationFailure', 'groupRemoved']);
  assert.ok(kinds(one).includes('stationConnected'));
});

test('a joiner that nobody admits gives up after 60 s', async () => {
  await group(one);
  await meet(other);
  await other.radio.request(connect(one, 0, true));
  other.events.splice(0);
  await clock.advance(61_000);
  assert.deepEqual(kinds(other), ['provisionDiscoveryResponse', 'groupFormationFailure', 'groupRemoved']);
});

async function linked(): Promise<void> {
  const interfaceName = await group(one);
  await meet(other);
  await other.radio.request(connect(one, 0, true));
  await one.radio.request({ kind: 'wpsPushButton', interfaceName, peerAddress: other.address });
  await clock.advance(5000);
  assert.equal(started(other).ownerAddress, one.address);
  [one, other].forEach(({ events }) => events.splice(0));
}

test('an owner that is switched off tells its client', async () => {
  await linked();
  void one.radio.request({ kind: 'stop' });
  await clock.advance(500);
  const removal = other.events.find(event => event.kind === 'groupRemoved');
  assert.equal(removal?.reason, 'GO_ENDING_SESSION');
});

test('a client is without its owner 12 s after the owner lost power', async () => {
  await linked();
  one.radio.detach();
  await clock.advance(11_000);
  assert.deepEqual(kinds(other), []);
  await clock.advance(2000);
  const removal = other.events.find(event => event.kind === 'groupRemoved');
  assert.equal(removal?.reason, 'IDLE');
});

test('a client that is out of range goes after 12 s, and its owner does not notice for a minute', async () => {
  await linked();
  air.setInRange(one.address, other.address, false);
  await clock.advance(60_000);
  assert.ok(kinds(other).includes('groupRemoved'));
  assert.deepEqual(kinds(one), []);
});

test('a client that comes back is told as gone before it is told as there, and not again', async () => {
  await linked();
  air.setInRange(one.address, other.address, false);
  await clock.advance(20_000);
  air.setInRange(one.address, other.address, true);
  await meet(other);
  await other.radio.request(connect(one, 0, true));
  await clock.advance(1000);
  await one.radio.request({ kind: 'wpsPushButton', interfaceName: 'p2p-p2p0-0', peerAddress: other.address });
  await clock.advance(5000);
  const stations = kinds(one).filter(kind => kind.startsWith('station'));
  assert.deepEqual(stations, ['stationDisconnected', 'stationConnected']);
  await clock.advance(400_000);
  assert.ok(!kinds(one).includes('stationDisconnected'));
});

test('a client of another group is found through its owner and hears a request', async () => {
  await linked();
  await third.radio.request({ kind: 'find', timeoutSeconds: 120 });
  await clock.advance(5000);
  const found = third.events.filter(event => event.kind === 'deviceFound');
  assert.deepEqual(found.map(({ address, deviceCapabilities }) => [address, deviceCapabilities]), [
    [other.address, 0x27], [one.address, 0x25],
  ]);
  await third.radio.request(connect(other));
  await clock.advance(1000);
  assert.ok(kinds(other).includes('goNegotiationRequest'));
});

test('a radio that crashes tells its own device, and its client after 12 s', async () => {
  await linked();
  one.radio.crash();
  assert.deepEqual(kinds(one), ['terminating']);
  await clock.advance(13_000);
  assert.ok(kinds(other).includes('groupRemoved'));
  void one.radio.request({ kind: 'start' });
  await clock.advance(300);
  assert.ok((await one.radio.request({ kind: 'status' })).ok);
});

test('a client that is switched off is missed after 0.6 s', async () => {
  await linked();
  void other.radio.request({ kind: 'stop' });
  await clock.advance(700);
  assert.deepEqual(kinds(one), ['stationDisconnected']);
});

test('interface numbers rise, and a group of a stored network bears its name', async () => {
  const first = await group(one);
  await one.radio.request({ kind: 'groupRemove', interfaceName: first });
  await clock.advance(500);
  one.events.splice(0);
  const reply = await one.radio.request({
    kind: 'addNetwork',
    ssid: 'DIRECT-xx-own',
    passphrase: 'ownsecret',
    role: 'owner',
    ownerAddress: '',
  });
  assert.ok(reply.ok);
  await one.radio.request({ kind: 'groupAdd', persistent: true, networkId: reply.networkId, frequency: 5180 });
  await clock.advance(500);
  const { interfaceName, ssid, passphrase, frequency, persistent } = started(one);
  assert.deepEqual(
    { first, interfaceName, ssid, passphrase, frequency, persistent },
    {
      first: 'p2p-p2p0-0',
      interfaceName: 'p2p-p2p0-1',
      ssid: 'DIRECT-xx-own',
      passphrase: 'ownsecret',
      frequency: 5180,
      persistent: true,
    },
  );
  assert.equal((await one.radio.request({ kind: 'groupAdd', persistent: true, networkId: 9 })).ok, false);
});
