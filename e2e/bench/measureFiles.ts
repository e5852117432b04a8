import type { BenchLab } from './BenchLab.js';
import { acceptFile, offerFile, removeReceived, writeDocument } from './fileTransfer.js';
import type { MeasuringProcess } from './MeasuringProcess.js';
import { MemoryWatch } from './MemoryWatch.js';
import type { Figures } from './report.js';
import { median, medianRatio } from './statistics.js';
import { tapDuring } from './taps.js';

const FILE_BYTES = 1 << 30;
const MEGABYTE = 1e6;
const CHUNK_BYTES = 256 << 10;
const ROUNDS = 7;
/** Whose code is compiled while it runs. */
const WARM_UP_ROUNDS = 1;
const MEMORY_ROUNDS = 2;

/** A file from phone to phone, against pipes between the two processes; then once more while a person taps. */
export async function measureFiles(
  lab: BenchLab,
  near: MeasuringProcess,
  far: MeasuringProcess,
): Promise<Pick<Figures, 'throughput' | 'memory' | 'taps'>> {
  const [receiver, sender] = lab.phones;
  writeDocument(sender, FILE_BYTES);
  const memory = { sender: new MemoryWatch(sender), receiver: new MemoryWatch(receiver) };
  await watchMemory(lab, memory);
  const hashingSink = await far.run('openSink', { hashes: true });
  const bareSink = await far.run('openSink', { hashes: false });
  const pipe = (port: number, hashes: boolean): Promise<number> =>
    near.run('pipe', { port, bytes: FILE_BYTES, chunkBytes: CHUNK_BYTES, hashes });
  const seconds = { application: [] as number[], hashingPipe: [] as number[], barePipe: [] as number[] };
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    seconds.hashingPipe.push(await pipe(hashingSink, true));
    await offerFile(sender, receiver);
    seconds.application.push(await acceptFile(sender, receiver));
    removeReceived(receiver);
    seconds.barePipe.push(await pipe(bareSink, false));
  }
  const [application, hashingPipe, barePipe] = [seconds.application, seconds.hashingPipe, seconds.barePipe].map(times =>
    times.slice(WARM_UP_ROUNDS).map(time => FILE_BYTES / MEGABYTE / time),
  ) as [number[], number[], number[]];
  return {
    throughput: {
      application: median(application),
      hashingPipe: median(hashingPipe),
      barePipe: median(barePipe),
      ofHashingPipe: medianRatio(application, hashingPipe),
      ofBarePipe: medianRatio(application, barePipe),
    },
    memory: { sender: memory.sender.mebibytesAboveIdle, receiver: memory.receiver.mebibytesAboveIdle },
    taps: await measureTaps(lab),
  };
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
