import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MovableClock } from '../../src/clock/MovableClock.js';
import { AddressAliases } from '../../src/wifi/AddressAliases.js';
import { EventQueue } from '../../src/wifi/EventHub.js';

const caller = { uid: 1, isSystemApplication: false, hasPermission: () => true };

describe('the events of a process', () => {
  it('keep their order when the clock stands between two milliseconds', async () => {
    const clock = new MovableClock({ speed: 0, start: 1000 });
    const delays = [0.5, 0];
    const queue = new EventQueue(caller, clock, () => delays.shift() ?? 0, new AddressAliases(Math.random));
    const seen: string[] = [];
    queue.receiveEvents(event => seen.push(event));
    queue.register('p2pConnectionChange');
    queue.register('p2pPersistentGroupChange');

    await clock.advance(0.9);
    queue.push('p2pConnectionChange', { connectState: 0, isGroupOwner: false, groupOwnerAddr: '' });
    await clock.advance(0.2);
    queue.push('p2pPersistentGroupChange', undefined);
    await clock.advance(100);

    assert.deepEqual(seen, ['p2pConnectionChange', 'p2pPersistentGroupChange']);
  });
});
