import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { encode, GoodbyeReason, HEADER_BYTES, VERSION } from '../../previewer/test/sessionPeer/frames.js';
import { connectRaw } from '../../previewer/test/sessionPeer/peer.js';
import { randomId } from '../../previewer/test/sessionPeer/PeerMemory.js';
import type { Target } from './jobs.js';
import { listen } from './pipe.js';

const TEXT = 'a text message of average length';
/** The frame of that text: header, message id, text. */
const FRAME_BYTES = 5 + 8 + TEXT.length;

/** A client whose every message is answered. */
interface Client {
  ask(): Promise<void>;
  close(): void;
}

export function openEcho(): Promise<number> {
  const server = createServer({ noDelay: true }, socket => {
    socket.on('error', () => undefined);
    socket.on('data', bytes => socket.write(bytes));
  });
  return listen(server);
}

async function openEchoClient({ host, port, localAddress }: Target): Promise<Client> {
  const socket = connect({ host, port, localAddress, noDelay: true });
  await once(socket, 'connect');
  const waiting: (() => void)[] = [];
  let received = 0;
  socket.on('data', bytes => {
    received += bytes.length;
    for (; received >= FRAME_BYTES; received -= FRAME_BYTES) {
      waiting.shift()?.();
    }
  });
  const message = Buffer.alloc(FRAME_BYTES);
  return {
    ask: () =>
      new Promise(resolve => {
        waiting.push(resolve);
        socket.write(message);
      }),
    close: () => socket.destroy(),
  };
}

/** Speaks through the frames of the second implementation and keeps nothing, so that little of it is measured. */
async function openTextClient(target: Target): Promise<Client> {
  const { socket, frames, onFrame } = await connectRaw(target);
  const peerId = randomUUID();
  const name = `Client ${target.localAddress}`;
  socket.setNoDelay(true);
  socket.write(encode({ type: 'hello', highest: VERSION, lowest: VERSION, capabilities: 0, peerId, name }));
  const answer = await frames.next();
  if (answer.type !== 'hello') {
    throw new Error(`The application answered ${answer.type} to a HELLO.`);
  }
  const waiting: (() => void)[] = [];
  onFrame(frame => {
    if (frame.type === 'receipt') {
      waiting.shift()?.();
    }
  });
  const message = encode({ type: 'text', id: randomId(), text: TEXT });
  let number = 0;
  return {
    ask: () =>
      new Promise(resolve => {
        waiting.push(resolve);
        message.writeUInt32BE(++number, HEADER_BYTES);
        socket.write(Buffer.from(message));
      }),
    close: () => socket.end(encode({ type: 'goodbye', reason: GoodbyeReason.LEAVING })),
  };
}

function openClient(of: 'echo' | 'text', target: Target): Promise<Client> {
  return of === 'echo' ? openEchoClient(target) : openTextClient(target);
}

/** Microseconds of each round trip; a tenth as many before them are not counted. */
export async function roundTrips(job: { of: 'echo' | 'text'; target: Target; count: number }): Promise<number[]> {
  const client = await openClient(job.of, job.target);
  const times: number[] = [];
  for (let number = -Math.ceil(job.count / 10); number < job.count; number++) {
    const start = performance.now();
    await client.ask();
    if (number >= 0) {
      times.push((performance.now() - start) * 1_000);
    }
  }
  client.close();
  return times;
}

export async function rate(job: {
  of: 'echo' | 'text';
  targets: Target[];
  messages: number;
  window: number;
}): Promise<number> {
  const clients = await Promise.all(job.targets.map(target => openClient(job.of, target)));
  let left = job.messages;
  const work = async (client: Client): Promise<void> => {
    while (left-- > 0) {
      await client.ask();
    }
  };
  const start = performance.now();
  await Promise.all(clients.flatMap(client => Array.from({ length: job.window }, () => work(client))));
  const seconds = (performance.now() - start) / 1_000;
  clients.forEach(client => client.close());
  return job.messages / seconds;
}
