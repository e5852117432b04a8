import type { socket } from '@kit.NetworkKit';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type NetworkBench, OWNER_ADDRESS, until } from '../net/support.js';
import { codeOf, collectGarbage, connectPair, EventLog, kitOn, withPair } from './networkSupport.js';
import type { Pair } from './networkSupport.js';

describe('facts of TCPSocket (platform behaviour §7.1, §7.2)', () => {
  let bench: NetworkBench;
  let pair: Pair;
  const construct = (): socket.TCPSocket => pair.clientKit.socket.constructTCPSocketInstance();

  withPair((openBench, openPair) => {
    bench = openBench;
    pair = openPair;
  });

  it('a fresh socket has no descriptor and no state; close makes it closed', async () => {
    const tcp = construct();
    assert.deepEqual(await tcp.getState(), { isBound: false, isClose: false, isConnected: false });
    assert.equal(await tcp.getSocketFd(), undefined);
    await tcp.bind({ address: '0.0.0.0', port: 0 });
    assert.equal(typeof await tcp.getSocketFd(), 'number');
    assert.deepEqual(await tcp.getState(), { isBound: true, isClose: false, isConnected: false });
    await tcp.close();
    assert.deepEqual(await tcp.getState(), { isBound: false, isClose: true, isConnected: false });
  });

  it('messages are the texts of strerror, and those of the platform for its own codes', async () => {
    const { accepted } = await connectPair(pair);
    await accepted.close();
    const failed = async (result: Promise<unknown>): Promise<unknown> => result.then(() => undefined, error => error);
    assert.deepEqual(await failed(construct().close()), { code: 2300999, message: 'Unknown Other Error' });
    assert.deepEqual(await failed(construct().getRemoteAddress()), { code: 2301009, message: 'Bad file descriptor' });
    assert.deepEqual(await failed(accepted.close()), { code: 2301100, message: 'Network is down' });
    assert.deepEqual(await failed(accepted.send({ data: '' })), { code: 2303200, message: 'Network is down' });
  });

  it('send before connect, but after bind, is 2301107', async () => {
    const tcp = construct();
    await tcp.bind({ address: '127.0.0.1', port: 0 });
    assert.equal(await codeOf(tcp.send({ data: 'x' })), 2301107);
  });

  it('an IPv4 address of the family IPv6 is 401; from a loopback address there is no way out: 2301022', async () => {
    const mixed = { address: '127.0.0.1', family: 2 as const, port: 1 };
    assert.equal(await codeOf(construct().bind(mixed)), 401);
    assert.equal(await codeOf(construct().connect({ address: mixed })), 401);
    const bound = construct();
    await bound.bind({ address: '127.0.0.1', port: 0 });
    for (const address of [OWNER_ADDRESS, '100.0.0.1']) {
      assert.equal(await codeOf(bound.connect({ address: { address, port: 1 } })), 2301022);
    }
  });

  it('a socket that is bound may connect to itself; its port stays taken for a minute after close', async () => {
    const tcp = construct();
    await tcp.bind({ address: '127.0.0.1', port: 0 });
    const own = await tcp.getLocalAddress();
    await tcp.connect({ address: own });
    await tcp.close();
    const [again, later] = [construct(), construct()];
    await again.bind(own);
    assert.notEqual((await again.getLocalAddress()).port, own.port, 'a random port, silently');
    await bench.clock.advance(60_000);
    await later.bind(own);
    assert.equal((await later.getLocalAddress()).port, own.port);
  });

  it('connect gives up after 5 s, also for timeout 0; a host name may stand for an address', async () => {
    bench.plan.setLink('owner', 'client', { state: 'stalled' });
    for (const timeout of [undefined, 0]) {
      const attempt = codeOf(construct().connect({ address: { address: OWNER_ADDRESS, port: 1 }, timeout }));
      const early = Symbol('early');
      await bench.clock.advance(4_999);
      assert.equal(await Promise.race([attempt, Promise.resolve(early)]), early);
      await bench.clock.advance(1);
      assert.equal(await attempt, 2301115);
    }
    const server = pair.clientKit.socket.constructTCPSocketServerInstance();
    await server.listen({ address: '127.0.0.1', port: 0 });
    const { port } = await server.getLocalAddress();
    await construct().connect({ address: { address: 'localhost', port } });
  });

  it('strings go out as UTF-8 whatever encoding says, and empty data succeeds', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const log = new EventLog().watch('server', accepted);
    await tcp.send({ data: '' });
    await tcp.send({ data: new ArrayBuffer(0) });
    await tcp.send({ data: '组', encoding: 'GB2312' });
    await until(() => log.has('server message 组'), 'the text arrives in UTF-8');
    assert.equal(log.entries.length, 1);
  });

  it('of options only the time limit -1 is refused, and all need a descriptor', async () => {
    assert.equal(await codeOf(construct().setExtraOptions({ TCPNoDelay: true })), 2301009);
    const { tcp } = await connectPair(pair);
    await tcp.setExtraOptions({ receiveBufferSize: -5, sendBufferSize: 0, socketLinger: { on: true, linger: -1 } });
    assert.equal(await codeOf(tcp.setExtraOptions({ socketTimeout: -1 })), 2301033);
  });

  it('close tells undefined, and what was not read is discarded', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const payloads: unknown[] = [];
    const log = new EventLog().watch('client', tcp);
    tcp.on('close', payload => payloads.push(payload));
    await Promise.all([accepted.send({ data: 'too late' }), tcp.close()]);
    await until(() => payloads.length === 1, 'close is told');
    await bench.clock.advance(10);
    assert.deepEqual(payloads, [undefined]);
    assert.deepEqual(log.entries, ['client close']);
  });

  it('the end of the other side is close with {}, and sending is still possible', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const payloads: unknown[] = [];
    tcp.on('close', payload => payloads.push(payload));
    await accepted.close();
    await until(() => payloads.length === 1, 'close is told');
    assert.deepEqual(payloads, [{}]);
    assert.equal(typeof await tcp.getSocketFd(), 'number');
    await tcp.close();
  });

  it('a reset is error 104 without a message, and no close; sending fails from then on', async () => {
    const { tcp } = await connectPair(pair);
    const log = new EventLog().watch('client', tcp);
    const errors: unknown[] = [];
    tcp.on('error', error => errors.push(error));
    await tcp.send({ data: 'never read' });
    pair.ownerKit.closeAll();
    await until(() => errors.length === 1, 'the reset is told');
    assert.deepEqual(errors, [{ code: 104 }]);
    assert.deepEqual(log.entries, ['client error 104']);
    assert.ok([2301032, 2301104].includes(Number(await codeOf(tcp.send({ data: 'x' })))));
  });

  it('a send that the kernel does not take in 20 s fails; shorter with socketTimeout', async () => {
    const { tcp } = await connectPair(pair);
    bench.plan.setLink('owner', 'client', { state: 'stalled' });
    const first = codeOf(tcp.send({ data: new ArrayBuffer(1024 * 1024) }));
    await bench.clock.advance(20_000);
    assert.equal(await first, 2301110);
    await tcp.setExtraOptions({ socketTimeout: 3_000 });
    const second = codeOf(tcp.send({ data: new ArrayBuffer(1024 * 1024) }));
    await bench.clock.advance(3_000);
    assert.equal(await second, 2301110);
  });

  it('bulk from the UI thread is logged loudly once a second, from a worker it is not', async () => {
    for (const isUiThread of [true, false]) {
      const warnings: string[] = [];
      const kit = kitOn(bench, pair.client, { isUiThread, warn: text => warnings.push(text) });
      const { tcp } = await connectPair({ ...pair, clientKit: kit });
      await tcp.send({ data: new ArrayBuffer(60 * 1024) });
      assert.equal(warnings.length, 0);
      await tcp.send({ data: new ArrayBuffer(60 * 1024) });
      await tcp.send({ data: new ArrayBuffer(60 * 1024) });
      await bench.clock.advance(1_000);
      await tcp.send({ data: new ArrayBuffer(128 * 1024) });
      assert.equal(warnings.length, isUiThread ? 2 : 0);
      kit.closeAll();
    }
  });

  it('a socket that nobody holds any more is closed', async () => {
    const server = pair.ownerKit.socket.constructTCPSocketServerInstance();
    const log = new EventLog();
    const held: socket.TCPSocketConnection[] = [];
    server.on('connect', connection => {
      held.push(connection);
      log.watch('server', connection);
    });
    await server.listen({ address: OWNER_ADDRESS, port: 0 });
    const address = await server.getLocalAddress();
    await (async () => construct().connect({ address }))();
    await collectGarbage(() => log.has('server close') || log.has('server error 104'));
    assert.equal(held.length, 1);
  });
});
