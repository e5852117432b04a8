import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { decode, FrameReader, Violation } from './decode.js';
import { encode, frame, FrameType, HEADER_BYTES, PAYLOAD_BOUNDS, type Frame } from './frames.js';

type Sent = Exclude<Frame, { type: 'foreignHello' }>;

const page = readFileSync(new URL('../../../docs/session-protocol.md', import.meta.url), 'utf8');
const OFFER = 'a1a2a3a4a5a6a7a8';
const NOTHING = Buffer.alloc(32);
const HELLO_HASH = Buffer.from('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824', 'hex');

/** The frames that the page shows, in its order. */
const shown: Sent[] = [
  {
    type: 'hello',
    highest: 2,
    lowest: 2,
    capabilities: 1,
    peerId: '2f6c1d3e-8a47-4b0e-9c55-0d1e2f3a4b5c',
    name: 'Phone 1',
  },
  { type: 'goodbye', reason: 0 },
  { type: 'heartbeat' },
  { type: 'text', id: '1122334455667788', text: 'hi' },
  { type: 'receipt', id: '1122334455667788' },
  { type: 'offer', id: OFFER, files: [{ size: 5, name: 'a.txt' }] },
  { type: 'accept', id: OFFER, positions: [{ offset: 0, hash: NOTHING }] },
  { type: 'chunk', id: OFFER, index: 0, offset: 0, bytes: Buffer.from('hello') },
  { type: 'end', id: OFFER, index: 0, hash: HELLO_HASH },
  { type: 'progress', id: OFFER, index: 0, offset: 5 },
  { type: 'result', id: OFFER, index: 0, result: 0 },
];

function framesOnThePage(): Buffer[] {
  const text = page.replace('(32 × 00)', '00 '.repeat(32));
  return [...text.matchAll(/00 00 00(?:\s[0-9a-f]{2})+/g)].map(([hex]) => Buffer.from(hex.replace(/\s/g, ''), 'hex'));
}

function read(bytes: Buffer, piece = bytes.length): Frame[] {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; at += piece) {
    reader.push(bytes.subarray(at, at + piece), next => frames.push(next));
  }
  assert.equal(reader.isInFrame, false);
  return frames;
}

describe('the frames of the second implementation', () => {
  it('are the ones that the page shows, byte for byte, both ways', () => {
    const examples = framesOnThePage();
    assert.equal(examples.length, shown.length);
    shown.forEach((value, index) => {
      assert.equal(encode(value).toString('hex'), examples[index]?.toString('hex'), value.type);
      assert.deepEqual(read(examples[index] ?? Buffer.alloc(0)), [value]);
    });
  });

  it('are read alike however the stream is cut', () => {
    const stream = Buffer.concat(shown.map(encode));
    for (const piece of [1, 2, 3, 7, 50, 1000]) {
      assert.deepEqual(read(stream, piece), shown);
    }
  });

  it('are refused by their header when their size is out of bounds or their type unknown', () => {
    for (const [type, [least, most]] of PAYLOAD_BOUNDS) {
      for (const size of [least - 1, most + 1]) {
        const header = Buffer.alloc(HEADER_BYTES);
        header.writeUInt32BE(size + 1);
        header[4] = type;
        assert.throws(() => new FrameReader().push(header, () => undefined), Violation, `type ${type}, ${size} bytes`);
      }
    }
    assert.throws(() => new FrameReader().push(frame(6), () => undefined), Violation);
  });

  it('are refused when what is in them contradicts the page', () => {
    const hello = encode(shown[0] as Sent).subarray(HEADER_BYTES);
    const changed = (source: Buffer, at: number, ...bytes: number[]): Buffer => {
      const copy = Buffer.from(source);
      copy.set(bytes, at);
      return copy;
    };
    const offer = encode(shown[5] as Sent).subarray(HEADER_BYTES);
    const wrong: [number, Buffer][] = [
      [FrameType.HELLO, changed(hello, 2, 0, 3)],
      [FrameType.HELLO, changed(hello, 8, 0x41)],
      [FrameType.HELLO, changed(hello, 44, 0xff)],
      [FrameType.HELLO, hello.subarray(0, 43)],
      [FrameType.TEXT, Buffer.from('1122334455667788c080', 'hex')],
      [FrameType.OFFER, changed(offer, 8, 0, 0)],
      [FrameType.OFFER, changed(offer, 8, 0, 2)],
      [FrameType.OFFER, changed(offer, 8, 0, 65)],
      [FrameType.OFFER, changed(offer, 10, 0, 0x20)],
      [FrameType.OFFER, changed(offer, 18, 0, 4)],
      [FrameType.OFFER, changed(offer, 20, 0xff)],
      [FrameType.ACCEPT, Buffer.alloc(60)],
    ];
    wrong.forEach(([type, payload], index) => assert.throws(() => decode(type, payload), Violation, `case ${index}`));
    assert.deepEqual(decode(FrameType.HELLO, Buffer.from('0001ff', 'hex')), { type: 'foreignHello' });
  });
});
