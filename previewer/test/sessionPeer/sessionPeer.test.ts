import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CancelReason, DeclineReason, encode, frame, GoodbyeReason, TAKES_FILES, VERSION } from './frames.js';
import { connectPeer, connectRaw, type RawPeer } from './peer.js';
import { PeerMemory } from './PeerMemory.js';
import { inFolder, sourceOfBytes, type Source } from './stores.js';
import { createPair, type Pair } from './support.js';

const MEBIBYTE = 1_048_576;

/** A source that calls `at` once, when it is read at or beyond that offset. */
function tripping(source: Source, offset: number, at: () => void): Source {
  let isDone = false;
  return {
    ...source,
    read: async (start, length) => {
      if (start >= offset && !isDone) {
        isDone = true;
        at();
      }
      return source.read(start, length);
    },
  };
}

async function greet(pair: Pair): Promise<RawPeer> {
  const raw = await connectRaw({ host: '127.0.0.1', port: pair.listener.port });
  const { peerId } = new PeerMemory();
  raw.socket.write(
    encode({ type: 'hello', highest: VERSION, lowest: VERSION, capabilities: TAKES_FILES, peerId, name: 'Raw' }),
  );
  assert.equal((await raw.frames.next()).type, 'hello');
  return raw;
}

describe('texts between two second implementations', () => {
  it('arrive in order both ways and are confirmed; the names and ids are told', async () => {
    const pair = await createPair();
    const [one, two] = await pair.meet();
    assert.deepEqual([one.remote.name, two.remote.name], ['Host', 'Opener']);
    assert.deepEqual([one.remote.peerId, two.remote.peerId], [pair.host.peerId, pair.opener.peerId]);
    await Promise.all([one.sendText('first'), one.sendText('你好'), two.sendText('back')]);
    assert.equal((await two.texts.next()).text, 'first');
    assert.equal((await two.texts.next()).text, '你好');
    assert.equal((await one.texts.next()).text, 'back');
    assert.deepEqual(await one.goodbye(), { kind: 'left' });
    assert.deepEqual(await two.closed, { kind: 'goodbye', reason: GoodbyeReason.LEAVING });
  });

  it('are sent again after a cut until they are confirmed, and shown once', async () => {
    const pair = await createPair();
    const [one, two] = await pair.meet();
    one.cut();
    await one.closed;
    const confirmed = one.sendText('kept', '0000000000000001');
    assert.deepEqual(await two.closed, { kind: 'lost' });
    const [again, twoAgain] = await pair.meet();
    await confirmed;
    assert.equal((await twoAgain.texts.next()).text, 'kept');
    await again.sendText('kept', '0000000000000001');
    assert.equal(twoAgain.texts.size, 0);
  });
});

describe('many texts between two second implementations', () => {
  it('arrive in their order, however many are sent at once', async () => {
    const pair = await createPair();
    const [one, two] = await pair.meet();
    const sent = Array.from({ length: 600 }, (_, index) => `text ${index}`);
    await Promise.all(sent.map(text => one.sendText(text)));
    const received: string[] = [];
    while (two.texts.size > 0) {
      received.push((await two.texts.next()).text);
    }
    assert.deepEqual(received, sent);
  });

  it('are under way only as many at a time as may be without a receipt', async () => {
    const pair = await createPair();
    const [one, two] = await pair.meet();
    const raw = await greet(pair);
    const host = await pair.listener.sessions.next();
    const texts = Array.from({ length: 257 }, (_, index) => host.sendText(`text ${index}`));
    const large = Array.from({ length: 17 }, () => one.sendText('x'.repeat(65_536)));
    const ids: string[] = [];
    while (ids.length < 256) {
      const frame = await raw.frames.next();
      ids.push(...(frame.type === 'text' ? [frame.id] : []));
    }
    assert.equal(raw.frames.size, 0);
    raw.socket.write(Buffer.concat(ids.map(id => encode({ type: 'receipt', id }))));
    const last = await raw.frames.next();
    assert.ok(last.type === 'text' && last.text === 'text 256');
    raw.socket.write(encode({ type: 'receipt', id: last.id }));
    await Promise.all([...texts, ...large]);
    assert.equal(two.texts.size, 17);
  });
});

