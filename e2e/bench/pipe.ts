import { createHash, randomBytes, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const HOST = '127.0.0.1';
const HASH_BYTES = 32;
const CONFIRMED = Buffer.from([1]);

/**
 * The receiving end of a bare pipe: an 8-byte size, so many bytes and, when it hashes, their SHA-256. It confirms with
 * a byte when all is there and equal, else it closes.
 */
export async function openSink(hashes: boolean): Promise<number> {
  const server = createServer(socket => receive(socket, hashes));
  return listen(server);
}

export async function listen(server: Server): Promise<number> {
  server.listen(0, HOST);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function receive(socket: Socket, hashes: boolean): void {
  let hash = createHash('sha256');
  let missing = -1;
  let trailer = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    let rest = bytes;
    if (missing < 0) {
      missing = Number(rest.readBigUInt64BE());
      hash = createHash('sha256');
      rest = rest.subarray(8);
    }
    const content = rest.subarray(0, missing);
    missing -= content.length;
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
export async function sendThroughPipe(job: {
  port: number;
  bytes: number;
  chunkBytes: number;
  hashes: boolean;
}): Promise<number> {
  const chunk = randomBytes(job.chunkBytes);
  const socket = connect({ host: HOST, port: job.port, noDelay: true });
  await once(socket, 'connect');
  const confirmed = once(socket, 'data');
  const start = performance.now();
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(job.bytes));
  socket.write(size);
  const hash: Hash = createHash('sha256');
  for (let sent = 0; sent < job.bytes; sent += chunk.length) {
    if (job.hashes) {
      hash.update(chunk);
    }
    if (!socket.write(chunk)) {
      await once(socket, 'drain');
    }
  }
  if (job.hashes) {
    socket.write(hash.digest());
  }
  await confirmed;
  socket.destroy();
  return (performance.now() - start) / 1_000;
}
