import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { cryptoFramework } from '@kit.CryptoArchitectureKit';
import { createCryptoArchitectureKit } from '../../src/kits/CryptoArchitectureKit.js';

const kit = createCryptoArchitectureKit({ random: () => 0.5 }) as { cryptoFramework: typeof cryptoFramework };
const { createMd, createRandom } = kit.cryptoFramework;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const blob = (text: string): cryptoFramework.DataBlob => ({ data: new TextEncoder().encode(text) });

/** Of "abc": FIPS 180 and GB/T 32905. */
const VECTORS: readonly [name: string, digest: string][] = [
  ['MD5', '900150983cd24fb0d6963f7d28e17f72'],
  ['SHA1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['SHA224', '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'],
  ['SHA256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['SM3', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
];

test('digests are those of the published vectors, however the message is cut', async () => {
  for (const [name, digest] of VECTORS) {
    const md = createMd(name);
    md.updateSync(blob('a'));
    await md.update(blob('bc'));
    assert.equal(md.algName, name);
    assert.equal(md.getMdLength(), digest.length / 2);
    assert.equal(hex((await md.digest()).data), digest, name);
  }
});

test('of nothing there is a digest too, and a second digest fails', () => {
  const md = createMd('SHA256');
  assert.equal(hex(md.digestSync().data), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.throws(() => md.digestSync(), { code: 17630001 });
  assert.throws(() => md.updateSync(blob('a')), { code: 17630001 });
});

test('what is no algorithm and no bytes is 401', () => {
  assert.throws(() => createMd('SHA-256'), { code: 401 });
  assert.throws(() => createMd(undefined as unknown as string), { code: 401 });
  const md = createMd('SHA256');
  const wrong = { data: [1, 2] } as unknown as cryptoFramework.DataBlob;
  assert.throws(() => md.updateSync(wrong), { code: 401 });
  assert.throws(() => void md.update(wrong), { code: 401 });
});

test('random bytes come from the device’s dice', async () => {
  assert.equal(hex(createRandom().generateRandomSync(3).data), '808080');
  assert.equal((await createRandom().generateRandom(20)).data.byteLength, 20);
  assert.throws(() => createRandom().generateRandomSync(0), { code: 401 });
});

test('ciphers are 801', () => {
  assert.throws(() => kit.cryptoFramework.createCipher('AES128|GCM'), { code: 801, message: /createCipher/ });
});
