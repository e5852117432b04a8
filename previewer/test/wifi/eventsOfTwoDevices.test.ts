import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, config, connectTo, createWorld, withoutPeers } from './phones.js';
import {
  asked, CLIENT, forget, isClient, join, meet, met, negotiated, NONE, OWNER, ownsGroup, partners, type Scene, traces,
} from './scenes.js';

/**
 * Rows of platform behaviour §2.3 in which two devices take part, each test named after its row. `one` is the device
 * that the row is about; the trace of `other` is what follows from the rows of its own part.
 */
const owner15 = { groupOwnerIntent: 15 };
const client0 = { groupOwnerIntent: 0 };

test('removeGroup (GC)', async () => {
  const scene = await isClient();
  scene.one.app.removeGroup();
  await scene.world.seconds(2);
  assert.deepEqual(traces(scene), { one: ['DV3', NONE, 'PE[]', 'PG'], other: ['PE[Phone 2:3]', OWNER] });
});

for (const [netId, persistentGroupChange] of [[-1, []], [-2, ['PG']]] as const) {
  test(`client joins our group (netId ${netId})`, async () => {
    const scene = await met();
    const { world, one, other } = scene;
    one.app.createGroup(config({ netId, groupName: 'DIRECT-jj-join', passphrase: 'secret12' }));
    await world.seconds(2);
    forget(scene);
    await join({ world, owner: one, client: other });
    assert.deepEqual(traces(scene), {
      one: [...persistentGroupChange, 'PE[Phone 2:0]', OWNER],
      other: ['PE[Phone 1:1]', 'DI0', 'PG', 'PE[Phone 1:0]', CLIENT],
    });
  });
}

test('client leaves, group stays', async () => {
  const scene = await ownsGroup();
  scene.other.app.removeGroup();
  await scene.world.seconds(2);
  const { one, other } = traces(scene);
  assert.deepEqual(one, ['PE[Phone 2:3]', OWNER]);
  assert.deepEqual(scene.one.app.getP2pPeerDevices(), [], 'dropped from the list right after');
  assert.deepEqual(withoutPeers(other), ['DV3', NONE, 'PG']);
});

test('last client leaves a negotiated group', async () => {
  const scene = await negotiated();
  scene.other.app.removeGroup();
  await scene.world.seconds(2);
  assert.deepEqual(traces(scene).one, ['PE[Phone 2:3]', 'DV3', NONE, 'PG']);
});

test('last client leaves a group restarted by netId≥0', async () => {
  const scene = await met();
  const { world, one, other } = scene;
  one.app.createGroup(config({ netId: -2, groupName: 'DIRECT-rr-again', passphrase: 'secret12' }));
  await world.seconds(1);
  one.app.removeGroup();
  await world.seconds(1);
  one.app.createGroup(config({ netId: 0 }));
  await world.seconds(1);
  await meet(scene);
  await join({ world, owner: one, client: other });
  forget(scene);
  other.app.removeGroup();
  await world.seconds(2);
  assert.deepEqual(traces(scene).one, ['PE[Phone 2:3]', 'DV3', NONE, 'PG']);
});

test('p2pConnect, we end up GC', async () => {
  const scene = await met(client0, owner15);
  const { world, one, other } = scene;
  connectTo(one, other.name);
  await asked(scene);
  answer(other, true);
  await world.until(() => one.service.status.state === 'GroupFormed');
  await world.clock.advance(300);
  assert.deepEqual(traces(scene).one, ['PE[Phone 2:1]', 'DI0', 'PE[Phone 2:0]'], 'no CO before DHCP');
  await world.seconds(3);
  assert.deepEqual(traces(scene).one, [CLIENT]);
});

test('p2pConnect, we end up GO', async () => {
  const scene = await met(owner15, client0);
  const { world, one, other } = scene;
  connectTo(one, other.name);
  await asked(scene);
  answer(other, true);
  await world.seconds(8);
  assert.deepEqual(traces(scene), {
    one: ['PE[Phone 2:1]', 'DI0', 'PE[Phone 2:0]', OWNER],
    other: ['DI0', 'PE[Phone 1:1]', 'PE[Phone 1:0]', CLIENT],
  });
});

test('p2pConnect with a stored group of the peer’s, we end up GC: with PG since it is persistent', async () => {
  const scene = await partners('other');
  connectTo(scene.one, scene.other.name);
  await scene.world.seconds(8);
  assert.deepEqual(traces(scene).one, ['PE[Phone 2:1]', 'DI0', 'PG', 'PE[Phone 2:0]', CLIENT]);
});

test('p2pConnect with a stored group of our own, we end up GO: with PG since it is persistent', async () => {
  const scene = await partners('one');
  const { world, one, other } = scene;
  connectTo(one, other.name);
  await world.seconds(8);
  assert.deepEqual(traces(scene).one, ['PE[Phone 2:1]', 'DI0', 'PG', 'PG', 'PE[Phone 2:0]', OWNER]);
});