describe('files between two second implementations', () => {
  it('arrive whole in a folder, several in one offer, while texts pass', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'session-peer-'));
    after(() => rmSync(folder, { recursive: true }));
    const pair = await createPair({ store: inFolder(folder) });
    const [one, two] = await pair.meet();
    const contents = [randomBytes(9 * MEBIBYTE + 17), Buffer.alloc(0), Buffer.from('hello')];
    const sources = contents.map((bytes, index) => sourceOfBytes(`../x/${index === 2 ? 0 : index}.bin`, bytes));
    let text: Promise<void> | undefined;
    sources[0] = tripping(sources[0] as Source, MEBIBYTE, () => {
      text = one.sendText('meanwhile');
    });
    const transfer = one.offerFiles(sources);
    assert.equal((await two.texts.next()).text, 'meanwhile');
    assert.equal(two.files.size, 0);
    await text;
    assert.deepEqual(await transfer.outcome, { kind: 'done', results: [0, 0, 0] });
    for (const bytes of contents) {
      const file = await two.files.next();
      assert.ok(readFileSync(String(file.content)).equals(bytes));
      assert.equal(file.sha256, createHash('sha256').update(bytes).digest('hex'));
    }
    assert.deepEqual(readdirSync(folder).sort(), ['0.bin', '1.bin', '2-0.bin']);
  });

  it('go on after a cut from where they were, with the same offer and nobody asked again', async () => {
    let asked = 0;
    const pair = await createPair({ decide: () => (asked++, 'accept') });
    const [one] = await pair.meet();
    const bytes = randomBytes(12 * MEBIBYTE);
    const offsets: number[] = [];
    const inner = tripping(sourceOfBytes('big', bytes), 6 * MEBIBYTE, () => one.cut());
    const source: Source = { ...inner, read: (at, length) => (offsets.push(at), inner.read(at, length)) };
    const { outcome } = one.offerFiles([sourceOfBytes('small', Buffer.from('hello')), source]);
    await one.closed;
    offsets.length = 0;
    const [, two] = await pair.meet();
    assert.deepEqual(await outcome, { kind: 'done', results: [0, 0] });
    const file = await two.files.next();
    assert.ok((file.content as Buffer).equals(bytes));
    assert.equal(asked, 1);
    assert.ok(offsets.filter(offset => offset < 2 * MEBIBYTE).length <= 8, 'the beginning is read once, for its hash');
  });

  it('begin at 0 again when the beginning that is there is another one', async () => {
    const pair = await createPair();
    const [one] = await pair.meet();
    const first = tripping(sourceOfBytes('same name', randomBytes(8 * MEBIBYTE)), 6 * MEBIBYTE, () => one.cut());
    one.offerFiles([first]);
    await one.closed;
    pair.opener.of(pair.host.peerId).outgoing.clear();
    const [again, two] = await pair.meet();
    const other = randomBytes(8 * MEBIBYTE);
    const { outcome } = again.offerFiles([sourceOfBytes('same name', other)]);
    assert.deepEqual(await outcome, { kind: 'done', results: [0] });
    assert.ok(((await two.files.next()).content as Buffer).equals(other));
  });

  it('end in the same way on both sides when they are declined, cancelled by either, or change', async () => {
    let decision: 'accept' | number = DeclineReason.TOO_LARGE;
    const pair = await createPair({ decide: () => decision });
    const [one, two] = await pair.meet();
    const big = sourceOfBytes('big', randomBytes(8 * MEBIBYTE));
    assert.deepEqual(await one.offerFiles([big]).outcome, { kind: 'declined', reason: DeclineReason.TOO_LARGE });
    decision = 'accept';
    const stopped = one.offerFiles([tripping(big, MEBIBYTE, () => one.cancel(stopped.id))]);
    assert.deepEqual(await stopped.outcome, { kind: 'cancelled', by: 'self', reason: CancelReason.STOPPED });
    const refused = one.offerFiles([tripping(big, MEBIBYTE, () => two.cancel(refused.id, CancelReason.NO_SPACE))]);
    assert.deepEqual(await refused.outcome, { kind: 'cancelled', by: 'peer', reason: CancelReason.NO_SPACE });
    const shrinking = { ...big, size: big.size + 1 };
    const changed = await one.offerFiles([shrinking]).outcome;
    assert.deepEqual(changed, { kind: 'cancelled', by: 'self', reason: CancelReason.SOURCE_CHANGED });
    assert.deepEqual(await one.offerFiles([big]).outcome, { kind: 'done', results: [0] });
  });
});

