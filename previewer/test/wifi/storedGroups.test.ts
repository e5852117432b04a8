import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { P2pBinding } from '../../src/wifi/WifiApi.js';
import { config, createWorld, everyday, faultOf, type Phone, type World } from './phones.js';
import { NONE } from './scenes.js';

const systemPermissions = [...everyday, 'SET_WIFI_INFO', 'MANAGE_WIFI_CONNECTION'];

/** Two stored groups, 0 and 1, of which 1 runs if asked for. */
async function stored(isRunning: boolean): Promise<{ world: World; phone: Phone; system: P2pBinding }> {
  const world = createWorld();
  const phone = await world.addPhone();
  for (const number of [0, 1]) {
    phone.app.createGroup(config({ netId: -2, groupName: `DIRECT-s${number}-stored`, passphrase: 'secret12' }));
    await world.seconds(1);
    if (number === 0 || !isRunning) {
      phone.app.removeGroup();
      await world.seconds(2);
    }
  }
  phone.takeTrace();
  return { world, phone, system: phone.bind(systemPermissions, { isSystem: true }).app };
}

function idsOf(system: P2pBinding): number[] {
  return system.getP2pGroups().map(group => group.networkId);
}

test('deletePersistentGroup in idle removes the stored group', async () => {
  const { world, phone, system } = await stored(false);
  system.deletePersistentGroup(0);
  await world.seconds(1);
  assert.deepEqual(idsOf(system), [1]);
  assert.deepEqual(phone.takeTrace(), ['PG']);
});

test('deletePersistentGroup of another group leaves the running one', async () => {
  const { world, phone, system } = await stored(true);
  system.deletePersistentGroup(0);
  await world.seconds(1);
  assert.deepEqual(idsOf(system), [1]);
  assert.equal(phone.service.status.state, 'GroupFormed');
});

for (const [netId, left] of [[1, [0]], [-1, []]] as const) {
  test(`deletePersistentGroup ${netId} removes the running group first`, async () => {
    const { world, phone, system } = await stored(true);
    system.deletePersistentGroup(netId);
    await world.seconds(2);
    assert.deepEqual(idsOf(system), left);
    assert.equal(phone.service.status.state, 'Idle');
    assert.deepEqual(phone.takeTrace().slice(0, 2), ['DV3', NONE]);
  });
}

test('deletePersistentGroup asks for a system application, then for its permissions, then for P2P', async () => {
  const { world, phone, system } = await stored(false);
  assert.equal(faultOf(() => phone.app.deletePersistentGroup(0)), 21);
  for (const missing of ['SET_WIFI_INFO', 'MANAGE_WIFI_CONNECTION']) {
    const permissions = systemPermissions.filter(permission => permission !== missing);
    const { app } = phone.bind(permissions, { isSystem: true });
    assert.equal(faultOf(() => app.deletePersistentGroup(0)), 6, missing);
  }
  phone.service.setEnabled(false);
  await world.seconds(2);
  assert.equal(faultOf(() => system.deletePersistentGroup(0)), 15);
});

test('setDeviceName is kept with Wi-Fi off, and names the groups made later', async () => {
  const { world, phone, system } = await stored(false);
  phone.service.setEnabled(false);
  await world.seconds(2);
  assert.equal(faultOf(() => system.setDeviceName('Kitchen')), 0);
  phone.service.setEnabled(true);
  await world.seconds(2);
  assert.equal(phone.app.getP2pLocalDevice().deviceName, 'Kitchen');
  phone.app.createGroup(config());
  await world.seconds(1);
  assert.match(phone.app.getCurrentGroup().groupName, /^DIRECT-[A-Za-z0-9]{2}-Kitchen$/);
});
