import type { socket } from '@kit.NetworkKit';
import assert from 'node:assert/strict';
import { connect as rawConnect } from 'node:net';
import { describe, it } from 'node:test';
import { type NetworkBench, OWNER_ADDRESS, until } from '../net/support.js';
import { codeOf, collectGarbage, connectPair, EventLog, kitOn, withPair } from './networkSupport.js';
import type { Pair, Server } from './networkSupport.js';

/** What the declarations forbid. */
function wrong<T>(value: unknown): T {
  return value as T;
}

describe('facts of TCPSocketServer and TCPSocketConnection (platform behaviour §7.1, §7.3)', () => {
  let bench: NetworkBench;
  let pair: Pair;

  withPair((openBench, openPair) => {
    bench = openBench;
    pair = openPair;
  });

  async function listening(kit = pair.ownerKit): Promise<{ server: Server; address: socket.NetAddress }> {
    const server = kit.socket.constructTCPSocketServerInstance();
    await server.listen({ address: OWNER_ADDRESS, port: 0 });
    return { server, address: await server.getLocalAddress() };
  }

  async function connect(address: socket.NetAddress): Promise<socket.TCPSocket> {
    const tcp = pair.clientKit.socket.constructTCPSocketInstance();
    await tcp.connect({ address });
    return tcp;
  }

  it('an argument of the wrong kind is thrown at once with the text 401, a wrong field is a rejection', async () => {
    const { accepted, server } = await connectPair(pair);
    const expected = { code: '401', message: 'Parameter error' };
    assert.throws(() => accepted.send(wrong(null)), expected);
    assert.throws(() => accepted.send({ data: 'x' }, wrong('no function')), expected);
    assert.throws(() => server.setExtraOptions(wrong(undefined)), expected);
    assert.throws(() => server.getState(wrong(1)), expected);
    assert.equal(await codeOf(accepted.send(wrong({ data: new Uint8Array(1) }))), 401);
    assert.equal(await codeOf(server.listen(wrong({ address: 7 }))), 401);
  });

  it('a number alone is an address that no device has', async () => {
    const server = pair.ownerKit.socket.constructTCPSocketServerInstance();
    assert.equal(await codeOf(server.listen({ address: '12345', port: 12345 })), 2303199);
    assert.equal(await codeOf(server.listen({ address: 'a.name', port: 12345 })), 401);
  });

  it('a server may listen on several ports', async () => {
    const { server, address } = await listening();
    await server.listen({ address: '0.0.0.0', port: 0 });
    const second = await server.getLocalAddress();
    const clients: number[] = [];
    server.on('connect', connection => clients.push(connection.clientId));
    await connect(address);
    await connect({ address: OWNER_ADDRESS, port: second.port });
    await until(() => clients.length === 2, 'both ports serve');
  });

  it('client ids count from 1 through the whole process, and nobody is told of a client twice or late', async () => {
    const [first, second] = [await listening(), await listening()];
    const ids: number[] = [];
    await connect(first.address);
    await new Promise<void>(resolve => {
      second.server.on('connect', connection => {
        ids.push(connection.clientId);
        resolve();
      });
      void connect(second.address);
    });
    first.server.on('connect', connection => ids.push(connection.clientId));
    await connect(first.address);
    await until(() => ids.length === 2, 'the third client is told');
    assert.deepEqual(ids, [2, 3]);
  });

  it('until there is a message listener neither message nor close is delivered, and nothing is lost', async () => {
    const { tcp, accepted } = await connectPair(pair);
    const log: string[] = [];
    accepted.on('close', () => log.push('close'));
    await tcp.send({ data: 'kept' });
    await tcp.close();
    const other = await connectPair(pair);
    const later = new EventLog().watch('other', other.accepted);
    await other.tcp.send({ data: 'news' });
    await until(() => later.has('other message news'), 'time has passed');
    assert.equal(log.length, 0);
    accepted.on('message', ({ message }) => log.push(Buffer.from(message).toString()));
    await until(() => log.includes('close'), 'the end is told');
    assert.deepEqual(log, ['kept', 'close']);
  });

  it('receiveBufferSize sets the longest message of present and future clients', async () => {
    const { server, tcp, accepted } = await connectPair(pair);
    await server.setExtraOptions({ receiveBufferSize: 1_000, socketTimeout: -1 });
    const sizes: number[] = [];
    accepted.on('message', ({ remoteInfo, message }) => {
      assert.equal(remoteInfo.size, message.byteLength);
      sizes.push(remoteInfo.size);
    });
    server.on('connect', connection => connection.on('message', ({ remoteInfo }) => sizes.push(remoteInfo.size)));
    await tcp.send({ data: new ArrayBuffer(4_000) });
    await (await connect(await server.getLocalAddress())).send({ data: new ArrayBuffer(4_000) });
    await until(() => sizes.reduce((sum, size) => sum + size, 0) === 8_000, 'all bytes arrive');
    assert.equal(Math.max(...sizes), 1_000);
  });

  it('a reset of the client is close, and the connection has no error', async () => {
    const { server, address } = await listening();
    const accepted = new Promise<socket.TCPSocketConnection>(resolve => server.on('connect', resolve));
    const client = rawConnect({
      host: pair.owner.realOf(OWNER_ADDRESS),
      port: address.port ?? 0,
      localAddress: pair.client.realOf(pair.clientAddress),
    });
    const connection = await accepted;
    const log = new EventLog().watch('server', connection);
    client.resetAndDestroy();
    await until(() => log.entries.length > 0, 'the end is told');
    assert.deepEqual(log.entries, ['server close']);
    assert.equal(await codeOf(connection.send({ data: 'x' })), 2303200);
  });

  it('server.close stops listening; connections stay, and count for the state of every server', async () => {
    const { server, tcp, accepted } = await connectPair(pair);
    const address = await server.getLocalAddress();
    const log = new EventLog().watch('server', accepted);
    await server.close();
    assert.deepEqual(await server.getState(), { isBound: false, isClose: true, isConnected: false });
    assert.equal(await codeOf(connect(address)), 2301115);
    await tcp.send({ data: 'still here' });
    await until(() => log.has('server message still here'), 'the connection lives');
    const other = await listening();
    assert.deepEqual(await other.server.getState(), { isBound: true, isClose: false, isConnected: true });
    assert.equal(await codeOf(server.close()), 2301009);
  });

  it('sends that are not awaited may overtake each other, awaited ones never do', async () => {
    const last = kitOn(bench, pair.owner, { random: () => 0.999 });
    const { tcp, accepted } = await connectPair({ ...pair, ownerKit: last });
    let text = '';
    tcp.on('message', ({ message }) => {
      text += Buffer.from(message).toString();
    });
    await Promise.all(['a', 'b', 'c'].map(data => accepted.send({ data })));
    for (const data of ['d', 'e', 'f']) {
      await accepted.send({ data });
    }
    await until(() => text.length === 6, 'all letters arrive');
    assert.equal(text, 'cbadef');
    last.closeAll();
  });

  it('a process has at most 1024 connections; one more is closed at once', async () => {
    const { server, address } = await listening();
    const held: socket.TCPSocketConnection[] = [];
    server.on('connect', connection => held.push(connection));
    for (let count = 0; count < 1024; count += 64) {
      await Promise.all(Array.from({ length: 64 }, () => connect(address)));
    }
    await until(() => held.length === 1024, 'all are accepted');
    const log = new EventLog();
    const extra = pair.clientKit.socket.constructTCPSocketInstance();
    log.watch('extra', extra);
    await extra.connect({ address });
    await until(() => log.entries.length > 0, 'the extra one is closed');
    assert.equal(held.length, 1024);
  });

  it('connections and servers that nobody holds any more are closed', async () => {
    const { tcp, address } = await (async () => {
      const { server, address: where } = await listening();
      server.on('connect', () => undefined);
      return { tcp: await connect(where), address: where };
    })();
    const log = new EventLog().watch('client', tcp);
    await collectGarbage(() => log.entries.length > 0);
    await until(() => log.has('client close') || log.has('client error 104'), 'the connection is gone');
    let outcome: unknown = 'fulfilled';
    await collectGarbage(async () => {
      outcome = await codeOf(connect(address));
      return outcome !== 'fulfilled';
    });
    assert.equal(outcome, 2301115);
  });
});
