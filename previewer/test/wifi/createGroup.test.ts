import assert from 'node:assert/strict';
import { test } from 'node:test';
import { config, createWorld } from './phones.js';

const name = 'DIRECT-zz-matrix';
const passphrase = 'secret12';
const stored = { groupName: 'DIRECT-aa-stored', passphrase: 'storedpass' };
const created = ['DV0', 'CO{1,true,192.168.49.1}'];
const silence = ['PG'];

/** Platform behaviour §4.2 and §2.3: the events of each combination; the group stored beforehand has id 0. */
const matrix = [
  { netId: -1, given: {}, events: ['PG', ...created] },
  { netId: -1, given: { groupName: name, passphrase }, events: created },
  { netId: -1, given: { groupName: name }, events: silence },
  { netId: -1, given: { passphrase }, events: silence },
  { netId: -2, given: {}, events: ['PG', 'PG', ...created] },
  { netId: -2, given: { groupName: name, passphrase }, events: ['PG', 'PG', ...created] },
  { netId: -2, given: { groupName: stored.groupName, passphrase }, events: silence },
  { netId: -2, given: { groupName: name }, events: silence },
  { netId: -2, given: { passphrase }, events: silence },
  { netId: 0, given: {}, events: ['PG', 'PG', ...created] },
  { netId: 0, given: { groupName: name, passphrase }, events: ['PG', 'PG', ...created] },
  { netId: 0, given: { groupName: name }, events: ['PG', 'PG', ...created] },
  { netId: 0, given: { passphrase }, events: silence },
  { netId: 7, given: {}, events: silence },
  { netId: 7, given: { groupName: name, passphrase }, events: silence },
  { netId: 7, given: { groupName: name }, events: silence },
  { netId: 7, given: { passphrase }, events: silence },
  { netId: -3, given: {}, events: silence },
  { netId: -3, given: { groupName: name, passphrase }, events: silence },
  { netId: -3, given: { groupName: name }, events: silence },
  { netId: -3, given: { passphrase }, events: silence },
];

for (const { netId, given, events } of matrix) {
  test(`createGroup with netId ${netId} and ${JSON.stringify(given)} tells ${events.join(' ')}`, async () => {
    const world = createWorld();
    const phone = await world.addPhone();
    await phone.radio.request({
      kind: 'addNetwork',
      ssid: stored.groupName,
      passphrase: stored.passphrase,
      role: 'owner',
      ownerAddress: '',
    });
    phone.service.setEnabled(false);
    await world.seconds(1);
    phone.service.setEnabled(true);
    await world.seconds(2);
    phone.takeTrace();
    phone.app.createGroup(config({ netId, ...given }));
    await world.seconds(6);
    assert.deepEqual(phone.takeTrace(), events);
    if (events === silence) {
      assert.equal(phone.service.status.state, 'Idle');
      return;
    }
    const group = phone.app.getCurrentGroup();
    assert.equal(group.networkId >= 0, netId !== -1);
    const system = phone.bind(['GET_WIFI_INFO'], { isSystem: true }).app;
    assert.equal(system.getP2pGroups().length, netId === -2 ? 2 : 1);
    const { groupName, passphrase: secret } = group;
    const expected = { groupName, passphrase: secret, ...(netId === 0 ? stored : {}), ...given };
    assert.deepEqual([groupName, secret], [expected.groupName, expected.passphrase]);
    assert.ok(secret.length >= 8);
    assert.match(groupName, 'groupName' in given || netId === 0 ? /^DIRECT-/ : /^DIRECT-[A-Za-z0-9]{2}-Phone 1$/);
  });
}

test('the band decides the frequency', async () => {
  const world = createWorld();
  const phone = await world.addPhone();
  const frequencies: number[] = [];
  for (const goBand of [0, 1, 2]) {
    phone.app.createGroup(config({ goBand }));
    await world.until(() => phone.service.status.state === 'GroupFormed', 2);
    frequencies.push(phone.app.getCurrentGroup().frequency);
    phone.app.removeGroup();
    await world.until(() => phone.service.status.state === 'Idle', 2);
  }
  const [automatic, low, high] = frequencies;
  assert.equal(automatic, 2412);
  assert.ok([2412, 2437, 2462].includes(low ?? 0));
  assert.ok((high ?? 0) >= 5180);
});
