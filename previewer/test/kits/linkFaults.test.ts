import type { socket } from '@kit.NetworkKit';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type NetworkBench, OWNER_ADDRESS, until } from '../net/support.js';
import { codeOf, connectPair, EventLog, withPair } from './networkSupport.js';
import type { Pair } from './networkSupport.js';

const MEBIBYTE = 1024 * 1024;

/** Counts what arrives. */
function count(source: socket.TCPSocket | socket.TCPSocketConnection): { bytes: number } {
  const counted = { bytes: 0 };
  source.on('message', ({ message }) => {
    counted.bytes += message.byteLength;
  });
  return counted;
}

/** Bytes that differ from their neighbours, so that a lost or repeated piece shows. */
function pattern(length: number): ArrayBuffer {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff).buffer;
}

describe('faults on the link between two devices', () => {
  let bench: NetworkBench;
  let pair: Pair;

  withPair((openBench, openPair) => {
    bench = openBench;
    pair = openPair;
  });

  it('latency delays bytes, connections and ends, each way, on the clock', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const log = new EventLog().watch('server', accepted).watch('client', tcp);
    bench.plan.setLink('owner', 'client', { latencyMilliseconds: 300 });
    await tcp.send({ data: 'there' });
    await bench.clock.advance(299);
    assert.deepEqual(log.entries, []);
    await bench.clock.advance(1);
    await until(() => log.has('server message there'), 'the text arrives');
    await accepted.send({ data: 'back' });
    await bench.clock.advance(300);
    await until(() => log.has('client message back'), 'the answer arrives');
    const server = pair.ownerKit.socket.constructTCPSocketServerInstance();
    let isAccepted = false;
    server.on('connect', () => {
      isAccepted = true;
    });
    await server.listen({ address: OWNER_ADDRESS, port: 0 });
    const { port } = await server.getLocalAddress();
    const attempt = pair.clientKit.socket.constructTCPSocketInstance()
      .connect({ address: { address: OWNER_ADDRESS, port } });
    await bench.clock.advance(299);
    assert.equal(isAccepted, false);
    await bench.clock.advance(1);
    await until(() => isAccepted, 'the other side has it after one way');
    await bench.clock.advance(300);
    await attempt;
    await tcp.close();
    await bench.clock.advance(300);
    await until(() => log.has('server close'), 'the end arrives');
  });

  it('a limited rate holds the sender back, in each direction by itself, and loses nothing', async () => {
    const { tcp, accepted } = await connectPair(pair);
    bench.plan.setLink('owner', 'client', { bytesPerSecond: MEBIBYTE });
    const sent = pattern(2 * MEBIBYTE);
    const received: Uint8Array[] = [];
    const back = count(tcp);
    accepted.on('message', ({ message }) => received.push(new Uint8Array(message)));
    const length = (): number => received.reduce((sum, part) => sum + part.byteLength, 0);
    let isSent = false;
    const sending = tcp.send({ data: sent }).then(() => {
      isSent = true;
    });
    void accepted.send({ data: pattern(MEBIBYTE) });
    await bench.clock.advance(1_000);
    await until(() => length() >= MEBIBYTE && back.bytes === MEBIBYTE, 'a second of both directions');
    assert.equal(length(), MEBIBYTE);
    assert.equal(isSent, false);
    await bench.clock.advance(1_000);
    await sending;
    await until(() => length() === sent.byteLength, 'the rest');
    assert.deepEqual(Buffer.concat(received), Buffer.from(sent));
  });

  it('a link that becomes good again delivers at once what was on its way', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const arrived = count(accepted);
    bench.plan.setLink('owner', 'client', { latencyMilliseconds: 60_000 });
    await tcp.send({ data: pattern(100_000) });
    bench.plan.setLink('owner', 'client', { state: 'stalled' });
    await tcp.send({ data: pattern(100_000) });
    bench.plan.setLink('owner', 'client', {});
    await until(() => arrived.bytes === 200_000, 'everything is there');
  });

  it('a cut lets exactly so many bytes pass, then neither bytes nor ends of these connections', async () => {
    const { server, tcp, accepted } = await connectPair(pair);
    const arrived = count(accepted);
    const log = new EventLog().watch('client', tcp);
    const ends: string[] = [];
    accepted.on('close', () => ends.push('server close'));
    bench.plan.setLink('owner', 'client', { connections: { kind: 'cut', afterBytes: 123_457 } });
    await tcp.send({ data: pattern(100_000) });
    await tcp.send({ data: pattern(100_000) });
    await until(() => arrived.bytes === 123_457, 'the bytes before the cut');
    await accepted.send({ data: 'unheard' });
    await accepted.close();
    await tcp.send({ data: 'unheard too' });
    const again = pair.clientKit.socket.constructTCPSocketInstance();
    const later = new EventLog();
    server.on('connect', connection => later.watch('server', connection));
    await again.connect({ address: await server.getLocalAddress() });
    await again.send({ data: 'the group stays' });
    await until(() => later.has('server message the group stays'), 'a new connection works');
    assert.equal(arrived.bytes, 123_457);
    assert.deepEqual([log.entries, ends], [[], ['server close']], 'only the own close is told');
  });

  it('a send into a cut connection blocks when the buffers are full', async () => {
    const { tcp, accepted } = await connectPair(pair);
    accepted.on('message', () => undefined);
    bench.plan.setLink('owner', 'client', { connections: { kind: 'cut', afterBytes: 0 } });
    const outcome = codeOf(tcp.send({ data: new ArrayBuffer(32 * MEBIBYTE) }));
    await bench.clock.advance(20_000);
    assert.equal(await outcome, 2301110);
  });

  it('a reset is told at both ends once, and new connections work', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const log = new EventLog().watch('client', tcp).watch('server', accepted);
    bench.plan.setLink('owner', 'client', { connections: { kind: 'reset' } });
    await until(() => log.entries.length === 2, 'both ends know');
    assert.deepEqual(log.entries.sort(), ['client error 104', 'server close']);
    assert.equal(await codeOf(tcp.send({ data: 'x' })), 2301032);
    const again = await connectPair(pair);
    const later = new EventLog().watch('server', again.accepted);
    bench.plan.setLink('owner', 'client', { latencyMilliseconds: 1 });
    await again.tcp.send({ data: 'still open' });
    await bench.clock.advance(2);
    await until(() => later.has('server message still open'), 'an old fault does not come again');
  });

  it('a close is the orderly end at both ends', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const log = new EventLog().watch('client', tcp).watch('server', accepted);
    bench.plan.setLink('owner', 'client', { connections: { kind: 'close' } });
    await until(() => log.entries.length === 2, 'both ends know');
    assert.deepEqual(log.entries.sort(), ['client close', 'server close']);
    assert.equal(await codeOf(tcp.send({ data: 'x' })), 2301032);
    await tcp.close();
  });

  it('connections inside one device are never touched', async () => {
    const server = pair.clientKit.socket.constructTCPSocketServerInstance();
    const log = new EventLog();
    server.on('connect', connection => log.watch('server', connection));
    await server.listen({ address: '127.0.0.1', port: 0 });
    const tcp = pair.clientKit.socket.constructTCPSocketInstance();
    await tcp.connect({ address: await server.getLocalAddress() });
    bench.plan.setLink('owner', 'client', { state: 'stalled', connections: { kind: 'reset' } });
    await tcp.send({ data: 'own' });
    await until(() => log.has('server message own'), 'the text arrives');
  });
});