const failures: Record<string, (scene: Scene) => Promise<void>> = {
  'peer user rejects (reading: where the supplicant hears of it; the simulated one does not)': async scene => {
    connectTo(scene.one, scene.other.name);
    await asked(scene);
    answer(scene.other, false);
    scene.one.inject({ kind: 'goNegotiationFailure', status: 11 });
  },
  'negotiation failure': async scene => {
    connectTo(scene.one, scene.other.name);
    await asked(scene);
    answer(scene.other, true);
  },
  'provision failure': async scene => {
    scene.world.air.setInRange(scene.one.address, scene.other.address, false);
    connectTo(scene.one, scene.other.name);
    await scene.world.seconds(100);
  },
  'group torn down while forming': async scene => {
    connectTo(scene.one, scene.other.name);
    await scene.world.seconds(2);
    scene.one.inject({ kind: 'groupRemoved', interfaceName: 'p2p-p2p0-0', role: 'client', reason: 'FORMATION_FAILED' });
  },
  p2pCancelConnect: async scene => {
    connectTo(scene.one, scene.other.name);
    await scene.world.seconds(2);
    scene.one.app.p2pCancelConnect();
  },
};

for (const [cause, fail] of Object.entries(failures)) {
  test(`connect fails: ${cause}`, async () => {
    const scene = await met(owner15, owner15);
    await fail(scene);
    await scene.world.seconds(4);
    const trace = scene.one.takeTrace();
    assert.deepEqual(withoutPeers(trace), ['DI0', NONE, 'PG', 'DI1']);
    assert.deepEqual(trace.slice(0, 2), ['PE[Phone 2:1]', 'DI0']);
    assert.equal(scene.one.service.status.isDiscovering, true, 'discovery restarts by itself');
  });
}

test('connect stuck (invitation answered "no common channel")', async () => {
  const scene = await partners('other');
  const { world, one, other } = scene;
  const { request } = one.radio;
  one.radio.request = async command => (command.kind === 'invitePersistent' ? { ok: true } : request(command));
  connectTo(one, other.name);
  await world.seconds(1);
  one.inject({ kind: 'invitationResult', status: 7 });
  await world.seconds(118.5);
  assert.deepEqual(withoutPeers(traces(scene).one), ['DI0']);
  await world.seconds(1);
  assert.deepEqual(traces(scene).one, ['PG']);
});

test('connect stuck (supplicant silent)', async () => {
  const scene = await met();
  const { world, one, other } = scene;
  const { request } = one.radio;
  one.radio.request = async command => (command.kind === 'provisionDiscovery' ? { ok: true } : request(command));
  connectTo(one, other.name);
  await world.seconds(119.5);
  assert.deepEqual(withoutPeers(traces(scene).one), ['DI0']);
  await world.seconds(1);
  assert.deepEqual(traces(scene).one, ['PG']);
});

test('GC: DHCP fails', async () => {
  const world = createWorld();
  const scene = { world, one: await world.addPhone({ dhcp: 'fails' }), other: await world.addPhone() };
  const { one, other } = scene;
  other.app.createGroup(config());
  await meet(scene);
  connectTo(one, other.name);
  await asked(scene);
  answer(other, true);
  await world.seconds(20);
  assert.deepEqual(traces(scene).one, ['PE[Phone 2:1]', 'DI0', 'PE[Phone 2:0]', 'DV3', NONE, 'PE[]', 'PG']);
});

test('GC: lease renewed (reading: after half of its 21600 s)', async () => {
  const scene = await isClient();
  await scene.world.seconds(10_790);
  scene.one.takeTrace();
  await scene.world.seconds(20);
  assert.deepEqual(traces(scene).one, [CLIENT]);
});

test('GO (other side) removes the group, we are GC', async () => {
  const scene = await isClient();
  scene.other.app.removeGroup();
  await scene.world.seconds(2);
  const { one, other } = traces(scene);
  assert.deepEqual(withoutPeers(one), ['DV3', NONE, 'PG']);
  assert.deepEqual(withoutPeers(other), ['DV3', NONE, 'PG']);
});

test('Wi-Fi switched off while in a group (GC)', async () => {
  const scene = await isClient();
  scene.one.service.setEnabled(false);
  await scene.world.seconds(2);
  const { one, other } = traces(scene);
  assert.deepEqual(withoutPeers(one), ['DV3', NONE, 'PG', 'ST4', 'DI0', 'ST1', 'ST5']);
  assert.deepEqual(other, ['PE[Phone 2:3]', OWNER]);
});

test('Wi-Fi switched off while connecting', async () => {
  const scene = await met();
  connectTo(scene.one, scene.other.name);
  await asked(scene);
  forget(scene);
  scene.one.service.setEnabled(false);
  await scene.world.seconds(2);
  assert.deepEqual(traces(scene).one, ['ST4', 'DI0', 'ST1', 'ST5'], 'no CO for the aborted attempt');
});