describe('a second implementation refuses', () => {
  it('a peer that breaks a rule, with VIOLATION', async () => {
    const pair = await createPair({ capabilities: TAKES_FILES });
    const id = '0102030405060708';
    const breaches = [
      frame(99),
      frame(2, Buffer.alloc(8)),
      encode({ type: 'hello', highest: 2, lowest: 2, capabilities: 1, peerId: new PeerMemory().peerId, name: '' }),
      encode({ type: 'chunk', id, index: 0, offset: 0, bytes: Buffer.from('x') }),
      encode({ type: 'progress', id, index: 0, offset: 0 }),
      encode({ type: 'accept', id, positions: [{ offset: 0, hash: Buffer.alloc(32) }] }),
    ];
    for (const breach of breaches) {
      const raw = await greet(pair);
      raw.socket.write(breach);
      assert.equal(await raw.ended, GoodbyeReason.VIOLATION, breach.toString('hex', 0, 20));
    }
  });

  it('a peer that sends more texts than may be without a receipt', async () => {
    const pair = await createPair();
    const raw = await greet(pair);
    const host = await pair.listener.sessions.next();
    const text = (index: number): Buffer =>
      encode({ type: 'text', id: index.toString(16).padStart(16, '0'), text: 'x' });
    raw.socket.write(Buffer.concat(Array.from({ length: 256 }, (_, index) => text(index))));
    for (let count = 0; count < 256; count++) {
      assert.equal((await raw.frames.next()).type, 'receipt');
    }
    raw.socket.write(Buffer.concat(Array.from({ length: 257 }, (_, index) => text(256 + index))));
    assert.equal(await raw.ended, GoodbyeReason.VIOLATION);
    assert.equal(host.texts.size, 512);
  });

  it('bytes out of order or beyond the file, and an end before the last byte', async () => {
    const pair = await createPair();
    const id = '0102030405060708';
    const chunk = (offset: number, length: number): Buffer =>
      encode({ type: 'chunk', id, index: 0, offset, bytes: Buffer.alloc(length) });
    for (const breach of [chunk(1, 1), chunk(0, 6), encode({ type: 'end', id, index: 0, hash: Buffer.alloc(32) })]) {
      const raw = await greet(pair);
      raw.socket.write(encode({ type: 'offer', id, files: [{ size: 5, name: 'x' }] }));
      assert.equal((await raw.frames.next()).type, 'accept');
      raw.socket.write(breach);
      assert.equal(await raw.ended, GoodbyeReason.VIOLATION);
    }
  });

  it('another version, with VERSION whatever follows, and its own peer id', async () => {
    const pair = await createPair();
    const raw = await connectRaw({ host: '127.0.0.1', port: pair.listener.port });
    raw.socket.write(frame(1, Buffer.from([0, 1, 0xff])));
    assert.equal(await raw.ended, GoodbyeReason.VERSION);
    await assert.rejects(connectPeer({ host: '127.0.0.1', port: pair.listener.port, memory: pair.host }));
  });

  it('a peer id that comes from another address, with FULL', async () => {
    const pair = await createPair();
    await pair.meet();
    await assert.rejects(pair.meet({ localAddress: '127.0.0.2' }), /"reason":4/);
  });

  it('a peer that stays silent, greets too late or never ends a frame', async () => {
    const limits = { silence: 100, greeting: 100, frame: 50 };
    const pair = await createPair({ limits });
    const slow = await connectRaw({ host: '127.0.0.1', port: pair.listener.port });
    assert.equal(await slow.ended, undefined);
    const [, two] = await pair.meet({ limits: { heartbeat: 60_000 } });
    assert.deepEqual(await two.closed, { kind: 'silent' });
    const dripping = await greet(pair);
    dripping.socket.write(Buffer.from([0, 0]));
    assert.equal(await dripping.ended, GoodbyeReason.VIOLATION);
  });
});
