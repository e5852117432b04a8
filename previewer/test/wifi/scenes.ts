import { answer, config, connectTo, createWorld, peerNamed, type Phone, type World } from './phones.js';

/** p2pConnectionChange in the notation of platform behaviour §2.3. */
export const OWNER = 'CO{1,true,192.168.49.1}';
export const CLIENT = 'CO{1,false,192.168.49.1}';
export const NONE = 'CO{0,false,}';

/** Two devices: `one` is the device whose events a row of §2.3 is about. */
export interface Scene {
  world: World;
  one: Phone;
  other: Phone;
}

export function forget({ one, other }: Scene): void {
  one.takeTrace();
  other.takeTrace();
}

/** What both were told since the last time. */
export function traces({ one, other }: Scene): { one: string[]; other: string[] } {
  return { one: one.takeTrace(), other: other.takeTrace() };
}

/** The dialog is open on `other`. */
export async function asked({ world, other }: Scene): Promise<void> {
  await world.until(() => other.service.dialogs.length === 1, 5);
}

/** Both discover and have found each other. */
export async function met(one?: Parameters<World['addPhone']>[0], other?: typeof one): Promise<Scene> {
  const world = createWorld();
  const scene = { world, one: await world.addPhone(one), other: await world.addPhone(other) };
  await meet(scene);
  return scene;
}

export async function meet(scene: Scene): Promise<void> {
  const { world, one, other } = scene;
  one.app.startDiscoverDevices();
  other.app.startDiscoverDevices();
  await world.until(() => peerNamed(one, other.name) !== undefined && peerNamed(other, one.name) !== undefined);
  await world.seconds(5);
  forget(scene);
}

/** `client` asks, `owner` accepts; until the client has its address. */
export async function join({ world, owner, client }: { world: World; owner: Phone; client: Phone }): Promise<void> {
  connectTo(client, owner.name);
  await world.until(() => owner.service.dialogs.length === 1);
  answer(owner, true);
  await world.until(() => (client.service.status.group?.ownAddress ?? '') !== '');
  await world.seconds(1);
}

/** `one` owns a created group that `other` has joined. */
export async function ownsGroup(
  netId = -1,
  settings: Parameters<World['addPhone']>[0] = {},
  credentials = { groupName: 'DIRECT-ab-scene', passphrase: 'secret12' },
): Promise<Scene> {
  const world = createWorld();
  const scene = { world, one: await world.addPhone(settings), other: await world.addPhone() };
  const { one, other } = scene;
  one.app.createGroup(config({ netId, ...credentials }));
  await world.until(() => one.service.status.state === 'GroupFormed');
  other.app.startDiscoverDevices();
  await world.until(() => peerNamed(other, one.name) !== undefined);
  await join({ world, owner: one, client: other });
  forget(scene);
  return scene;
}

/** `one` is the client of the group that `other` created. */
export async function isClient(): Promise<Scene> {
  const { world, one, other } = await ownsGroup();
  return { world, one: other, other: one };
}

/** `one` owns a group that came out of a negotiation with `other`. */
export async function negotiated(): Promise<Scene> {
  const scene = await met({ groupOwnerIntent: 15 }, { groupOwnerIntent: 0 });
  await join({ world: scene.world, owner: scene.one, client: scene.other });
  forget(scene);
  return scene;
}

/** Both have been in a stored group of which `owner` names the owner, and have found each other. */
export async function partners(owner: 'one' | 'other'): Promise<Scene> {
  const scene = await met();
  const { world, one, other } = scene;
  const stored = { ssid: 'DIRECT-pp-pair', passphrase: 'together', ownerAddress: scene[owner].address };
  for (const phone of [one, other]) {
    const role = phone === scene[owner] ? 'owner' : 'client';
    const reply = await phone.radio.request({ kind: 'addNetwork', role, ...stored });
    if (!reply.ok) {
      throw new Error(reply.reason);
    }
    phone.service.setEnabled(false);
    await world.until(() => phone.service.status.wifi === 'off');
    phone.service.setEnabled(true);
    await world.until(() => phone.service.status.wifi === 'on');
    await world.seconds(1);
  }
  await meet(scene);
  const client = owner === 'one' ? other : one;
  connectTo(client, scene[owner].name);
  await world.until(() => (client.service.status.group?.ownAddress ?? '') !== '');
  client.app.removeGroup();
  await world.seconds(2);
  await meet(scene);
  return scene;
}
