import { createHash, randomBytes, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { PipeJob, SinkJob } from './jobs.js';

const HOST = '127.0.0.1';
const SIZE_BYTES = 8;
const HASH_BYTES = 32;
const CONFIRMED = Buffer.from([1]);

/**
 * The receiving end of a bare pipe: an 8-byte size, so many bytes and, when it hashes, their SHA-256. It confirms with
 * a byte when all is there, equal and stored, else it closes.
 */
export async function openSink(job: SinkJob): Promise<number> {
  const server = createServer(socket => receive(socket, job));
  return listen(server);
}

export async function listen(server: Server): Promise<number> {
  server.listen(0, HOST);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function receive(socket: Socket, { hashes, path }: SinkJob): void {
  const hash = createHash('sha256');
  const file = path === undefined ? undefined : openSync(path, 'w');
  let missing = -1;
  let trailer = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('close', () => file !== undefined && closeSync(file));
  socket.on('data', (bytes: Buffer) => {
    let rest = bytes;
    if (missing < 0) {
      missing = Number(rest.readBigUInt64BE());
      rest = rest.subarray(SIZE_BYTES);
    }
    const content = rest.subarray(0, missing);
    missing -= content.length;
    if (file !== undefined) {
      writeSync(file, content);
    }
    if (hashes) {
      hash.update(content);
      trailer = Buffer.concat([trailer, rest.subarray(content.length)]);
    }
    if (missing === 0 && (!hashes || trailer.length === HASH_BYTES)) {
      if (hashes && !trailer.equals(hash.digest())) {
        socket.destroy();
        return;
      }
      socket.end(CONFIRMED);
    }
  });
}

/** Seconds from the first byte to the confirmation of the last. */
export async function sendThroughPipe({ port, bytes, chunkBytes, hashes, path }: PipeJob): Promise<number> {
  const chunk = randomBytes(chunkBytes);
  const file = path === undefined ? undefined : openSync(path, 'r');
  const socket = connect({ host: HOST, port, noDelay: true });
  await once(socket, 'connect');
  const confirmed = once(socket, 'data');
  const start = performance.now();
  const size = Buffer.alloc(SIZE_BYTES);
  size.writeBigUInt64BE(BigInt(bytes));
  socket.write(size);
  const hash: Hash = createHash('sha256');
  for (let sent = 0; sent < bytes; sent += chunkBytes) {
    if (file !== undefined) {
      readSync(file, chunk);
    }
    if (hashes) {
      hash.update(chunk);
    }
    if (!socket.write(chunk)) {
      await once(socket, 'drain');
    }
  }
  if (hashes) {
    socket.write(hash.digest());
  }
  await confirmed;
  const seconds = (performance.now() - start) / 1_000;
  socket.destroy();
  if (file !== undefined) {
    closeSync(file);
  }
  return seconds;
}
