import {
  FILES_LIMIT,
  FrameType,
  HASH_BYTES,
  HEADER_BYTES,
  ID_BYTES,
  NAME_LIMIT,
  PAYLOAD_BOUNDS,
  SIZE_LIMIT,
  VERSION,
  type FilePosition,
  type Frame,
  type OfferedFile,
} from './frames.js';

const HELLO_BYTES = 44;
const PEER_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What the page lists under "Violations". */
export class Violation extends Error {}

/** Cuts a stream of bytes into frames; holds one frame at most. */
export class FrameReader {
  private header = Buffer.alloc(HEADER_BYTES);
  private headerFilled = 0;
  private payload: Buffer | undefined;
  private payloadFilled = 0;

  /** Whether a frame has begun that is not whole yet. */
  get isInFrame(): boolean {
    return this.headerFilled > 0;
  }

  /** @throws Violation on a size out of bounds, before the payload has come, and on a payload that is wrong. */
  push(bytes: Buffer, take: (frame: Frame) => void, mayCome: (type: number) => boolean = () => true): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.payload === undefined) {
        const copied = bytes.copy(this.header, this.headerFilled, at, at + HEADER_BYTES - this.headerFilled);
        at += copied;
        this.headerFilled += copied;
        if (this.headerFilled < HEADER_BYTES) {
          return;
        }
        const size = checkedSize(this.header, mayCome);
        if (bytes.length - at >= size) {
          this.headerFilled = 0;
          take(decode(this.header[4] ?? 0, bytes.subarray(at, at + size)));
          at += size;
          continue;
        }
        this.payload = Buffer.allocUnsafe(size);
        this.payloadFilled = 0;
      }
      const copied = bytes.copy(this.payload, this.payloadFilled, at);
      at += copied;
      this.payloadFilled += copied;
      if (this.payloadFilled === this.payload.length) {
        const whole = this.payload;
        this.payload = undefined;
        this.headerFilled = 0;
        take(decode(this.header[4] ?? 0, whole));
      }
    }
  }
}

function checkedSize(header: Buffer, mayCome: (type: number) => boolean): number {
  const type = header.readUInt8(4);
  const size = header.readUInt32BE(0) - 1;
  const bounds = PAYLOAD_BOUNDS.get(type);
  if (bounds === undefined || !mayCome(type)) {
    throw new Violation(`A frame of type ${type} may not come here.`);
  }
  if (size < bounds[0] || size > bounds[1]) {
    throw new Violation(`A payload of ${size} bytes in a frame of type ${type}.`);
  }
  return size;
}

/** @throws Violation */
export function decode(type: number, payload: Buffer): Frame {
  const id = (): string => payload.toString('hex', 0, ID_BYTES);
  const index = (): number => payload.readUInt16BE(ID_BYTES);
  switch (type) {
    case FrameType.HELLO:
      return decodeHello(payload);
    case FrameType.TEXT:
      return { type: 'text', id: id(), text: text(payload.subarray(ID_BYTES)) };
    case FrameType.HEARTBEAT:
      return { type: 'heartbeat' };
    case FrameType.GOODBYE:
      return { type: 'goodbye', reason: payload.readUInt8(0) };
    case FrameType.RECEIPT:
      return { type: 'receipt', id: id() };
    case FrameType.OFFER:
      return { type: 'offer', id: id(), files: decodeFiles(payload) };
    case FrameType.ACCEPT:
      return { type: 'accept', id: id(), positions: decodePositions(payload) };
    case FrameType.DECLINE:
      return { type: 'decline', id: id(), reason: payload.readUInt8(ID_BYTES) };
    case FrameType.CHUNK:
      return { type: 'chunk', id: id(), index: index(), offset: size(payload, 10), bytes: payload.subarray(18) };
    case FrameType.END:
      return { type: 'end', id: id(), index: index(), hash: payload.subarray(10) };
    case FrameType.PROGRESS:
      return { type: 'progress', id: id(), index: index(), offset: size(payload, 10) };
    case FrameType.RESULT:
      return { type: 'result', id: id(), index: index(), result: payload.readUInt8(10) };
    case FrameType.CANCEL:
      return { type: 'cancel', id: id(), reason: payload.readUInt8(ID_BYTES) };
    default:
      throw new Violation(`A frame of type ${type}.`);
  }
}

function decodeHello(payload: Buffer): Frame {
  const highest = payload.readUInt16BE(0);
  if (highest < VERSION) {
    return { type: 'foreignHello' };
  }
  if (payload.length < HELLO_BYTES) {
    throw new Violation(`A HELLO of ${payload.length} bytes.`);
  }
  const lowest = payload.readUInt16BE(2);
  const peerId = payload.toString('latin1', 8, HELLO_BYTES);
  if (lowest > highest || !PEER_ID.test(peerId)) {
    throw new Violation('A HELLO with a wrong range of versions or peer id.');
  }
  const name = text(payload.subarray(HELLO_BYTES));
  return { type: 'hello', highest, lowest, capabilities: payload.readUInt32BE(4), peerId, name };
}

function decodeFiles(payload: Buffer): OfferedFile[] {
  const count = payload.readUInt16BE(ID_BYTES);
  if (count < 1 || count > FILES_LIMIT) {
    throw new Violation(`An OFFER of ${count} files.`);
  }
  const files: OfferedFile[] = [];
  let at = 10;
  for (let index = 0; index < count; index++) {
    const nameAt = at + 10;
    const length = nameAt <= payload.length ? payload.readUInt16BE(at + 8) : 0;
    if (nameAt + length > payload.length || length > NAME_LIMIT) {
      throw new Violation('An OFFER whose names do not fill it.');
    }
    files.push({ size: size(payload, at), name: text(payload.subarray(nameAt, nameAt + length)) });
    at = nameAt + length;
  }
  if (at !== payload.length) {
    throw new Violation('An OFFER with something behind its names.');
  }
  return files;
}

function decodePositions(payload: Buffer): FilePosition[] {
  const count = payload.readUInt16BE(ID_BYTES);
  if (payload.length !== 10 + count * (8 + HASH_BYTES)) {
    throw new Violation(`An ACCEPT of ${count} files in ${payload.length} bytes.`);
  }
  return Array.from({ length: count }, (_, index) => {
    const at = 10 + index * (8 + HASH_BYTES);
    return { offset: size(payload, at), hash: payload.subarray(at + 8, at + 8 + HASH_BYTES) };
  });
}

function size(payload: Buffer, at: number): number {
  const value = payload.readBigUInt64BE(at);
  if (value > SIZE_LIMIT) {
    throw new Violation('A size or offset of 2^53 or more.');
  }
  return Number(value);
}

function text(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Violation('A text that is not UTF-8.');
  }
}
