import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, config, connectTo, type Phone, withoutPeers } from './phones.js';
import { asked, CLIENT, forget, isClient, join, meet, met, NONE, OWNER, partners, traces } from './scenes.js';

/**
 * Rows of platform behaviour §2.3 that begin with a peer, each test named after its row; `one` is the device asked.
 */
const owner15 = { groupOwnerIntent: 15 };
const client0 = { groupOwnerIntent: 0 };

for (const [role, own, peer, end] of [
  ['GO', owner15, client0, OWNER],
  ['GC', client0, owner15, CLIENT],
] as const) {
  test(`peer asks to connect, we are idle → dialog → accept, ${role}`, async () => {
    const scene = await met(own, peer);
    const { world, one, other } = scene;
    connectTo(other, one.name);
    await world.until(() => one.service.dialogs.length === 1, 5);
    answer(one, true);
    await world.seconds(8);
    assert.deepEqual(traces(scene).one, ['DI0', 'PE[Phone 2:1]', 'PE[Phone 2:0]', end]);
  });
}

for (const [ending, end] of [
  ['reject', (phone: Phone): void => answer(phone, false)],
  ['30 s no answer', (): void => {}],
] as const) {
  test(`peer asks to connect, we are idle → dialog → ${ending} (reading: the asker is not told)`, async () => {
    const scene = await met();
    const { world, one, other } = scene;
    connectTo(other, one.name);
    await world.until(() => one.service.dialogs.length === 1, 5);
    end(one);
    await world.seconds(32);
    assert.deepEqual(traces(scene), { one: ['PE[Phone 2:3]', 'PG'], other: ['PE[Phone 1:1]', 'DI0'] });
  });

  test(`peer (a GO) invites us, idle → ${ending}`, async () => {
    const scene = await met();
    const { world, one, other } = scene;
    other.app.createGroup(config());
    await world.seconds(2);
    connectTo(other, one.name);
    await world.until(() => one.service.dialogs.length === 1, 5);
    await world.seconds(1);
    forget(scene);
    end(one);
    await world.seconds(32);
    assert.deepEqual(traces(scene), { one: ['PG'], other: [] });
  });

  test(`peer joins while we are GO → dialog → ${ending}`, async () => {
    const scene = await met();
    const { world, one, other } = scene;
    one.app.createGroup(config());
    await meet(scene);
    connectTo(other, one.name);
    await world.until(() => one.service.dialogs.length === 1, 5);
    forget(scene);
    end(one);
    await world.seconds(32);
    assert.deepEqual(traces(scene), { one: [], other: [] }, 'the peer is not told');
    await world.seconds(30);
    assert.deepEqual(withoutPeers(traces(scene).other), [NONE, 'PG', 'DI1'], 'its own time-out');
  });
}

test('peer (a GO) invites us, idle → accept', async () => {
  const scene = await met();
  const { world, one, other } = scene;
  other.app.createGroup(config());
  await world.seconds(2);
  one.app.stopDiscoverDevices();
  await world.seconds(1);
  await meet(scene);
  connectTo(other, one.name);
  await world.until(() => one.service.dialogs.length === 1, 5);
  answer(one, true);
  await world.seconds(8);
  const { one: trace } = traces(scene);
  assert.deepEqual(trace.filter(entry => entry !== 'DI0'), ['PE[Phone 2:1]', 'PE[Phone 2:0]', CLIENT]);
});

test('peer joins while we are GO → dialog → accept', async () => {
  const scene = await met();
  const { world, one, other } = scene;
  one.app.createGroup(config());
  await world.seconds(1);
  await meet(scene);
  await join({ world, owner: one, client: other });
  assert.deepEqual(traces(scene).one, ['DI0', 'PE[Phone 2:0]', OWNER]);
});

test('known persistent partner re-invites, as GO', async () => {
  const scene = await partners('one');
  connectTo(scene.other, scene.one.name);
  await scene.world.seconds(8);
  assert.equal(scene.one.service.dialogs.length, 0);
  const trace = withoutPeers(traces(scene).one).filter(entry => entry !== 'DI0');
  assert.deepEqual(trace, ['PG', 'DV0', OWNER, 'PG', OWNER]);
});

test('known persistent partner re-invites, as GC: a CO before DHCP, a second one after it', async () => {
  const scene = await partners('other');
  connectTo(scene.other, scene.one.name);
  await scene.world.seconds(8);
  assert.equal(scene.one.service.dialogs.length, 0);
  const trace = traces(scene).one.filter(entry => entry !== 'DI0' && entry !== 'PE[Phone 2:3]');
  assert.deepEqual(trace, ['PG', 'PE[Phone 2:0]', 'DV0', 'CO{1,false,}', CLIENT]);
});

test('we are GO and call p2pConnect(known peer): nothing immediate, later "client joins"', async () => {
  const scene = await met();
  const { world, one, other } = scene;
  one.app.createGroup(config());
  await meet(scene);
  one.app.stopDiscoverDevices();
  await world.seconds(1);
  forget(scene);
  connectTo(one, other.name);
  await asked(scene);
  await world.seconds(1);
  assert.deepEqual(traces(scene).one, []);
  answer(other, true);
  await world.seconds(8);
  assert.deepEqual(traces(scene).one, ['PE[Phone 2:0]', OWNER]);
});

test('we are GC and call p2pConnect(known peer): nothing immediate', async () => {
  const scene = await isClient();
  const { world, one } = scene;
  const third = await world.addPhone();
  one.app.startDiscoverDevices();
  third.app.startDiscoverDevices();
  await world.seconds(4);
  forget(scene);
  connectTo(one, third.name);
  await world.until(() => third.service.dialogs.length === 1, 5);
  await world.seconds(1);
  assert.deepEqual(traces(scene), { one: [], other: [] });
});
