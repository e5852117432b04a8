import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MovableClock } from '../../src/clock/MovableClock.js';

describe('a movable clock', () => {
  it('stands still at speed 0 until it is moved', async () => {
    const clock = new MovableClock({ speed: 0, start: 1000 });
    const fired: number[] = [];
    clock.setTimeout(() => fired.push(clock.now()), 50);
    await clock.advance(49);
    assert.deepEqual(fired, []);
    await clock.advance(1);
    assert.deepEqual(fired, [1050]);
    assert.equal(clock.now(), 1050);
  });

  it('runs timers when they are due, equal ones in the order of their setting', async () => {
    const clock = new MovableClock({ speed: 0 });
    const order: string[] = [];
    clock.setTimeout(() => order.push('late'), 20);
    clock.setTimeout(() => order.push('first'), 10);
    clock.setTimeout(() => order.push('second'), 10);
    await clock.advance(30);
    assert.deepEqual(order, ['first', 'second', 'late']);
  });

  it('runs timers that a due timer sets, and promise reactions between two timers', async () => {
    const clock = new MovableClock({ speed: 0, start: 0 });
    const seen: string[] = [];
    clock.setTimeout(() => {
      void Promise.resolve().then(() => seen.push('reaction'));
      clock.setTimeout(() => seen.push(`inner at ${clock.now()}`), 5);
    }, 10);
    clock.setTimeout(() => seen.push('next'), 12);
    await clock.advance(20);
    assert.deepEqual(seen, ['reaction', 'next', 'inner at 15']);
  });

  it('repeats an interval until it is cleared', async () => {
    const clock = new MovableClock({ speed: 0 });
    let count = 0;
    const id = clock.setInterval(() => {
      count++;
      if (count === 3) {
        clock.clear(id);
      }
    }, 10);
    await clock.advance(100);
    assert.equal(count, 3);
    assert.equal(clock.pending, 0);
  });

  it('runs faster than the real clock at a higher speed', async () => {
    const clock = new MovableClock({ speed: 1000, start: 0 });
    await new Promise<void>(resolve => {
      clock.setTimeout(resolve, 5000);
    });
    assert.ok(clock.now() >= 5000);
  });

  it('fires nothing after it was closed', async () => {
    const clock = new MovableClock({ speed: 0 });
    let fired = false;
    clock.setTimeout(() => {
      fired = true;
    }, 1);
    clock.close();
    await clock.advance(10);
    assert.equal(fired, false);
  });
});
