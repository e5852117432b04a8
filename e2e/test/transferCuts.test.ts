import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertStored, guard, WHOLE } from '../src/transfers/checks.js';
import { Dice } from '../src/transfers/dice.js';
import { TransferBench } from '../src/transfers/TransferBench.js';
import type { TransferPhone } from '../src/transfers/TransferPhone.js';

const MEBIBYTE = 1 << 20;
/** Frames around the bytes of a file, that a cut may hit too. */
const FRAME_BYTES = 400;
const LIMIT_SECONDS = 180;
/** Without a change for so long, a connection is cut: what follows is waiting for its silence to be noticed. */
const STILL_SECONDS = 0.4;
const FIRST_SEED = Number(process.env.FAULT_SEED ?? 1);
const RUNS = Number(process.env.FAULT_RUNS ?? 50);

describe('a link that is cut at a random byte', () => {
  let bench: TransferBench;
  let interruptions = 0;

  before(async () => {
    bench = await TransferBench.open(2);
  });
  after(() => bench.close());

  async function transferOver(seed: number, sender: TransferPhone, receiver: TransferPhone): Promise<void> {
    const dice = new Dice(seed);
    const files = [{ name: `cut-${seed}.bin`, content: dice.bytes(MEBIBYTE + dice.below(2 * MEBIBYTE)) }];
    const size = files[0]?.content.length ?? 0;
    bench.setLink(sender, receiver, { connections: { kind: 'cut', afterBytes: 1 + dice.below(size + FRAME_BYTES) } });
    const earlier = sender.transfer;
    const isWhole = (phone: TransferPhone): boolean => phone.transfer !== earlier && WHOLE.test(phone.row);
    const release = guard(bench, sender, receiver, files);
    try {
      await sender.send(...files);
      let still = 0;
      let seen = '';
      const connection = sender.read('sessionEndpoints');
      const began = bench.clock.now();
      while (!isWhole(sender) || !isWhole(receiver)) {
        assert.ok(bench.clock.now() - began < LIMIT_SECONDS * 1000, `not whole: '${sender.row}', '${receiver.row}'`);
        if (receiver.has('offerAcceptButton')) {
          await receiver.accept();
        }
        await (still >= STILL_SECONDS ? bench.pause(1, 1) : bench.pause(0.05));
        const { row } = sender;
        const now = [receiver.storedBytes, sender.transfer, row, receiver.row, sender.read('sessionState')].join();
        still = now === seen ? still + 0.05 : 0;
        seen = now;
      }
      interruptions += sender.read('sessionEndpoints') === connection ? 0 : 1;
      assertStored(receiver, files);
      assert.equal(receiver.partials.size, 0, 'nothing incomplete is left');
    } finally {
      release();
    }
  }

  it('makes a file wait, which goes on by itself and arrives whole', async context => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const [one, other] = seed % 2 === 0 ? [1, 2] : [2, 1];
      try {
        await transferOver(seed, bench.phone(one), bench.phone(other));
      } catch (error) {
        const again = `FAULT_SEED=${seed} FAULT_RUNS=1`;
        throw new Error(`Seed ${seed} (again with ${again}): ${String(error)}`, { cause: error });
      }
    }
    assert.ok(interruptions >= RUNS / 2, `only ${interruptions} of ${RUNS} transfers needed another connection`);
    context.diagnostic(`info: ${RUNS} transfers cut at a random byte, ${interruptions} needed another connection`);
  });
});
