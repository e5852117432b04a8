import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { leaveSessions, openSession, say } from '../radio/scenarios/steps.js';
import { arrives, assertStored, guard, receivedPage, underWay, WHOLE, type SentFile } from '../src/transfers/checks.js';
import { Dice } from '../src/transfers/dice.js';
import { TransferBench } from '../src/transfers/TransferBench.js';
import type { TransferPhone } from '../src/transfers/TransferPhone.js';

const MEBIBYTE = 1 << 20;
const INTERRUPTED = /Interrupted at/;
const OWN_STOP = /Stopped by you/;
const STOPPED = /Stopped by/;

describe('a transfer that something happens to', () => {
  const dice = new Dice(7);
  let bench: TransferBench | undefined;
  let owner: TransferPhone;
  let client: TransferPhone;
  let count = 0;

  after(() => bench?.close());

  /** What fails leaves nothing behind for what follows. */
  function scenario(name: string, play: (current: TransferBench) => Promise<void>): void {
    it(name, async () => {
      const current = bench ?? await TransferBench.open(2);
      bench = undefined;
      [owner, client] = [current.phone(1), current.phone(2)];
      try {
        current.setLink(owner, client, {});
        await play(current);
        assert.deepEqual([owner.hasCrashed, client.hasCrashed], [false, false]);
      } catch (error) {
        current.close();
        throw error;
      }
      bench = current;
    });
  }

  function newFile(mebibytes = 2): SentFile {
    return { name: `file-${++count}.bin`, content: dice.bytes(mebibytes * MEBIBYTE + dice.below(1000)) };
  }

  const eachWay: [string, () => [TransferPhone, TransferPhone]][] = [
    ['from the client', () => [client, owner]],
    ['from the owner', () => [owner, client]],
  ];

  /** Both phones see the end of their session and the transfer waiting. */
  async function areInterrupted(...phones: TransferPhone[]): Promise<void> {
    for (const phone of phones) {
      await phone.seesRow(INTERRUPTED);
    }
  }

  /** Undamaged again, the transfer goes on without anybody's doing. */
  async function goesOn(
    bench: TransferBench, sender: TransferPhone, receiver: TransferPhone, files: SentFile[],
  ): Promise<void> {
    bench.setLink(owner, client, {});
    await arrives(sender, receiver, files);
    const shown = await receivedPage(bench, receiver);
    for (const { name } of files) {
      assert.doesNotMatch(shown.get(name) ?? 'not there', /not there|ncomplete/, name);
    }
  }

  for (const [way, phones] of eachWay) {
    scenario(`stalls for 8 s ${way} and goes on over the same connection`, async bench => {
      const [sender, receiver] = phones();
      const files = [newFile()];
      const release = guard(bench, sender, receiver, files);
      await underWay(bench, sender, receiver, files);
      const connection = sender.read('sessionEndpoints');
      bench.setLink(owner, client, { state: 'stalled' });
      const before = receiver.storedBytes;
      await bench.pause(8);
      assert.ok(receiver.storedBytes - before < MEBIBYTE, 'nothing more than what was under way arrives');
      await goesOn(bench, sender, receiver, files);
      assert.equal(sender.read('sessionEndpoints'), connection);
      release();
    });

    scenario(`stalls for 30 s ${way}: both give the session up, and the transfer goes on in another`, async bench => {
      const [sender, receiver] = phones();
      const files = [newFile()];
      const release = guard(bench, sender, receiver, files);
      await underWay(bench, sender, receiver, files);
      bench.setLink(owner, client, { state: 'stalled' });
      await bench.pause(30);
      await areInterrupted(sender, receiver);
      const shown = [...(await receivedPage(bench, receiver)).values()];
      assert.equal(shown.filter(text => /ncomplete/.test(text)).length, 1);
      await goesOn(bench, sender, receiver, files);
      release();
    });

    scenario(`meets a reset of its connection ${way}`, async bench => {
      const [sender, receiver] = phones();
      const files = [newFile()];
      const release = guard(bench, sender, receiver, files);
      await underWay(bench, sender, receiver, files);
      bench.setLink(owner, client, { connections: { kind: 'reset' } });
      await goesOn(bench, sender, receiver, files);
      release();
    });

    scenario(`loses the receiver's process ${way}: the restarted application goes on`, async bench => {
      const [sender, receiver] = phones();
      const files = [newFile()];
      const release = guard(bench, sender, receiver, files);
      await underWay(bench, sender, receiver, files);
      const stored = receiver.storedBytes;
      receiver.restartApplication();
      await sender.seesRow(INTERRUPTED);
      assert.ok(receiver.storedBytes >= stored, 'what has arrived stays');
      await bench.reunite();
      await goesOn(bench, sender, receiver, files);
      release();
    });

    scenario(`loses the sender's process ${way}: the file that is chosen again is continued`, async bench => {
      const [sender, receiver] = phones();
      const files = [newFile()];
      const release = guard(bench, sender, receiver, files);
      await underWay(bench, sender, receiver, files);
      sender.restartApplication();
      await receiver.seesRow(INTERRUPTED);
      const stored = receiver.storedBytes;
      await bench.reunite();
      await receiver.seesRow(/goes on when Phone \d sends it again/);
      const watched = bench.watch(() => assert.ok(receiver.storedBytes >= stored, 'nothing is received twice'));
      await sender.send(...files);
      await receiver.sees('offerDialog', /continues a file that is here in part/);
      await receiver.accept();
      await goesOn(bench, sender, receiver, files);
      watched();
      release();
    });

    scenario(`fills the receiver's storage ${way}: both say so; with room again the file is continued`, async bench => {
      const [sender, receiver] = phones();
      const files = [newFile()];
      const release = guard(bench, sender, receiver, files);
      await underWay(bench, sender, receiver, files);
      receiver.device.command({ kind: 'setFreeSpace', bytes: 100_000 });
      await receiver.seesRow(/Not enough space on this device/);
      await sender.seesRow(new RegExp(`Not enough space on ${receiver.name}`));
      const stored = receiver.storedBytes;
      assert.equal(receiver.partials.size, 1);
      const [shown] = [...(await receivedPage(bench, receiver)).entries()].filter(([name]) => name === files[0]?.name);
      assert.match(shown?.[1] ?? '', /ncomplete/);
      receiver.device.command({ kind: 'setFreeSpace' });
      await sender.choose(sender.transfer.replace('transfer-', 'retryTransfer-'), files);
      await receiver.sees('offerDialog', /continues a file that is here in part/);
      const watched = bench.watch(() => assert.ok(receiver.storedBytes >= stored, 'nothing is received twice'));
      await receiver.accept();
      await goesOn(bench, sender, receiver, files);
      watched();
      release();
    });
  }

  for (const [whose, phones] of [['client', () => client], ['owner', () => owner]] as const) {
    scenario(`loses the Wi-Fi of the ${whose}: it goes on in the next group`, async bench => {
      for (const [, pair] of eachWay) {
        const [sender, receiver] = pair();
        const files = [newFile()];
        const release = guard(bench, sender, receiver, files);
        await underWay(bench, sender, receiver, files);
        phones().device.command({ kind: 'setWifi', on: false });
        await areInterrupted(sender, receiver);
        await bench.reunite();
        await goesOn(bench, sender, receiver, files);
        release();
      }
    });
  }

  scenario('is stopped by both persons at once, in whatever order', async bench => {
    for (let round = 0; round < 8; round++) {
      const files = [newFile(1)];
      const [sender, receiver] = round % 2 === 0 ? [client, owner] : [owner, client];
      const release = guard(bench, sender, receiver, files);
      await underWay(bench, sender, receiver, files);
      const [first, second] = dice.below(2) === 0 ? [sender, receiver] : [receiver, sender];
      await first.tap(first.transfer.replace('transfer-', 'cancelTransfer-'));
      await bench.clock.advance(dice.below(4) * 5);
      const other = second.transfer.replace('transfer-', 'cancelTransfer-');
      if (second.has(other)) {
        await second.tap(other);
      }
      await sender.seesRow(STOPPED);
      await receiver.seesRow(STOPPED);
      await bench.pause(2);
      assert.ok(OWN_STOP.test(first.row), `${first.name}: ${first.row}`);
      assert.ok(STOPPED.test(second.row), `${second.name}: ${second.row}`);
      assert.equal(receiver.received.has(files[0]?.name ?? ''), false);
      assert.match(sender.read('sessionState'), /^Open/);
      const shown = await receivedPage(bench, receiver);
      for (const [name, text] of shown) {
        assert.equal(/ncomplete/.test(text), !receiver.received.has(name), name);
      }
      release();
    }
  });

  scenario('incomplete files can be deleted', async () => {
    for (const phone of [owner, client]) {
      await phone.tap('receivedFilesButton');
      for (const id of phone.ids(/^file-/).filter(candidate => /ncomplete/.test(phone.read(candidate)))) {
        await phone.tap(id.replace('file-', 'deleteFile-'));
        await phone.confirm('Delete');
        await phone.disappears(id);
      }
      phone.back();
      await phone.disappears('receivedFilesList');
      assert.equal(phone.partials.size, 0);
    }
  });

  scenario('meets one in the other direction', async bench => {
    const [there, back] = [newFile(3), newFile(3)];
    bench.setLink(owner, client, { bytesPerSecond: MEBIBYTE });
    await client.send(there);
    await owner.send(back);
    await owner.accept();
    await client.accept();
    const areWhole = (phone: TransferPhone): boolean =>
      phone.transfers.slice(-2).every(id => WHOLE.test(phone.read(id)));
    await bench.waitFor('both', 60, () => areWhole(owner) && areWhole(client));
    assertStored(owner, [there]);
    assertStored(client, [back]);
  });

  scenario('lets texts pass on a slow link', async bench => {
    const files = [newFile(1)];
    await underWay(bench, client, owner, files);
    const before = owner.percent;
    await say(client, owner, 'still coming');
    await say(owner, client, 'I can see it');
    await client.sees('messageList', /still coming/);
    assert.ok(owner.percent < 100, `${before} ${owner.row}`);
    assert.doesNotMatch(owner.row, WHOLE);
    await goesOn(bench, client, owner, files);
  });

  scenario('is cut between two files of an offer: what is whole stays, the rest follows', async bench => {
    const files = [newFile(1), newFile(1), newFile(1)];
    const release = guard(bench, client, owner, files);
    const there = owner.received.size;
    bench.setLink(owner, client, { bytesPerSecond: MEBIBYTE });
    await client.send(...files);
    await owner.accept();
    await bench.waitFor('the first file', 60, () => owner.received.size === there + 1);
    bench.setLink(owner, client, { connections: { kind: 'cut', afterBytes: 1 } });
    await bench.pause(12);
    await goesOn(bench, client, owner, files);
    assert.equal(owner.received.size, there + 3, 'no file came twice');
    release();
  });

  scenario('is declined, and says so on both sides', async () => {
    const files = [newFile(1)];
    await client.send(...files);
    await owner.tap('offerDeclineButton');
    await client.seesRow(/Declined by Phone 1/);
    await owner.seesRow(/Declined by you/);
    assert.equal(owner.received.has(files[0]?.name ?? ''), false);
    assert.equal(owner.partials.size, 0);
  });

  scenario('is offered and accepted on another page, and goes on there', async () => {
    const files = [newFile(1)];
    await leaveSessions([owner]);
    await owner.tap('tabDiscovery');
    await client.send(...files);
    await owner.sees('offerDialog', /Phone 2 wants to send you a file/);
    await owner.accept();
    await client.seesRow(WHOLE);
    assertStored(owner, files);
    await openSession(owner);
    await owner.seesRow(WHOLE);
  });
});
