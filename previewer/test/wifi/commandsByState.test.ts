import assert from 'node:assert/strict';
import { test } from 'node:test';
import { config, connectTo, createWorld, faultOf, peerNamed, type Phone, type World } from './phones.js';

interface Scene {
  world: World;
  phone: Phone;
  other: Phone;
}

const commands = {
  createGroup: phone => phone.app.createGroup(config()),
  removeGroup: phone => phone.app.removeGroup(),
  p2pConnect: (phone, aliasOfOther) => phone.app.p2pConnect(config({ deviceAddress: aliasOfOther })),
  p2pCancelConnect: phone => phone.app.p2pCancelConnect(),
  startDiscoverDevices: phone => phone.app.startDiscoverDevices(),
  stopDiscoverDevices: phone => phone.app.stopDiscoverDevices(),
} satisfies Record<string, (phone: Phone, aliasOfOther: string) => void>;

const states = {
  Idle: async () => {},
  GroupOperating: async ({ phone }) => phone.app.createGroup(config()),
  GroupNegotiation: async ({ phone, other }) => connectTo(phone, other.name),
  AuthorizingNegotiationRequest: async ({ phone, other }) => connectTo(other, phone.name),
  GroupFormed: scene => ownGroup(scene),
  GroupJoin: async scene => {
    await ownGroup(scene);
    await scene.world.until(() => peerNamed(scene.other, scene.phone.name)?.groupCapabilities === 1);
    connectTo(scene.other, scene.phone.name);
  },
  InvitationRequest: async scene => {
    await ownGroup(scene);
    scene.other.service.setEnabled(false);
    await scene.world.until(() => scene.other.service.status.wifi === 'off');
    connectTo(scene.phone, scene.other.name);
  },
  GroupRemove: async scene => {
    await ownGroup(scene);
    scene.phone.app.removeGroup();
  },
} satisfies Record<string, (scene: Scene) => Promise<void>>;

type Command = keyof typeof commands;
type StateName = keyof typeof states;

/**
 * Platform behaviour §3.4: the state right after each command, `-` where it stays; `!` marks a call that throws,
 * `+` one that is followed by p2pDiscoveryChange.
 */
const order: StateName[] = [
  'Idle', 'GroupOperating', 'GroupNegotiation', 'AuthorizingNegotiationRequest',
  'GroupFormed', 'GroupJoin', 'InvitationRequest', 'GroupRemove',
];
const table: Record<Command, string[]> = {
  createGroup: ['GroupOperating', 'Idle', '-', '-', '-', '-', '-', '-'],
  removeGroup: ['-!', 'Idle!', '-!', '-!', 'GroupRemove', '-', '-', '-!'],
  p2pConnect: ['ProvisionDiscovery', '-', '-', '-', 'InvitationRequest', '-', '-', '-'],
  p2pCancelConnect: ['-', '-', 'Idle', 'Idle', '-', '-', 'Idle', '-'],
  startDiscoverDevices: ['-+', '-+', '-', '-', '-+', '-+', '-', '-+'],
  stopDiscoverDevices: ['-+', '-+', '-+', '-+', '-+', '-+', '-+', '-+'],
};

for (const command of Object.keys(table) as Command[]) {
  order.forEach((state, column) => {
    const cell = table[command][column] ?? '';
    test(`${command} in ${state}: ${cell}`, async () => {
      const scene = await begin();
      const { world, phone } = scene;
      const alias = peerNamed(phone, scene.other.name)?.deviceAddress ?? '';
      await states[state](scene);
      await reach(scene, state);
      let published = 0;
      phone.app.onEvent(event => {
        published += event === 'p2pDiscoveryChange' ? 1 : 0;
      });
      const fault = faultOf(() => commands[command](phone, alias));
      await world.clock.advance(1);
      const after = phone.service.status.state;
      await world.clock.advance(200);
      const expected = cell.replace(/[!+]/, '');
      assert.equal(after, expected === '-' ? state : expected);
      assert.equal(fault, cell.endsWith('!') ? 1 : 0);
      if (command.endsWith('DiscoverDevices')) {
        assert.equal(published > 0, cell.endsWith('+'));
      }
    });
  });
}

test('a group that is created while one is being removed is lost with it', async () => {
  const scene = await begin();
  await states.GroupRemove(scene);
  await reach(scene, 'GroupRemove');
  scene.phone.app.createGroup(config());
  await scene.world.seconds(2);
  assert.equal(scene.phone.service.status.state, 'Idle');
  assert.equal(scene.phone.service.status.group, undefined);
});

test('a group that is created while another one is being created ends both', async () => {
  const scene = await begin();
  await states.GroupOperating(scene);
  await reach(scene, 'GroupOperating');
  scene.phone.app.createGroup(config());
  await scene.world.seconds(2);
  assert.equal(scene.phone.service.status.state, 'Idle');
});

test('cancelling an invitation destroys the group', async () => {
  const scene = await begin();
  await states.InvitationRequest(scene);
  await reach(scene, 'InvitationRequest');
  scene.phone.takeTrace();
  scene.phone.app.p2pCancelConnect();
  await scene.world.seconds(1);
  assert.deepEqual(scene.phone.takeTrace().slice(0, 1), ['CO{0,false,}']);
  assert.equal(scene.phone.service.status.group, undefined);
});

async function begin(): Promise<Scene> {
  const world = createWorld();
  const phone = await world.addPhone();
  const other = await world.addPhone();
  phone.service.setSystemPageOpen(true);
  other.service.setSystemPageOpen(true);
  await world.until(() => peerNamed(phone, other.name) !== undefined && peerNamed(other, phone.name) !== undefined);
  await world.seconds(1);
  phone.service.setSystemPageOpen(true);
  return { world, phone, other };
}

async function ownGroup({ world, phone }: Scene): Promise<void> {
  phone.app.createGroup(config());
  await world.until(() => phone.service.status.state === 'GroupFormed');
}

/** Moves in single milliseconds, since some states last only a few. */
async function reach({ world, phone }: Scene, state: StateName): Promise<void> {
  for (let passed = 0; phone.service.status.state !== state; passed++) {
    assert.ok(passed < 5000, `${state} is not reached`);
    await world.clock.advance(1);
  }
}
