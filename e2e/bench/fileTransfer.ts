import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchPhone } from './BenchPhone.js';

const FILE_NAME = 'file.bin';
const BLOCK_BYTES = 1 << 24;
const TRANSFER_LIMIT_MS = 120_000;
/** What a transfer's row shows when the file is stored and its hash compared. */
const STORED = /SHA-256/;
const TRANSFER = /^transfer-/;

export function documentOf(phone: BenchPhone): string {
  return phone.document(FILE_NAME);
}

/** Puts a file of so many random bytes among the phone's documents. */
export function writeDocument(phone: BenchPhone, bytes: number): void {
  const block = randomBytes(BLOCK_BYTES);
  const file = openSync(documentOf(phone), 'w');
  for (let written = 0; written < bytes; ) {
    block.writeUInt32BE(written / 4_096);
    written += writeSync(file, block, 0, Math.min(block.length, bytes - written));
  }
  closeSync(file);
}

/**
 * Has the system find memory for a file of so many bytes in a folder, and gives it back at once. The host of a virtual
 * machine takes ten times longer to find a page than the copying of one takes, and only a file that is stored needs
 * such pages.
 */
export function warmMemory(folder: string, bytes: number): void {
  const path = join(folder, 'warm');
  const block = Buffer.alloc(BLOCK_BYTES, 1);
  const file = openSync(path, 'w');
  for (let written = 0; written < bytes; written += block.length) {
    writeSync(file, block);
  }
  closeSync(file);
  rmSync(path);
}

/** Picks the file on the sender's session page; the receiver shows the offer when this resolves. */
export async function offerFile(sender: BenchPhone, receiver: BenchPhone): Promise<void> {
  await sender.tap('sendFileButton');
  const picker = await sender.until(() => sender.status?.picker, 'the picker');
  sender.command({ kind: 'answerPicker', id: picker.id, names: [FILE_NAME] });
  await receiver.until(() => receiver.find('offerAcceptButton'), 'the offer');
}

/** Accepts the offer that is shown; resolves with the seconds until both show that the file is stored and compared. */
export async function acceptFile(sender: BenchPhone, receiver: BenchPhone): Promise<number> {
  const known = new Set([...finished(sender), ...finished(receiver)]);
  const isDone = (phone: BenchPhone) => (): boolean => finished(phone).some(id => !known.has(id));
  const start = performance.now();
  await receiver.tap('offerAcceptButton');
  await Promise.all(
    [sender, receiver].map(phone => phone.until(isDone(phone), 'the whole file', TRANSFER_LIMIT_MS)),
  );
  return (performance.now() - start) / 1_000;
}

/** Removes what was received from the phone's folder, so that the next round finds the same room. */
export function removeReceived(phone: BenchPhone): void {
  const received = readdirSync(phone.directory, { recursive: true, encoding: 'utf8' });
  for (const path of received.filter(name => /\/received\/[^.][^/]*$/.test(name))) {
    rmSync(join(phone.directory, path), { recursive: true });
  }
}

/** Ids of the transfers that the phone shows as stored and compared, with the side they are on. */
function finished(phone: BenchPhone): string[] {
  return phone
    .findAll(TRANSFER)
    .map(node => String(node.props.id))
    .filter(id => STORED.test(phone.read(id)))
    .map(id => `${phone.host.id} ${id}`);
}
