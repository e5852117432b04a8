// The frames of docs/session-protocol.md, version 2: their types, sizes and encoding. Written from that page alone.

export const VERSION = 2;
export const TAKES_FILES = 1;
export const CHUNK_LIMIT = 262_144;
export const WINDOW_BYTES = 4_194_304;
export const HEADER_BYTES = 5;
export const ID_BYTES = 8;
export const HASH_BYTES = 32;
export const FILES_LIMIT = 64;
export const NAME_LIMIT = 4_096;
export const SIZE_LIMIT = 2n ** 53n - 1n;

export const FrameType = {
  HELLO: 1,
  TEXT: 2,
  HEARTBEAT: 3,
  GOODBYE: 4,
  RECEIPT: 5,
  OFFER: 16,
  ACCEPT: 17,
  DECLINE: 18,
  CHUNK: 19,
  END: 20,
  PROGRESS: 21,
  RESULT: 22,
  CANCEL: 23,
} as const;

export const GoodbyeReason = { LEAVING: 0, VERSION: 1, DUPLICATE: 2, VIOLATION: 3, FULL: 4 } as const;
export const DeclineReason = { REFUSED: 0, NO_SPACE: 1, TOO_LARGE: 2, TOO_MANY_OFFERS: 3 } as const;
export const CancelReason = { STOPPED: 0, SOURCE_CHANGED: 1, NO_SPACE: 2, NOT_WRITABLE: 3 } as const;
export const FileResult = { STORED: 0, DIFFERENT: 1 } as const;

/** The least and the greatest size of each type's payload. A HELLO of a lower version may be shorter. */
export const PAYLOAD_BOUNDS: ReadonlyMap<number, readonly [number, number]> = new Map([
  [FrameType.HELLO, [2, 172]],
  [FrameType.TEXT, [9, 65_544]],
  [FrameType.HEARTBEAT, [0, 0]],
  [FrameType.GOODBYE, [1, 1]],
  [FrameType.RECEIPT, [8, 8]],
  [FrameType.OFFER, [20, 65_544]],
  [FrameType.ACCEPT, [50, 2_570]],
  [FrameType.DECLINE, [9, 9]],
  [FrameType.CHUNK, [19, 262_162]],
  [FrameType.END, [42, 42]],
  [FrameType.PROGRESS, [18, 18]],
  [FrameType.RESULT, [11, 11]],
  [FrameType.CANCEL, [9, 9]],
] as const);

export interface OfferedFile {
  size: number;
  name: string;
}

/** How much of a file its receiver has: the SHA-256 is that of the first `offset` bytes. */
export interface FilePosition {
  offset: number;
  hash: Buffer;
}

/** Ids are 16 hexadecimal digits. */
export type Frame =
  | { type: 'hello'; highest: number; lowest: number; capabilities: number; peerId: string; name: string }
  | { type: 'foreignHello' }
  | { type: 'text'; id: string; text: string }
  | { type: 'heartbeat' }
  | { type: 'goodbye'; reason: number }
  | { type: 'receipt'; id: string }
  | { type: 'offer'; id: string; files: OfferedFile[] }
  | { type: 'accept'; id: string; positions: FilePosition[] }
  | { type: 'decline'; id: string; reason: number }
  | { type: 'chunk'; id: string; index: number; offset: number; bytes: Buffer }
  | { type: 'end'; id: string; index: number; hash: Buffer }
  | { type: 'progress'; id: string; index: number; offset: number }
  | { type: 'result'; id: string; index: number; result: number }
  | { type: 'cancel'; id: string; reason: number };

/** The frame with this payload, which is not looked at: tests build wrong ones with it. */
export function frame(type: number, ...payload: Uint8Array[]): Buffer {
  const size = payload.reduce((sum, part) => sum + part.length, 0);
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt32BE(size + 1, 0);
  header.writeUInt8(type, 4);
  return Buffer.concat([header, ...payload]);
}

export function encode(value: Exclude<Frame, { type: 'foreignHello' }>): Buffer {
  switch (value.type) {
    case 'hello':
      return frame(
        FrameType.HELLO,
        number16(value.highest),
        number16(value.lowest),
        number32(value.capabilities),
        Buffer.from(value.peerId, 'latin1'),
        Buffer.from(value.name),
      );
    case 'text':
      return frame(FrameType.TEXT, idBytes(value.id), Buffer.from(value.text));
    case 'heartbeat':
      return frame(FrameType.HEARTBEAT);
    case 'goodbye':
      return frame(FrameType.GOODBYE, number8(value.reason));
    case 'receipt':
      return frame(FrameType.RECEIPT, idBytes(value.id));
    case 'offer':
      return frame(FrameType.OFFER, idBytes(value.id), number16(value.files.length), ...value.files.map(offeredFile));
    case 'accept':
      return frame(
        FrameType.ACCEPT,
        idBytes(value.id),
        number16(value.positions.length),
        ...value.positions.flatMap(({ offset, hash }) => [number64(offset), hash]),
      );
    case 'decline':
      return frame(FrameType.DECLINE, idBytes(value.id), number8(value.reason));
    case 'chunk':
      return frame(FrameType.CHUNK, idBytes(value.id), number16(value.index), number64(value.offset), value.bytes);
    case 'end':
      return frame(FrameType.END, idBytes(value.id), number16(value.index), value.hash);
    case 'progress':
      return frame(FrameType.PROGRESS, idBytes(value.id), number16(value.index), number64(value.offset));
    case 'result':
      return frame(FrameType.RESULT, idBytes(value.id), number16(value.index), number8(value.result));
    case 'cancel':
      return frame(FrameType.CANCEL, idBytes(value.id), number8(value.reason));
  }
}

function offeredFile({ size, name }: OfferedFile): Buffer {
  const bytes = Buffer.from(name);
  return Buffer.concat([number64(size), number16(bytes.length), bytes]);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id, 'hex');
}

function number8(value: number): Buffer {
  return Buffer.from([value]);
}

function number16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function number32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function number64(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
