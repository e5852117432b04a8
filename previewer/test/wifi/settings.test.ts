import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { P2pBinding, WifiSettings } from '../../src/wifi/WifiApi.js';
import { config, connectTo, createWorld, faultOf, type Phone, type World } from './phones.js';
import { CLIENT, meet, met, NONE } from './scenes.js';

/** Settings of platform behaviour §10 and §11 with their values; those about permissions are in calls.test.ts. */
async function created(settings: Partial<WifiSettings>, goBand = 0): Promise<{ world: World; phone: Phone }> {
  const world = createWorld();
  const phone = await world.addPhone(settings);
  phone.app.createGroup(config({ goBand }));
  await world.seconds(1);
  return { world, phone };
}

for (const [restriction, fault] of [['none', 0], ['policy', 203], ['radarCheck', 1]] as const) {
  test(`restriction ${restriction} gives createGroup and p2pConnect, and only them, fault ${fault}`, async () => {
    const world = createWorld();
    const phone = await world.addPhone({ restriction });
    const connect = (app: P2pBinding): void => app.p2pConnect(config({ deviceAddress: '00:11:22:33:44:55' }));
    assert.equal(faultOf(() => phone.app.createGroup(config())), fault);
    assert.equal(faultOf(() => connect(phone.app)), fault);
    assert.equal(faultOf(() => phone.app.startDiscoverDevices()), 0);
    const stranger = phone.bind([]).app;
    assert.equal(faultOf(() => connect(stranger)), fault === 203 ? 203 : 6, 'policy, then permission, then radar');
    const malformed = (): void => phone.app.createGroup(config({ passphrase: 'short' }));
    assert.equal(faultOf(malformed), fault === 0 ? 3 : fault, 'all of them before the parameters');
  });
}

for (const [stationFrequency, goBand, holds] of [
  [0, 1, (frequency: number) => [2412, 2437, 2462].includes(frequency)],
  [2447, 1, (frequency: number) => frequency === 2447],
  [5200, 1, (frequency: number) => [2412, 2437, 2462].includes(frequency)],
  [0, 2, (frequency: number) => frequency >= 5180 && (frequency < 5260 || frequency > 5320)],
  [5220, 2, (frequency: number) => frequency === 5220],
  [5280, 2, (frequency: number) => frequency >= 5180 && (frequency < 5260 || frequency > 5320)],
  [5220, 0, (frequency: number) => frequency === 2412],
] as const) {
  test(`a group of band ${goBand} beside a station link of ${stationFrequency} MHz`, async () => {
    const { phone } = await created({ stationFrequency }, goBand);
    const { frequency } = phone.app.getCurrentGroup();
    assert.ok(holds(frequency), `${frequency} MHz`);
  });
}

for (const [minutes, isLeft] of [[15, false], [0, true]] as const) {
  test(`idle removal after ${minutes} minutes`, async () => {
    const { world, phone } = await created({ idleRemovalMinutes: minutes });
    await world.seconds(16 * 60);
    assert.equal(phone.service.status.state, isLeft ? 'GroupFormed' : 'Idle');
  });
}

for (const [dialogs, shown] of [['shown', 1], ['accepted', 0]] as const) {
  test(`questions ${dialogs}: a joiner, an asker and an inviter`, async () => {
    for (const kind of ['joiner', 'asker', 'inviter'] as const) {
      const scene = await met({ dialogs });
      const { world, one, other } = scene;
      const owner = { joiner: one, asker: undefined, inviter: other }[kind];
      owner?.app.createGroup(config());
      await world.seconds(1);
      await meet(scene);
      connectTo(other, one.name);
      await world.seconds(2);
      assert.equal(one.service.dialogs.length, shown, kind);
      await world.seconds(8);
      const isConnected = one.service.status.group !== undefined && other.service.status.group !== undefined;
      assert.equal(isConnected, dialogs === 'accepted', kind);
    }
  });
}

for (const [intent, peerIntent, isOwner] of [[15, 6, true], [0, 6, false]] as const) {
  test(`group owner intent ${intent} against ${peerIntent} decides the role`, async () => {
    const scene = await met({ groupOwnerIntent: intent }, { groupOwnerIntent: peerIntent, dialogs: 'accepted' });
    connectTo(scene.one, scene.other.name);
    await scene.world.seconds(8);
    assert.equal(scene.one.service.status.group?.isOwner, isOwner);
  });
}

test('equal intents leave the role to chance', async () => {
  const roles = new Set<boolean | undefined>();
  for (let seed = 1; seed <= 12; seed++) {
    const world = createWorld(seed);
    const one = await world.addPhone();
    const scene = { world, one, other: await world.addPhone({ dialogs: 'accepted' }) };
    await meet(scene);
    connectTo(one, scene.other.name);
    await world.seconds(8);
    roles.add(one.service.status.group?.isOwner);
  }
  assert.deepEqual([...roles].sort(), [false, true]);
});

for (const [dhcp, events] of [
  [{ least: 500, most: 600 }, [CLIENT]],
  [{ least: 3000, most: 3000 }, []],
  ['fails', []],
] as const) {
  test(`DHCP ${JSON.stringify(dhcp)}`, async () => {
    const scene = await met({ dhcp, groupOwnerIntent: 0 }, { dialogs: 'accepted', groupOwnerIntent: 15 });
    const { world, one, other } = scene;
    connectTo(one, other.name);
    await world.until(() => one.service.status.state === 'GroupFormed');
    await world.seconds(1);
    const isConnection = (entry: string): boolean => entry.startsWith('CO');
    assert.deepEqual(one.takeTrace().filter(isConnection), events);
    await world.seconds(14);
    const later = one.takeTrace().filter(isConnection);
    assert.deepEqual(later, dhcp === 'fails' ? [NONE] : events.length === 0 ? [CLIENT] : []);
  });
}

for (const credentialJoin of [true, false]) {
  test(`credentialJoin ${credentialJoin}`, async () => {
    const world = createWorld();
    const owner = await world.addPhone();
    const phone = await world.addPhone({ credentialJoin });
    const credentials = { groupName: 'DIRECT-cc-open', passphrase: 'secret12' };
    owner.app.createGroup(config(credentials));
    await world.seconds(1);
    phone.app.p2pConnect(config({ ...credentials, deviceAddress: '00:00:00:00:00:00' }));
    await world.seconds(8);
    assert.equal(phone.service.status.state, credentialJoin ? 'GroupFormed' : 'Idle');
    const system = phone.bind(['GET_WIFI_INFO'], { isSystem: true }).app;
    assert.deepEqual(system.getP2pGroups(), [], 'the credentials are not stored');
  });
}

test('removeGroup ends a join by name and passphrase, not any other attempt', async () => {
  const world = createWorld();
  const phone = await world.addPhone({ credentialJoin: true });
  const credentials = { groupName: 'DIRECT-cc-gone', passphrase: 'secret12' };
  phone.app.p2pConnect(config({ ...credentials, deviceAddress: '00:00:00:00:00:00' }));
  await world.seconds(1);
  assert.equal(phone.service.status.state, 'GroupNegotiation');
  assert.equal(faultOf(() => phone.app.removeGroup()), 1, 'the call throws, since nothing is connected');
  await world.seconds(1);
  assert.equal(phone.service.status.state, 'Idle');
});
