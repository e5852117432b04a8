import { delays, limits } from './delays.js';
import { NegotiationStatus } from './events.js';
import type { Attempt } from './Formation.js';
import type { Radio } from './Radio.js';

interface Side {
  radio: Radio;
  attempt: Attempt;
}

const HIGHEST_INTENT = 15;
const NEGOTIATED_FREQUENCIES = [2412, 2437, 2462, 5180, 5240];

/** Both sides have said yes to each other: decides the roles and forms the group. */
export function negotiate(one: Side, other: Side): void {
  for (const side of [one, other]) {
    side.radio.cancel(side.attempt.timer);
    side.attempt.isAgreed = true;
  }
  const { space } = one.radio;
  space.clock.setTimeout(() => {
    if (isOff(one) || isOff(other)) {
      giveUp([one, other], NegotiationStatus.TIMEOUT);
    } else if (one.attempt.goIntent === HIGHEST_INTENT && other.attempt.goIntent === HIGHEST_INTENT) {
      giveUp([one, other], NegotiationStatus.BOTH_OWNERS);
    } else {
      form(one, other);
    }
  }, space.between(delays.negotiation));
}

function form(one: Side, other: Side): void {
  const { space } = one.radio;
  const difference = one.attempt.goIntent - other.attempt.goIntent;
  const oneOwns = difference > 0 || (difference === 0 && space.random() < 0.5);
  const [owner, client] = oneOwns ? [one, other] : [other, one];
  const frequency = NEGOTIATED_FREQUENCIES[Math.floor(space.random() * NEGOTIATED_FREQUENCIES.length)] ?? 2412;
  for (const side of [owner, client]) {
    const role = side === owner ? 'owner' : 'client';
    side.radio.emit({ kind: 'goNegotiationSuccess', address: side.attempt.peer, role, frequency });
  }
  space.clock.setTimeout(() => start(owner, client, frequency), space.between(delays.formation));
}

function start(owner: Side, client: Side, frequency: number): void {
  if (isOff(owner) || isOff(client)) {
    [owner, client].filter(side => !isOff(side)).forEach(side => {
      finish(side);
      side.radio.formation.fail();
    });
    return;
  }
  const persistent = owner.attempt.persistent && client.attempt.persistent;
  const group = owner.radio.groups.own(owner.radio.groups.makeUp(frequency, persistent));
  finish(owner);
  owner.radio.emit({ kind: 'groupFormationSuccess' });
  group.announce();
  const { space } = owner.radio;
  space.clock.setTimeout(() => {
    if (isOff(client)) {
      owner.radio.later(limits.formation, () => {
        if (group.isEmpty && owner.radio.groups.has(group)) {
          group.end('FORMATION_FAILED', 'GO_ENDING_SESSION', () => 0);
        }
      });
      return;
    }
    finish(client);
    if (!owner.radio.groups.has(group) || !space.canHear(owner.radio, client.radio)) {
      client.radio.formation.fail();
      return;
    }
    client.radio.emit({ kind: 'groupFormationSuccess' });
    group.admit(client.radio, persistent);
  }, space.between(delays.association));
}

function giveUp(sides: Side[], status: number): void {
  for (const side of sides.filter(candidate => !isOff(candidate))) {
    finish(side);
    side.radio.emit({ kind: 'goNegotiationFailure', status });
  }
}

function isOff(side: Side): boolean {
  return side.radio.formation.attempt !== side.attempt;
}

function finish(side: Side): void {
  side.radio.formation.attempt = undefined;
}
