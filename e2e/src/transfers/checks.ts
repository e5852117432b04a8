import assert from 'node:assert/strict';
import type { TransferBench } from './TransferBench.js';
import { sha256, type TransferPhone } from './TransferPhone.js';

export const WHOLE = /Whole, SHA-256 compared/;

export interface SentFile {
  name: string;
  content: Buffer;
}

/**
 * Looks at the receiver's storage after each step of the clock: what has a final name is whole, and the sender's row
 * never calls more stored than is there. Returns what ends it.
 */
export function guard(
  bench: TransferBench, sender: TransferPhone, receiver: TransferPhone, files: SentFile[],
): () => void {
  const sizes = new Set(files.map(({ content }) => content.length));
  const known = new Set(receiver.received.keys());
  const before = receiver.storedBytes;
  const earlier = sender.transfer;
  const total = files.reduce((sum, { content }) => sum + content.length, 0);
  return bench.watch(() => {
    for (const [name, size] of receiver.received) {
      assert.ok(known.has(name) || sizes.has(size), `${receiver.name}: ${name} has its final name with ${size} bytes`);
    }
    const { transfer } = sender;
    const confirmed = transfer === earlier ? 0 : (Math.max(0, sender.percentOf(transfer)) * total) / 100;
    const stored = receiver.storedBytes - before;
    assert.ok(stored >= confirmed, `${sender.name} calls ${confirmed} bytes stored, ${receiver.name} has ${stored}`);
  });
}

/** Both screens call the newest transfer whole, and it is. */
export async function arrives(sender: TransferPhone, receiver: TransferPhone, files: SentFile[]): Promise<void> {
  await sender.seesRow(WHOLE);
  await receiver.seesRow(WHOLE);
  assertStored(receiver, files);
  assert.equal(receiver.partials.size, 0, `${receiver.name} keeps nothing incomplete`);
}

export function assertStored(receiver: TransferPhone, files: SentFile[]): void {
  for (const { name, content } of files) {
    assert.equal(receiver.received.get(name), content.length, `${receiver.name}: size of ${name}`);
    assert.equal(receiver.hashOf(name), sha256(content), `${receiver.name}: SHA-256 of ${name}`);
  }
}

/** What the page of received files says of each file, by name, when it has had time to look. */
export async function receivedPage(bench: TransferBench, phone: TransferPhone): Promise<Map<string, string>> {
  await phone.tap('receivedFilesButton');
  await phone.appears('receivedFilesList');
  await bench.pause(0.5);
  const shown = new Map(phone.ids(/^file-/).map(id => [id.slice('file-'.length), phone.read(id)]));
  phone.back();
  await phone.disappears('receivedFilesList');
  return shown;
}

/** The transfer runs over a slow link and is between a fifth and four fifths of its way. */
export async function underWay(
  bench: TransferBench, sender: TransferPhone, receiver: TransferPhone, files: SentFile[],
): Promise<void> {
  const total = files.reduce((sum, { content }) => sum + content.length, 0);
  const earlier = sender.transfer;
  bench.setLink(sender, receiver, { bytesPerSecond: total / 4 });
  await sender.send(...files);
  await receiver.accept();
  await bench.waitFor('the middle of a transfer', 30, () =>
    sender.transfer !== earlier && sender.percent >= 20 && receiver.percent >= 20);
  assert.ok(sender.percent <= 80 && receiver.percent <= 80, `the middle: ${sender.row}, ${receiver.row}`);
}
