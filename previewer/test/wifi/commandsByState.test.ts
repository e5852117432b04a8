import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SupplicantCommand } from '../../src/supplicant/commands.js';
import { config, connectTo, faultOf, peerNamed, type Phone } from './phones.js';
import { met, ownsGroup, type Scene } from './scenes.js';

/** Platform behaviour §3.4, cell by cell. `one` gets the command; `other` is the peer that it knows. */
const commands = {
  createGroup: ({ one }) => one.app.createGroup(config()),
  removeGroup: ({ one }) => one.app.removeGroup(),
  p2pConnect: ({ one, other }) =>
    one.app.p2pConnect(config({ deviceAddress: other.address, deviceAddressType: 1 })),
  p2pCancelConnect: ({ one }) => one.app.p2pCancelConnect(),
  startDiscoverDevices: ({ one }) => one.app.startDiscoverDevices(),
  stopDiscoverDevices: ({ one }) => one.app.stopDiscoverDevices(),
  'station joined': ({ one }) => one.inject({ kind: 'stationConnected', ...station }),
  'station left': ({ one }) => one.inject({ kind: 'stationDisconnected', ...station }),
} satisfies Record<string, (scene: Scene) => void>;

const station = { interfaceName: 'p2p-p2p0-0', interfaceAddress: '02:00:00:00:00:99' };

const states = {
  Idle: () => met(),
  GroupOperating: async () => {
    const scene = await met();
    scene.one.app.createGroup(config());
    return scene;
  },
  ProvisionDiscovery: async () => {
    const scene = await met();
    connectTo(scene.one, scene.other.name);
    return scene;
  },
  GroupNegotiation: async () => {
    const scene = await met();
    connectTo(scene.one, scene.other.name);
    return scene;
  },
  AuthorizingNegotiationRequest: async () => {
    const scene = await met();
    connectTo(scene.other, scene.one.name);
    return scene;
  },
  InvitationReceived: async () => {
    const scene = await met();
    scene.other.app.createGroup(config());
    await scene.world.seconds(2);
    connectTo(scene.other, scene.one.name);
    return scene;
  },
  GroupFormed: () => grouped(),
  GroupJoin: async () => {
    const scene = await grouped();
    const third = await scene.world.addPhone();
    third.app.startDiscoverDevices();
    await scene.world.until(() => peerNamed(third, scene.one.name) !== undefined);
    connectTo(third, scene.one.name);
    return scene;
  },
  InvitationRequest: async () => {
    const scene = await grouped();
    scene.world.air.setInRange(scene.one.address, scene.other.address, false);
    connectTo(scene.one, scene.other.name);
    return scene;
  },
  GroupRemove: async () => {
    const scene = await grouped();
    const { one, world } = scene;
    const { request } = one.radio;
    one.radio.request = async command => {
      if (command.kind === 'groupRemove') {
        world.clock.setTimeout(() => void request(command), 500);
        return { ok: true };
      }
      return request(command);
    };
    one.app.removeGroup();
    await world.seconds(0.2);
    return scene;
  },
} satisfies Record<string, () => Promise<Scene>>;

type StateName = keyof typeof states;

/** A created group that no one has joined, with a peer in reach. */
async function grouped(): Promise<Scene> {
  const scene = await met();
  scene.one.app.createGroup(config());
  await scene.world.until(() => scene.one.service.status.state === 'GroupFormed');
  await scene.world.seconds(0.2);
  return scene;
}

/**
 * What follows within a millisecond: the new state, where it changes; `throws` for a call that throws 2801000; what the
 * supplicant is asked for; `told` for a p2pConnectionChange. A cell of the platform's table that names two states has
 * two columns here.
 */
