import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertStored, WHOLE } from '../src/transfers/checks.js';
import { Dice } from '../src/transfers/dice.js';
import { TransferBench } from '../src/transfers/TransferBench.js';
import { sha256, type TransferPhone } from '../src/transfers/TransferPhone.js';

describe('an owner with three clients', () => {
  const dice = new Dice(3);
  let bench: TransferBench;
  let owner: TransferPhone;
  let clients: TransferPhone[];

  before(async () => {
    bench = await TransferBench.open(4);
    [owner, ...clients] = bench.phones as [TransferPhone, ...TransferPhone[]];
  });
  after(() => bench.close());

  it('receives from all of them at once, one link broken on the way, and from each of them the same name', async () => {
    const sent = clients.map(client => {
      const content = dice.bytes((1 << 20) + dice.below(1 << 20));
      return { client, file: { name: 'holiday.jpg', content } };
    });
    for (const { client, file } of sent) {
      bench.setLink(owner, client, { bytesPerSecond: 1 << 20 });
      await client.send(file);
    }
    for (let count = 0; count < clients.length; count++) {
      await owner.sees('offerDialog', /wants to send you a file/);
      await owner.tap('offerAcceptButton');
      await bench.pause(0.3);
    }
    await bench.waitFor('the middle', 30, () => clients.every(({ percent }) => percent > 20));
    bench.setLink(owner, clients[0] as TransferPhone, { connections: { kind: 'cut', afterBytes: 10_000 } });
    for (const { client } of sent.slice(1)) {
      await client.seesRow(WHOLE);
    }
    await sent[0]?.client.seesRow(WHOLE);
    assert.deepEqual([...owner.received.keys()].sort(), ['holiday (2).jpg', 'holiday (3).jpg', 'holiday.jpg']);
    const names = new Map([...owner.received.keys()].map(name => [owner.hashOf(name), name]));
    for (const { client, file } of sent) {
      const name = names.get(sha256(file.content)) ?? `that of ${client.name}`;
      assertStored(owner, [{ name, content: file.content }]);
      await owner.tap(`sessionPeer-${client.name}`);
      await owner.seesRow(WHOLE);
    }
    assert.equal(owner.partials.size, 0);
  });
});
