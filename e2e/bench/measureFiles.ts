import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchLab } from './BenchLab.js';
import { acceptFile, documentOf, offerFile, removeReceived, warmMemory, writeDocument } from './fileTransfer.js';
import { MemoryWatch } from './MemoryWatch.js';
import { ProcessPair } from './ProcessPair.js';
import type { Figures } from './report.js';
import { median, medianRatio } from './statistics.js';
import { tapDuring } from './taps.js';

const FILE_BYTES = 1 << 30;
const MEGABYTE = 1e6;
const CHUNK_BYTES = 256 << 10;
const ROUNDS = 11;
/** Whose code is compiled while it runs. */
const WARM_UP_ROUNDS = 1;
const MEMORY_ROUNDS = 2;

/** Seconds of each round. */
interface Rounds {
  application: number[];
  hashingPipe: number[];
  barePipe: number[];
  filePipe: number[];
}

/** A file from phone to phone, against pipes between two processes; then once more while a person taps. */
export async function measureFiles(lab: BenchLab): Promise<Pick<Figures, 'throughput' | 'memory' | 'taps'>> {
  const [receiver, sender] = lab.phones;
  writeDocument(sender, FILE_BYTES);
  const memory = { sender: new MemoryWatch(sender), receiver: new MemoryWatch(receiver) };
  await watchMemory(lab, memory);
  const rounds: Rounds = { application: [], hashingPipe: [], barePipe: [], filePipe: [] };
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    await measureRound(lab, rounds);
  }
  const [application, hashingPipe, barePipe, filePipe] = [
    rounds.application,
    rounds.hashingPipe,
    rounds.barePipe,
    rounds.filePipe,
  ].map(times => times.slice(WARM_UP_ROUNDS).map(time => FILE_BYTES / MEGABYTE / time)) as
    [number[], number[], number[], number[]];
  return {
    throughput: {
      application: median(application),
      hashingPipe: median(hashingPipe),
      barePipe: median(barePipe),
      filePipe: median(filePipe),
      ofHashingPipe: medianRatio(application, hashingPipe),
      ofBarePipe: medianRatio(application, barePipe),
      ofFilePipe: medianRatio(application, filePipe),
    },
    memory: { sender: memory.sender.mebibytesAboveIdle, receiver: memory.receiver.mebibytesAboveIdle },
    taps: await measureTaps(lab),
  };
}

/**
 * The pipes are between new processes every time: whether a process keeps the memory of what it received, or gives it
 * back and asks anew each time, is settled by chance when it starts, and makes half as much again of its speed. The
 * reference of the target is taken before and after the application.
 */
async function measureRound({ phones: [receiver, sender] }: BenchLab, rounds: Rounds): Promise<void> {
  const before = await pipe({ hashes: true });
  await offerFile(sender, receiver);
  warmMemory(receiver.directory, FILE_BYTES);
  rounds.application.push(await acceptFile(sender, receiver));
  removeReceived(receiver);
  rounds.hashingPipe.push((before + (await pipe({ hashes: true }))) / 2);
  rounds.barePipe.push(await pipe({ hashes: false }));
  const stored = join(receiver.directory, 'piped');
  warmMemory(receiver.directory, FILE_BYTES);
  rounds.filePipe.push(await pipe({ hashes: true, from: documentOf(sender), to: stored }));
  rmSync(stored);
}

/** Seconds. */
async function pipe({ hashes, from, to }: { hashes: boolean; from?: string; to?: string }): Promise<number> {
  const pair = new ProcessPair();
  try {
    const port = await pair.far.run('openSink', { hashes, path: to });
    return await pair.near.run('pipe', { port, bytes: FILE_BYTES, chunkBytes: CHUNK_BYTES, hashes, path: from });
  } finally {
    pair.close();
  }
}

/** From a cold start, and apart from what is timed: to look costs time. */
async function watchMemory(
  { phones: [receiver, sender] }: BenchLab,
  memory: { sender: MemoryWatch; receiver: MemoryWatch },
): Promise<void> {
  for (let round = 0; round < MEMORY_ROUNDS; round++) {
    await offerFile(sender, receiver);
    await memory.sender.during(() => memory.receiver.during(() => acceptFile(sender, receiver)));
    removeReceived(receiver);
  }
}

async function measureTaps({ phones: [receiver, sender] }: BenchLab): Promise<Figures['taps']> {
  await offerFile(sender, receiver);
  const transfer = acceptFile(sender, receiver);
  const times = (await Promise.all([tapDuring(sender, transfer), tapDuring(receiver, transfer)])).flat();
  await transfer;
  removeReceived(receiver);
  return { worst: Math.max(...times), median: median(times), count: times.length };
}
