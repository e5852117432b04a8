import assert from 'node:assert/strict';
import { config, type World } from './phones.js';
import { begin, perform, type Walk, type Walker } from './randomWalk.js';

const QUIET_SECONDS = 300;
/** Milliseconds after which a group that the service did not want is gone. */
const SECOND_GROUP_LIMIT = 300;
/** The longest stay in each state that has one, in milliseconds (platform behaviour §3.3). */
const longestStays: Record<string, number> = {
  Enabling: 15_000,
  Disabling: 5_000,
  GroupOperating: 5_000,
  GroupRemove: 5_000,
  ProvisionDiscovery: 101_000,
  GroupNegotiation: 120_000,
  AuthorizingNegotiationRequest: 30_000,
  InvitationReceived: 30_000,
  GroupJoin: 30_000,
  InvitationRequest: 55_000,
};
/** Longer than any timer of an idle device or of its radio. */
const IDLE_SECONDS = 320;
/** Walks and checks the rules on the way and at the end. `visit` is told what the devices were in after each step. */
export async function take(walk: Walk, visit: (state: string) => void): Promise<void> {
  const { world, walkers } = await begin(walk);
  for (const step of walk.steps) {
    perform(world, walkers, step);
    await world.clock.advance(step.wait);
    walkers.forEach(walker => {
      const { state, group } = walker.phone.service.status;
      visit(group?.isOwner === false && group.ownAddress !== '' ? 'client' : state);
      visit(`${group?.clients ?? 0} clients`);
      if (step.wait > SECOND_GROUP_LIMIT) {
        inOneGroupAtMost(walker);
      }
      theDeadHearNothing(walker);
      noStateLastsTooLong(walker);
    });
  }
  walkers.filter(walker => walker.isPageOpen).forEach(walker => walker.phone.service.setSystemPageOpen(false));
  await world.seconds(QUIET_SECONDS);
  for (const walker of walkers) {
    noStateLastsTooLong(walker);
    everyWaitHasEnded(walker);
    whatWasToldIsTrue(walker);
    clientsAreKnown(walker, walkers);
    theDeadHearNothing(walker);
  }
  await leaveNothingBehind(world, walkers);
}

function inOneGroupAtMost({ phone, record }: Walker): void {
  assert.ok(record.interfaces.size <= 1, `${phone.name} is in ${[...record.interfaces].join(' and ')}`);
}

function theDeadHearNothing({ phone, dead }: Walker): void {
  for (const { trace, length } of dead) {
    assert.equal(trace.length, length, `${phone.name} tells a dead application ${trace.slice(length).join(' ')}`);
  }
}

function noStateLastsTooLong({ phone, stateClock }: Walker): void {
  for (const { state, milliseconds } of stateClock.take()) {
    const longest = longestStays[state] ?? Infinity;
    assert.ok(milliseconds <= longest + 1, `${phone.name} stays in ${state} for ${milliseconds} ms`);
  }
}

function everyWaitHasEnded({ phone, record, isWifiOn }: Walker): void {
  const { state, wifi, group } = phone.service.status;
  assert.equal(wifi, isWifiOn ? 'on' : 'off', phone.name);
  assert.ok(['Idle', 'Disabled', 'GroupFormed'].includes(state), `${phone.name} is still in ${state}`);
  assert.equal(state === 'Disabled', !isWifiOn, phone.name);
  assert.equal(group !== undefined, state === 'GroupFormed', `${phone.name} in ${state} has a group`);
  assert.equal(record.interfaces.size, state === 'GroupFormed' ? 1 : 0, `radio groups of ${phone.name} in ${state}`);
  assert.equal(phone.service.status.isDiscovering, false, `${phone.name} discovers`);
  assert.deepEqual(phone.service.dialogs, [], phone.name);
}

/**
 * An application that heard of a connection also hears of its end, or that P2P is off; one that heard of a discovery,
 * of its end.
 */
function whatWasToldIsTrue({ phone, trace }: Walker): void {
  assert.notEqual(trace.filter(entry => entry.startsWith('DI')).at(-1), 'DI1', `${phone.name} was told of no end`);
  const last = trace.filter(entry => entry.startsWith('CO') || entry === 'ST5').at(-1);
  if (phone.service.status.group === undefined) {
    assert.ok(last?.startsWith('CO{1') !== true, `${phone.name} believes in ${last}`);
  }
}

function clientsAreKnown({ phone, app }: Walker, walkers: Walker[]): void {
  const { group } = phone.service.status;
  if (group?.isOwner !== false) {
    return;
  }
  assert.notEqual(group.ownAddress, '', `${phone.name} has no address`);
  const { groupName } = app.getCurrentGroup();
  const owner = walkers.find(({ phone: other, record }) => {
    const own = other.service.status.group;
    return own?.isOwner === true && own.name === groupName && record.stations.has(phone.address);
  });
  assert.ok(owner !== undefined, `${phone.name} is a client in ${groupName}, and no owner lists it`);
  if (owner.record.unheard.size === 0) {
    const { name, service } = owner.phone;
    assert.equal(service.status.group?.clients, owner.record.stations.size, `clients of ${name}`);
  }
}

async function leaveNothingBehind(world: World, walkers: Walker[]): Promise<void> {
  for (const { phone, isWifiOn } of walkers) {
    if (!isWifiOn) {
      phone.service.setEnabled(true);
    }
  }
  await world.seconds(3);
  walkers.filter(({ phone }) => phone.service.status.group !== undefined).forEach(({ app }) => app.removeGroup());
  await world.seconds(IDLE_SECONDS);
  for (const { phone, app, record } of walkers) {
    assert.equal(phone.service.status.state, 'Idle', phone.name);
    assert.equal(record.interfaces.size, 0, phone.name);
    assert.deepEqual(app.getP2pPeerDevices(), [], `${phone.name} knows peers that are gone`);
  }
  assert.equal(world.clock.pending, 0, 'timers of idle devices');
  walkers.forEach(({ app }) => app.createGroup(config()));
  await world.seconds(1);
  walkers.forEach(({ phone }) => assert.equal(phone.service.status.state, 'GroupFormed', `new group of ${phone.name}`));
  walkers.forEach(({ phone }) => phone.service.setEnabled(false));
  await world.seconds(5);
  assert.equal(world.clock.pending, 0, 'timers of devices whose Wi-Fi is off');
}
