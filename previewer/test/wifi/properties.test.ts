import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { walks } from './randomWalk.js';
import { take } from './walkRules.js';

/**
 * Random commands, answers and radio events on two to four devices. `PROPERTY_RUNS` sets how many walks are tried, from a
 * seed that is printed; `PROPERTY_SEED` repeats those of a former run. With neither, the walks are the same each time.
 */
const { PROPERTY_RUNS, PROPERTY_SEED } = process.env;
const runs = Number(PROPERTY_RUNS ?? 300);
const seed = Number(PROPERTY_SEED ?? (PROPERTY_RUNS === undefined ? 1 : Math.floor(Math.random() * 0x7fffffff)));

const everyState = [
  'client', '1 clients', '2 clients', 'AuthorizingNegotiationRequest', 'Disabled', 'GroupFormed', 'GroupJoin',
  'GroupNegotiation', 'Idle', 'InvitationReceived', 'InvitationRequest', 'ProvisionDiscovery',
];

test('random walks keep to the rules of the platform', { timeout: 3_600_000 }, async context => {
  const visited = new Map<string, number>();
  const visit = (state: string): void => {
    visited.set(state, (visited.get(state) ?? 0) + 1);
  };
  context.diagnostic(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${runs}`);
  await fc.assert(
    fc.asyncProperty(walks, walk => take(walk, visit)),
    { numRuns: runs, seed, includeErrorInReport: true },
  );
  context.diagnostic(`states seen: ${[...visited].map(([state, count]) => `${state} ${count}`).join(', ')}`);
  const isEnough = runs >= 100;
  assert.deepEqual(isEnough ? everyState.filter(state => !visited.has(state)) : [], [], 'states that no walk came to');
});
