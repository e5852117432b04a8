import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CancelReason, GoodbyeReason } from '../../previewer/test/sessionPeer/frames.js';
import { connectPeer, listenPeer } from '../../previewer/test/sessionPeer/peer.js';
import { PeerMemory } from '../../previewer/test/sessionPeer/PeerMemory.js';
import type { Session } from '../../previewer/test/sessionPeer/Session.js';
import { sourceOfBytes } from '../../previewer/test/sessionPeer/stores.js';
import { assertStored, receivedPage, WHOLE } from '../src/transfers/checks.js';
import { Dice } from '../src/transfers/dice.js';
import { SESSION_PORT, TransferBench, type Target } from '../src/transfers/TransferBench.js';
import { sha256, type TransferPhone } from '../src/transfers/TransferPhone.js';

const MEBIBYTE = 1 << 20;
/** The clock of the phones runs faster than that of the other implementation. */
const LIMITS = { heartbeat: 20, silence: 60_000, frame: 60_000, greeting: 60_000, leaving: 60_000 };

describe('the application and the second implementation of the protocol', () => {
  const dice = new Dice(5);
  let bench: TransferBench;
  let phone: TransferPhone;
  let target: Target;
  let memory: PeerMemory;

  before(async () => {
    bench = await TransferBench.open(1);
    phone = bench.phone(1);
    target = await bench.addMember();
    memory = new PeerMemory('Node');
  });
  after(() => bench.close());

  const connect = (): Promise<Session> => bench.during(connectPeer({ ...target, memory, limits: LIMITS }));

  async function showConversation(): Promise<void> {
    if (!phone.has('sessionState')) {
      await phone.tap('tabLinked');
      await phone.tap('openSessionButton');
    }
    await phone.sees('sessionState', /^Open with Node/);
  }

  it('opens to the application: texts pass both ways, and are confirmed', async () => {
    const session = await connect();
    await showConversation();
    assert.equal(session.remote.name, 'Phone 1');
    await bench.during(session.sendText('hello, 你好'));
    await phone.sees('messageList', /hello, 你好/);
    await phone.type('messageInput', 'hello yourself');
    await phone.tap('sendButton');
    assert.equal((await bench.during(session.texts.next())).text, 'hello yourself');
    await phone.sees('messageList', /Delivered/);
    assert.deepEqual(await bench.during(session.goodbye()), { kind: 'left' });
    await phone.sees('sessionState', /closed the session/);
  });

  it('sends files to the application, which go on after a cut', async () => {
    const files = [
      { name: 'from-node.bin', content: dice.bytes(3 * MEBIBYTE) },
      { name: 'small.txt', content: Buffer.from('hello') },
    ];
    let session = await connect();
    await showConversation();
    const [large, small] = files.map(({ name, content }) => sourceOfBytes(name, content));
    assert.ok(large && small);
    let isCut = false;
    const source = { ...large, read: (offset: number, length: number) => {
      if (offset >= MEBIBYTE && !isCut) {
        isCut = true;
        session.cut();
      }
      return large.read(offset, length);
    } };
    const transfer = session.offerFiles([source, small]);
    await phone.sees('offerDialog', /Node wants to send you 2 files/);
    await phone.accept();
    await bench.during(session.closed);
    await phone.seesRow(/Interrupted at/);
    session = await connect();
    assert.deepEqual(await bench.during(transfer.outcome), { kind: 'done', results: [0, 0] });
    await phone.seesRow(WHOLE);
    assertStored(phone, files);
    await bench.during(session.goodbye());
  });

  it('is declined and stopped by the person, and stops itself', async () => {
    const session = await connect();
    await showConversation();
    const offer = () => session.offerFiles([sourceOfBytes(`file-${dice.below(1e9)}.bin`, dice.bytes(6 * MEBIBYTE))]);
    const declined = offer();
    await phone.tap('offerDeclineButton');
    assert.deepEqual(await bench.during(declined.outcome), { kind: 'declined', reason: 0 });
    await phone.seesRow(/Declined by you/);
    bench.setLink(phone, bench.phone(2), { bytesPerSecond: MEBIBYTE });
    const cancelled = offer();
    await phone.accept();
    await phone.tap(`cancelTransfer-${cancelled.id}`);
    const outcome = await bench.during(cancelled.outcome);
    assert.deepEqual(outcome, { kind: 'cancelled', by: 'peer', reason: CancelReason.STOPPED });
    await phone.seesRow(/Stopped by you/);
    const withdrawn = offer();
    await phone.accept();
    session.cancel(withdrawn.id);
    await phone.seesRow(/Stopped by Node/);
    bench.setLink(phone, bench.phone(2), {});
    await bench.during(session.goodbye());
  });

  it('takes files from the application, which go on after a cut, and may refuse them', async () => {
    const content = dice.bytes(2 * MEBIBYTE);
    let session = await connect();
    await showConversation();
    await phone.send({ name: 'to-node.bin', content });
    await phone.until('the transfer', 20, () => phone.percent > 0 || WHOLE.test(phone.row));
    session.cut();
    await bench.during(session.closed);
    const before = session.files;
    session = await connect();
    const file = await bench.during(before.size > 0 ? before.next() : session.files.next());
    assert.deepEqual([file.name, file.size, file.sha256], ['to-node.bin', content.length, sha256(content)]);
    await phone.seesRow(WHOLE);
    await bench.during(session.goodbye());
    session = await bench.during(connectPeer({ ...target, memory, limits: LIMITS, decide: () => 0 }));
    await showConversation();
    await phone.send({ name: 'unwanted.bin', content });
    await phone.seesRow(/Declined by Node/);
    await phone.tap('closeSessionButton');
    assert.deepEqual(await bench.during(session.closed), { kind: 'goodbye', reason: GoodbyeReason.LEAVING });
  });

  it('is opened by the application', async () => {
    const listener = await listenPeer({ host: target.localAddress, port: SESSION_PORT, memory, limits: LIMITS });
    try {
      await phone.tap('connectSessionButton');
      const session = await bench.during(listener.sessions.next());
      await showConversation();
      assert.equal(session.remote.name, 'Phone 1');
      await phone.type('messageInput', 'who is there?');
      await phone.tap('sendButton');
      assert.equal((await bench.during(session.texts.next())).text, 'who is there?');
      await bench.during(session.sendText('a Node script'));
      await phone.sees('messageList', /a Node script/);
      await bench.during(session.goodbye());
    } finally {
      await bench.during(listener.close());
    }
  });

  it('suggests names that are no names: each file is stored in its folder, under a name that can be read', async () => {
    const names = [
      '../../x', '/etc/passwd', 'C:\\x', 'CON', '', 'n'.repeat(4_096), 'a\0b\u0007\u202e\n.txt',
      'same.txt', 'same.txt', '...', ' . ',
    ];
    const session = await connect();
    await showConversation();
    const before = new Set(phone.received.keys());
    const contents = names.map((_, index) => Buffer.from(`content ${index}`));
    const sources = contents.map((content, index) => sourceOfBytes(names[index] ?? '', content));
    const transfer = session.offerFiles(sources);
    await phone.sees('offerDialog', /Node wants to send you 11 files/);
    assert.doesNotMatch(phone.read('offerDialog'), /[\0-\x1f\u202e/\\]|n{200}/);
    await phone.accept();
    assert.deepEqual(await bench.during(transfer.outcome), { kind: 'done', results: names.map(() => 0) });
    await phone.seesRow(WHOLE);
    const stored = [...phone.received.keys()].filter(name => !before.has(name));
    assert.equal(stored.length, names.length, stored.join());
    assert.deepEqual(stored.map(name => phone.hashOf(name)).sort(), contents.map(sha256).sort());
    for (const name of stored) {
      assert.match(name, /^[^./\\\0-\x1f\x7f\u202e:][^/\\\0-\x1f\x7f\u202e:]{0,119}$/);
      assert.doesNotMatch(name, /^con(\.|$)/i);
    }
    const shown = await receivedPage(bench, phone);
    assert.deepEqual(stored.filter(name => !shown.has(name)), []);
    await bench.during(session.goodbye());
  });
});
