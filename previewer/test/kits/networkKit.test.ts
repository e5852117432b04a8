import type { socket } from '@kit.NetworkKit';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { INTERFACE, type NetworkBench, OWNER_ADDRESS, until } from '../net/support.js';
import { codeOf, connectPair, EventLog, kitOn, withPair } from './networkSupport.js';
import type { Pair } from './networkSupport.js';

const NOBODY = { address: OWNER_ADDRESS, port: 1 };

describe('TCP between two devices', () => {
  let bench: NetworkBench;
  let pair: Pair;

  withPair((openBench, openPair) => {
    bench = openBench;
    pair = openPair;
  });

  it('carries bytes both ways and shows virtual addresses only', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const received: socket.SocketMessageInfo[] = [];
    accepted.on('message', info => received.push(info));
    tcp.on('message', info => received.push(info));
    await tcp.send({ data: '你好' });
    await until(() => received.length === 1, 'the server has the text');
    const { port } = await tcp.getLocalAddress();
    assert.deepEqual(received[0]?.remoteInfo, { address: pair.clientAddress, family: 'IPv4', port, size: 6 });
    assert.deepEqual(await accepted.getRemoteAddress(), { address: pair.clientAddress, family: 1, port });
    await accepted.send({ data: new Uint8Array([1, 2]).buffer });
    await until(() => received.length === 2, 'the client has the bytes');
    assert.deepEqual(received[1]?.remoteInfo.address, OWNER_ADDRESS);
    assert.deepEqual(new Uint8Array(received[1]?.message ?? new ArrayBuffer(0)), new Uint8Array([1, 2]));
    assert.deepEqual(await tcp.getState(), { isBound: true, isClose: false, isConnected: true });
  });

  it('lets the owner connect to its client, and a phone to itself', async () => {
    const server = pair.clientKit.socket.constructTCPSocketServerInstance();
    await server.listen({ address: '0.0.0.0', port: 0 });
    const { port } = await server.getLocalAddress();
    await pair.ownerKit.socket.constructTCPSocketInstance().connect({ address: { address: pair.clientAddress, port } });
    await pair.clientKit.socket.constructTCPSocketInstance().connect({ address: { address: '127.0.0.1', port } });
    const foreign = pair.ownerKit.socket.constructTCPSocketInstance();
    assert.equal(await codeOf(foreign.connect({ address: { address: '127.0.0.1', port } })), 2301115);
  });

  it('serves a 0.0.0.0 that was listened on before the group, also in the group', async () => {
    pair.owner.stop(INTERFACE);
    const server = pair.ownerKit.socket.constructTCPSocketServerInstance();
    await server.listen({ address: '0.0.0.0', port: 0 });
    const { port } = await server.getLocalAddress();
    bench.own(pair.owner);
    await bench.join(pair.client, '02:00:00:00:00:01');
    await pair.clientKit.socket.constructTCPSocketInstance().connect({ address: { address: OWNER_ADDRESS, port } });
  });

  it('takes a random port silently when the port is in use', async () => {
    const first = pair.ownerKit.socket.constructTCPSocketServerInstance();
    await first.listen({ address: OWNER_ADDRESS, port: 0 });
    const taken = await first.getLocalAddress();
    const second = pair.ownerKit.socket.constructTCPSocketServerInstance();
    await second.listen(taken);
    const bound = pair.ownerKit.socket.constructTCPSocketInstance();
    await bound.bind(taken);
    for (const other of [await second.getLocalAddress(), await bound.getLocalAddress()]) {
      assert.equal(other.address, OWNER_ADDRESS);
      assert.notEqual(other.port, taken.port);
    }
  });

  it('says connect before the promise resolves, and close for the end of the other side', async () => {
    const server = pair.ownerKit.socket.constructTCPSocketServerInstance();
    server.on('connect', connection => connection.close());
    await server.listen({ address: OWNER_ADDRESS, port: 0 });
    const order: string[] = [];
    const tcp = pair.clientKit.socket.constructTCPSocketInstance();
    tcp.on('connect', () => order.push('connect'));
    tcp.on('close', () => order.push('close'));
    await tcp.connect({ address: await server.getLocalAddress() });
    order.push('resolved');
    await until(() => order.includes('close'), 'the client sees the end');
    assert.deepEqual(order, ['connect', 'resolved', 'close']);
    assert.equal((await tcp.getState()).isConnected, true, 'the descriptor stays open until close()');
  });

  it('drops what a client gets without a message listener, and keeps it for a connection without one', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const log = new EventLog();
    await accepted.send({ data: 'early' });
    await tcp.send({ data: 'kept' });
    log.watch('server', accepted);
    await until(() => log.has('server message kept'), 'the connection reads from the start');
    log.watch('client', tcp);
    await accepted.send({ data: 'late' });
    await until(() => log.entries.some(entry => entry.startsWith('client message')), 'the client hears again');
    assert.ok(!log.has('client message early'));
  });

  it('drops a connection whose message listener was taken off, with an error of the server', async () => {
    const { server, tcp, accepted } = await connectPair(pair);
    const log = new EventLog().watch('client', tcp);
    const errors: unknown[] = [];
    server.on('error', error => errors.push(error));
    accepted.on('message', () => undefined);
    accepted.off('message');
    await tcp.send({ data: 'anybody?' });
    await until(() => log.has('client close'), 'the connection is closed');
    assert.deepEqual(errors, [{ code: -1 }]);
  });

  it('hands a server at most 8192 bytes at once', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const sizes: number[] = [];
    accepted.on('message', info => sizes.push(info.remoteInfo.size));
    await tcp.send({ data: new ArrayBuffer(50_000) });
    await until(() => sizes.reduce((sum, size) => sum + size, 0) === 50_000, 'all bytes arrive');
    assert.ok(Math.max(...sizes) <= 8192);
  });

  it('is silent while the link is stalled, and tells everything in order afterwards', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const log = new EventLog().watch('server', accepted).watch('client', tcp);
    bench.plan.setLink('owner', 'client', { state: 'stalled' });
    await tcp.send({ data: 'held' });
    await tcp.close();
    const late = pair.clientKit.socket.constructTCPSocketInstance();
    const refused = codeOf(late.connect({ address: { address: OWNER_ADDRESS, port: 1 }, timeout: 700 }));
    await bench.clock.advance(700);
    assert.equal(await refused, 2301115);
    assert.deepEqual(log.entries, ['client close']);
    bench.plan.setLink('owner', 'client', {});
    await until(() => log.has('server close'), 'the end arrives when the link is back');
    assert.deepEqual(log.entries, ['client close', 'server message held', 'server close']);
  });

  it('never tells the other side of an end once the group is gone', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const log = new EventLog().watch('server', accepted);
    pair.client.stop(INTERFACE);
    await tcp.send({ data: 'lost' });
    await tcp.close();
    bench.own(pair.owner);
    await bench.join(pair.client, '02:00:00:00:00:01');
    const again = await connectPair(pair);
    const other = new EventLog().watch('server', again.accepted);
    await again.tcp.send({ data: 'new group' });
    await until(() => other.has('server message new group'), 'the new group works');
    assert.deepEqual(log.entries, []);
  });

  it('shows the end of the other application while the link is up', async () => {
    const { accepted } = await connectPair(pair);
    const log = new EventLog().watch('server', accepted);
    pair.clientKit.closeAll();
    await until(() => log.has('server close'), 'the server sees it');
  });

  it('gives the platform\'s codes', async () => {
    const tcp = (): socket.TCPSocket => pair.clientKit.socket.constructTCPSocketInstance();
    const server = pair.clientKit.socket.constructTCPSocketServerInstance();
    const closed = tcp();
    await closed.bind({ address: '0.0.0.0' });
    await closed.close();
    const { accepted } = await connectPair(pair);
    await accepted.close();
    const denied = kitOn(bench, pair.client, { hasPermission: () => false }).socket.constructTCPSocketInstance();
    const wrong = (value: unknown): socket.NetAddress => value as socket.NetAddress;
    const expected: [result: Promise<unknown>, code: number][] = [
      [tcp().connect({ address: NOBODY }), 2301115],
      [tcp().connect({ address: { address: '10.0.0.1', port: 80 } }), 2301101],
      [tcp().connect({ address: { address: '::1', family: 2, port: 80 } }), 2301022],
      [tcp().connect({ address: wrong({ address: 1, family: OWNER_ADDRESS }) }), 401],
      [tcp().bind({ address: OWNER_ADDRESS }), 2301099],
      [tcp().bind({ address: '::', family: 2 }), 2301022],
      [tcp().bind({ address: 'a.name' }), 401],
      [tcp().close(), 2300999],
      [tcp().getRemoteAddress(), 2301009],
      [tcp().getLocalAddress(), 2301009],
      [tcp().send({ data: 'x' }), 2301009],
      [tcp().send({ data: new Uint8Array(1) as unknown as ArrayBuffer }), 401],
      [closed.getLocalAddress(), 2301009],
      [tcp().setExtraOptions({ socketTimeout: -1 }), 2301033],
      [denied.connect({ address: NOBODY }), 201],
      [server.listen({ address: OWNER_ADDRESS, port: 0 }), 2303199],
      [server.listen({ address: '::', family: 2 }), 2303122],
      [server.listen(wrong({ address: 1 })), 401],
      [server.setExtraOptions({}), 2303109],
      [accepted.send({ data: 'x' }), 2303200],
      [accepted.close(), 2301100],
      [accepted.getRemoteAddress(), 2301100],
      [accepted.getLocalAddress(), 2301009],
    ];
    assert.deepEqual(await Promise.all(expected.map(([result]) => codeOf(result))), expected.map(([, code]) => code));
    assert.throws(() => server.listen(wrong(null)), { code: '401', message: 'Parameter error' });
  });

  it('asks in vain for a host of its net that is not there', async () => {
    const attempt = codeOf(
      pair.ownerKit.socket.constructTCPSocketInstance().connect({ address: { address: '192.168.49.2', port: 80 } }),
    );
    await bench.clock.advance(5_000);
    assert.equal(await attempt, 2301115);
  });

  it('tells a callback what it tells a promise', async () => {
    const error = await new Promise<unknown>(resolve => {
      pair.clientKit.socket.constructTCPSocketInstance().connect({ address: NOBODY }, resolve);
    });
    assert.deepEqual(error, { code: 2301115, message: 'Operation in progress' });
  });

  it('refuses what it does not provide by name', () => {
    const kit: object = pair.clientKit.socket;
    const construct = Reflect.get(kit, 'constructUDPSocketInstance') as () => unknown;
    assert.throws(() => construct(), { code: 801, message: /constructUDPSocketInstance/ });
  });
});
