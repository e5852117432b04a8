import { TextDecoder, TextEncoder } from 'node:util';
import { Buffer } from 'node:buffer';
import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';
import { createWorkerNamespace } from './worker.js';

/** `@kit.ArkTS`: workers, text coding, UUIDs and buffers. */
export function createArkTSKit(host: KitHost): object {
  return partialKit('ArkTS', {
    __esModule: true,
    worker: createWorkerNamespace(host),
    util: partialKit('util', createUtil(host)),
    buffer: partialKit('buffer', {
      from: Buffer.from,
      alloc: Buffer.alloc,
      concat: Buffer.concat,
      byteLength: Buffer.byteLength,
    }),
    JSON,
  });
}

function createUtil(host: KitHost): object {
  class PlatformTextEncoder {
    private readonly encoder = new TextEncoder();
    readonly encoding = 'utf-8';

    static create(): PlatformTextEncoder {
      return new PlatformTextEncoder();
    }

    encodeInto(text = ''): Uint8Array {
      return this.encoder.encode(text);
    }

    encodeIntoUint8Array(text: string, target: Uint8Array): { length: number; written: number } {
      const { read, written } = this.encoder.encodeInto(text, target);
      return { length: read, written };
    }
  }

  class PlatformTextDecoder {
    constructor(private readonly decoder: TextDecoder) {}

    static create(encoding = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}): PlatformTextDecoder {
      return new PlatformTextDecoder(new TextDecoder(encoding, options));
    }

    get encoding(): string {
      return this.decoder.encoding;
    }

    decodeToString(input: Uint8Array, options?: { stream?: boolean }): string {
      return this.decoder.decode(input, options);
    }

    decodeWithStream(input: Uint8Array, options?: { stream?: boolean }): string {
      return this.decoder.decode(input, options);
    }
  }

  const randomBytes = (count: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => Math.floor(host.random() * 256));
  return {
    TextEncoder: PlatformTextEncoder,
    TextDecoder: PlatformTextDecoder,
    generateRandomUUID: () => uuid(randomBytes(16)),
    generateRandomBinaryUUID: () => randomBytes(16),
    format: (text: string, ...args: unknown[]) =>
      args.reduce<string>((all, one) => all.replace(/%[sdifjoO]/, String(one)), text),
  };
}

function uuid(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return Buffer.from(bytes).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