const columns: StateName[] = [
  'Idle', 'GroupOperating', 'ProvisionDiscovery', 'GroupNegotiation', 'AuthorizingNegotiationRequest',
  'InvitationReceived', 'GroupFormed', 'GroupJoin', 'InvitationRequest', 'GroupRemove',
];
const dropped = 'dropped';
const cancelled = 'Idle told';
const table: Record<keyof typeof commands, string[]> = {
  createGroup: [
    'GroupOperating groupAdd', 'Idle groupAdd', dropped, dropped, dropped,
    dropped, dropped, dropped, dropped, 'groupAdd',
  ],
  removeGroup: [
    'throws', 'Idle throws', 'throws', 'throws', 'throws',
    'throws', 'GroupRemove groupRemove told', dropped, dropped, 'throws',
  ],
  p2pConnect: [
    'ProvisionDiscovery provisionDiscovery', dropped, dropped, dropped, dropped,
    dropped, 'InvitationRequest inviteToGroup', dropped, dropped, dropped,
  ],
  p2pCancelConnect: [
    dropped, dropped, cancelled, cancelled, cancelled,
    cancelled, dropped, dropped, 'Idle groupRemove told', dropped,
  ],
  startDiscoverDevices: [
    'find', 'find', dropped, dropped, dropped,
    dropped, 'find', 'find', dropped, 'find',
  ],
  stopDiscoverDevices: [
    'stopFind flush', 'stopFind', 'stopFind', 'stopFind', 'stopFind',
    'stopFind', 'stopFind', 'stopFind', 'stopFind', 'stopFind',
  ],
  'station joined': [
    dropped, dropped, dropped, dropped, dropped,
    dropped, 'told', dropped, dropped, dropped,
  ],
  'station left': [
    dropped, dropped, dropped, dropped, dropped,
    dropped, 'told', dropped, dropped, dropped,
  ],
};
/** Commands to the supplicant that the table speaks of; groupRemove with `*` is the tidying up on the way to idle. */
const telling: SupplicantCommand['kind'][] = [
  'groupAdd', 'groupRemove', 'provisionDiscovery', 'inviteToGroup', 'find', 'stopFind', 'flush',
];
/** What comes along with a failed connect or a removal, and is shown by their own tests. */
const alongside: Partial<Record<keyof typeof commands, SupplicantCommand['kind'][]>> = {
  removeGroup: ['flush', 'find', 'stopFind'],
  p2pCancelConnect: ['flush', 'find', 'stopFind'],
  p2pConnect: ['stopFind'],
};

for (const command of Object.keys(table) as (keyof typeof commands)[]) {
  columns.forEach((state, column) => {
    const cell = table[command][column] ?? '';
    test(`${command} in ${state}: ${cell}`, async () => {
      const scene = await states[state]();
      await reach(scene, state);
      const { one, world } = scene;
      const seen = watch(one, alongside[command] ?? []);
      const fault = faultOf(() => commands[command](scene));
      await world.clock.advance(1);
      const after = one.service.status.state;
      const requests = seen.requests();
      await world.clock.advance(85);
      const isTold = seen.events.includes('p2pConnectionChange') && (fault === 0 || after !== state);
      const parts = [
        ...(after === state ? [] : [after]),
        ...(fault === 1 ? ['throws'] : []),
        ...requests,
        ...(isTold ? ['told'] : []),
      ];
      assert.equal(parts.join(' ') || dropped, cell);
    });
  });
}

/** Listens to what the service asks its supplicant for and tells its application. */
function watch(phone: Phone, without: SupplicantCommand['kind'][]): { requests(): string[]; events: string[] } {
  const asked = new Set<string>();
  const events: string[] = [];
  const { request } = phone.radio;
  phone.radio.request = command => {
    const isTidyingUp = command.kind === 'groupRemove' && command.interfaceName === '*';
    if (telling.includes(command.kind) && !without.includes(command.kind) && !isTidyingUp) {
      asked.add(command.kind);
    }
    return request(command);
  };
  phone.app.onEvent(event => events.push(event));
  return { requests: () => [...asked], events };
}

/** Moves in single milliseconds, since some states last only a few. */
async function reach({ world, one }: Scene, state: StateName): Promise<void> {
  for (let passed = 0; one.service.status.state !== state; passed++) {
    assert.ok(passed < 5000, `${state} is not reached`);
    await world.clock.advance(1);
  }
  if (state === 'Idle' || state === 'GroupFormed') {
    await world.clock.advance(200);
  }
}

test('createGroup while removing: what runs early is killed by the pending removal', async () => {
  const scene = await grouped();
  scene.one.app.removeGroup();
  await reach(scene, 'GroupRemove');
  scene.one.app.createGroup(config());
  await scene.world.seconds(2);
  assert.equal(scene.one.service.status.state, 'Idle');
  assert.equal(scene.one.service.status.group, undefined);
});

test('createGroup while creating: the second one kills the first', async () => {
  const scene = await states.GroupOperating();
  await reach(scene, 'GroupOperating');
  scene.one.app.createGroup(config());
  await scene.world.seconds(2);
  assert.equal(scene.one.service.status.state, 'Idle');
  assert.equal(scene.one.service.status.group, undefined);
});

test('removeGroup while creating: the creation is aborted', async () => {
  const scene = await states.GroupOperating();
  await reach(scene, 'GroupOperating');
  assert.equal(faultOf(() => scene.one.app.removeGroup()), 1);
  await scene.world.seconds(6);
  assert.equal(scene.one.service.status.state, 'Idle');
});

test('p2pCancelConnect while inviting: the group is destroyed, also for its clients', async () => {
  const { world, one, other } = await ownsGroup();
  const third = await world.addPhone();
  one.app.startDiscoverDevices();
  third.app.startDiscoverDevices();
  await world.until(() => peerNamed(one, third.name) !== undefined);
  connectTo(one, third.name);
  await world.clock.advance(5);
  assert.equal(one.service.status.state, 'InvitationRequest');
  one.app.p2pCancelConnect();
  await world.seconds(2);
  assert.equal(one.service.status.group, undefined);
  assert.equal(other.service.status.group, undefined);
});
