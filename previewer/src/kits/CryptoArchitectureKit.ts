import { createHash, type Hash } from 'node:crypto';
import type { cryptoFramework } from '@kit.CryptoArchitectureKit';
import { callbackOf, settle } from './asyncResult.js';
import { businessError } from './businessError.js';
import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';

const INVALID_PARAMETERS = 401;
const OPERATION_FAILED = 17630001;

/** Algorithms of `createMd` with their names here and their lengths in bytes. */
const DIGESTS: Readonly<Record<string, readonly [name: string, length: number]>> = {
  MD5: ['md5', 16],
  SHA1: ['sha1', 20],
  SHA224: ['sha224', 28],
  SHA256: ['sha256', 32],
  SHA384: ['sha384', 48],
  SHA512: ['sha512', 64],
  SM3: ['sm3', 32],
};

/** `@kit.CryptoArchitectureKit`: digests and random numbers. */
export function createCryptoArchitectureKit({ random }: Pick<KitHost, 'random'>): object {
  return partialKit('CryptoArchitectureKit', {
    __esModule: true,
    cryptoFramework: partialKit('cryptoFramework', {
      createMd,
      createRandom: () => createRandom(random),
      Result: {
        INVALID_PARAMS: INVALID_PARAMETERS, NOT_SUPPORT: 801, ERR_OUT_OF_MEMORY: 17620001, ERR_RUNTIME_ERROR: 17620002,
        ERR_CRYPTO_OPERATION: OPERATION_FAILED,
      },
    }),
  });
}

type Md = Pick<cryptoFramework.Md, 'updateSync' | 'digestSync' | 'getMdLength' | 'algName'>;

function createMd(algName: string): object {
  if (typeof algName !== 'string') {
    throw businessError(INVALID_PARAMETERS, 'Failed to get algorithm.');
  }
  const [name, length] = DIGESTS[algName] ?? [];
  if (name === undefined || length === undefined) {
    throw businessError(INVALID_PARAMETERS, 'create C obj failed.');
  }
  const hash = createHash(name);
  const implemented: Md = {
    algName,
    getMdLength: () => length,
    updateSync: input => {
      const bytes = readBlob(input, 'invalid parameters.');
      operate('crypto operation error.', () => update(hash, bytes));
    },
    digestSync: () => ({ data: operate('md doFinal failed!', () => digest(hash)) }),
  };
  return partialKit('Md', {
    ...implemented,
    update: (input: unknown, callback?: unknown) => {
      const bytes = readBlob(input, 'build context fail.');
      return settle(() => operate('update failed', () => update(hash, bytes)), callback);
    },
    digest: (callback?: unknown) =>
      settle(() => ({ data: operate('doFinal failed', () => digest(hash)) }), callback),
  });
}

function createRandom(random: () => number): object {
  const generate = (length: unknown): cryptoFramework.DataBlob => {
    if (typeof length !== 'number' || !Number.isInteger(length) || length <= 0) {
      throw businessError(INVALID_PARAMETERS, 'generateRandom failed!');
    }
    return { data: Uint8Array.from({ length }, () => Math.floor(random() * 256)) };
  };
  return partialKit('Random', {
    algName: 'CTR_DRBG',
    generateRandomSync: generate,
    generateRandom: (...args: unknown[]) => settle(() => generate(args[0]), callbackOf(args)),
  });
}

/** Takes the bytes where they are; an empty array is an operation that fails, as on the platform. */
function update(hash: Hash, bytes: Uint8Array): void {
  if (bytes.byteLength === 0) {
    throw new Error('There is nothing to digest.');
  }
  hash.update(bytes);
}

function digest(hash: Hash): Uint8Array {
  return new Uint8Array(hash.digest());
}

function operate<T>(failure: string, task: () => T): T {
  try {
    return task();
  } catch {
    throw businessError(OPERATION_FAILED, failure);
  }
}

function readBlob(input: unknown, failure: string): Uint8Array {
  const data: unknown = typeof input === 'object' && input !== null && 'data' in input ? input.data : undefined;
  if (!(data instanceof Uint8Array)) {
    throw businessError(INVALID_PARAMETERS, failure);
  }
  return data;
}
