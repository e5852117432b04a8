import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SupplicantCommand } from '../../src/supplicant/commands.js';
import { answer, createWorld, type Phone } from './phones.js';
import { met } from './scenes.js';

/** Platform behaviour §2.5. */
async function askedToNegotiate(method: 'pushButton' | 'display' | 'keypad'): Promise<{
  one: Phone;
  seconds: (count: number) => Promise<void>;
  connects: Extract<SupplicantCommand, { kind: 'connect' }>[];
}> {
  const { world, one, other } = await met();
  const connects: Extract<SupplicantCommand, { kind: 'connect' }>[] = [];
  const { request } = one.radio;
  one.radio.request = async command => {
    if (command.kind === 'connect') {
      connects.push(command);
    }
    return request(command);
  };
  one.inject({ kind: 'goNegotiationRequest', address: other.address, method, goIntent: 6 });
  await world.seconds(0.1);
  return { one, seconds: world.seconds, connects };
}

test('an incoming request shows the peer’s name, and its address while the name is unknown', async () => {
  const { one } = await askedToNegotiate('pushButton');
  assert.deepEqual(one.service.dialogs.map(({ kind, peerName, pin }) => ({ kind, peerName, pin })), [
    { kind: 'pushButton', peerName: 'Phone 2', pin: undefined },
  ]);
  const world = createWorld();
  const alone = await world.addPhone();
  alone.inject({ kind: 'goNegotiationRequest', address: '00:11:22:33:44:55', method: 'pushButton', goIntent: 6 });
  await world.seconds(0.1);
  assert.equal(alone.service.dialogs[0]?.peerName, '00:11:22:33:44:55');
});

test('a PIN to show is made up and goes into the connect', async () => {
  const { one, seconds, connects } = await askedToNegotiate('display');
  const dialog = one.service.dialogs[0];
  assert.match(dialog?.pin ?? '', /^\d{8}$/);
  answer(one, true);
  await seconds(0.1);
  assert.deepEqual(connects.map(({ method, pin }) => ({ method, pin })), [{ method: 'display', pin: dialog?.pin }]);
});

test('a PIN to type goes into the connect', async () => {
  const { one, seconds, connects } = await askedToNegotiate('keypad');
  const dialog = one.service.dialogs[0];
  assert.deepEqual([dialog?.kind, dialog?.pin], ['keypad', undefined]);
  one.service.answerDialog(dialog?.id ?? 0, true, '12345670');
  await seconds(0.1);
  assert.deepEqual(connects.map(({ method, pin }) => ({ method, pin })), [{ method: 'keypad', pin: '12345670' }]);
});

test('the answer is waited for during 30 s; a later one is ignored', async () => {
  const { one, seconds, connects } = await askedToNegotiate('pushButton');
  const id = one.service.dialogs[0]?.id ?? 0;
  await seconds(29.8);
  assert.equal(one.service.dialogs.length, 1);
  await seconds(0.2);
  assert.equal(one.service.dialogs.length, 0);
  one.service.answerDialog(id, true);
  await seconds(1);
  assert.deepEqual(connects, []);
  assert.equal(one.service.status.state, 'Idle');
});

test('Wi-Fi off takes the dialog away', async () => {
  const { one, seconds } = await askedToNegotiate('pushButton');
  one.service.setEnabled(false);
  await seconds(1);
  assert.equal(one.service.dialogs.length, 0);
});
