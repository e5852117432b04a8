import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentsDirectoryOf } from '../../../previewer/src/device/system/DeviceStorage.js';
import type { Bench } from './Bench.js';
import type { Phone } from './Phone.js';

const BYTES = 100_000;
const LIMIT_SECONDS = 90;
const RECEIVED = 'application/el2/base/haps/entry/files/received';

/** Sends a document over the open session; what lies on the other phone in the end is what was sent. */
export async function sendFile(bench: Bench, from: Phone, to: Phone): Promise<void> {
  const name = `from ${from.name}.bin`;
  const content = randomBytes(BYTES);
  writeFileSync(join(documentsDirectoryOf(bench.storageOf(from)), name), content);
  await from.tap('sendFileButton');
  await from.pick(name);
  await to.tap('offerAcceptButton');
  const received = join(bench.storageOf(to), RECEIVED, name);
  await to.until(`'${name}' to arrive`, LIMIT_SECONDS, () => existsSync(received));
  assert.equal(hashOf(readFileSync(received)), hashOf(content));
  await to.sees('messageList', /Whole, SHA-256 compared/);
  await from.sees('messageList', /Whole, SHA-256 compared/);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
