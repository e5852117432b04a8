import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertStored, WHOLE, type SentFile } from '../src/transfers/checks.js';
import { Dice } from '../src/transfers/dice.js';
import { TransferBench } from '../src/transfers/TransferBench.js';
import type { TransferPhone } from '../src/transfers/TransferPhone.js';

const MEBIBYTE = 1 << 20;
const ACTS = 24;
const FIRST_SEED = Number(process.env.FAULT_SEED ?? 1);
const RUNS = Math.ceil(Number(process.env.FAULT_RUNS ?? 50) / 10);
const OVER = /Whole|Stopped|Declined|no open session/;

describe('persons and faults in any mixture', () => {
  let bench: TransferBench;

  before(async () => {
    bench = await TransferBench.open(2);
  });
  after(() => bench.close());

  async function act(dice: Dice, phones: TransferPhone[], sent: Map<string, SentFile>): Promise<void> {
    const [one, other] = (dice.below(2) === 0 ? phones : [...phones].reverse()) as [TransferPhone, TransferPhone];
    switch (dice.below(9)) {
      case 0:
      case 1:
      case 6: {
        const file = { name: `mixed-${dice.below(1e9)}.bin`, content: dice.bytes(1 + dice.below(MEBIBYTE)) };
        if (/^Open/.test(one.read('sessionState')) && !one.has('offerDialog')) {
          sent.set(file.name, file);
          await one.send(file);
        }
        break;
      }
      case 2: {
        const [cancel] = one.ids(/^cancelTransfer-/);
        if (cancel !== undefined && !one.has('offerDialog')) {
          await one.tap(cancel);
        }
        break;
      }
      case 3:
        bench.setLink(one, other, {
          bytesPerSecond: MEBIBYTE, connections: { kind: 'cut', afterBytes: 1 + dice.below(MEBIBYTE) },
        });
        break;
      case 4:
        bench.setLink(one, other, { bytesPerSecond: MEBIBYTE, connections: { kind: 'reset' } });
        break;
      case 5:
        bench.setLink(one, other, { state: 'stalled' });
        break;
      default:
        bench.setLink(one, other, { bytesPerSecond: 2 * MEBIBYTE });
        if (one.has('offerAcceptButton')) {
          await one.tap(dice.below(5) === 0 ? 'offerDeclineButton' : 'offerAcceptButton');
        }
    }
    await bench.pause(dice.below(20) / 10);
  }

  async function settle(phones: TransferPhone[]): Promise<void> {
    const [one, other] = phones as [TransferPhone, TransferPhone];
    bench.setLink(one, other, {});
    await bench.waitFor('everything to be over', 180, () => {
      for (const phone of phones.filter(candidate => candidate.has('offerAcceptButton'))) {
        void phone.tap('offerAcceptButton');
      }
      return phones.every(phone => phone.transfers.every(id => OVER.test(phone.read(id))) && !phone.has('offerDialog'));
    });
  }

  it('end in the same on both screens, and what is whole on one is whole on the other', async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const dice = new Dice(seed);
      const phones = [bench.phone(1), bench.phone(2)];
      const sent = new Map<string, SentFile>();
      for (let count = 0; count < ACTS; count++) {
        await act(dice, phones, sent);
      }
      await settle(phones).catch((error: unknown) => {
        throw new Error(`Seed ${seed} (again from FAULT_SEED=${seed}): ${String(error)}`, { cause: error });
      });
      await bench.pause(1);
      const [one, other] = phones as [TransferPhone, TransferPhone];
      for (const id of one.transfers.filter(candidate => other.transfers.includes(candidate))) {
        const [here, there] = [one.read(id), other.read(id)];
        assert.equal(WHOLE.test(here), WHOLE.test(there), `seed ${seed}: '${here}', '${there}'`);
      }
      for (const phone of phones) {
        const whole = [...phone.received.keys()].filter(name => sent.has(name));
        assertStored(phone, whole.flatMap(name => sent.get(name) ?? []));
        assert.equal(phone.hasCrashed, false);
      }
    }
  });
});
