import { afterEach, beforeEach } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { socket } from '@kit.NetworkKit';
import type { NetworkStack } from '../../src/net/NetworkStack.js';
import { createNetworkKit } from '../../src/kits/NetworkKit.js';
import type { NetworkKitOptions } from '../../src/kits/network/SocketRealm.js';
import type { NetworkKit } from '../../src/kits/NetworkKit.js';
import { NetworkBench, OWNER_ADDRESS } from '../net/support.js';

export type Server = ReturnType<NetworkKit['socket']['constructTCPSocketServerInstance']>;

export function kitOn(
  bench: NetworkBench,
  network: NetworkStack,
  options: Partial<NetworkKitOptions> = {},
): NetworkKit {
  const { clock } = bench;
  return createNetworkKit({
    network,
    clock,
    post: callback => callback(),
    dispatch: callback => callback(),
    hasPermission: () => true,
    enums: {},
    random: () => 0,
    isUiThread: false,
    warn: () => undefined,
    ...options,
  });
}

/** An owner and a client of one group, each with its kit. */
async function createPair(bench: NetworkBench): Promise<Pair> {
  const owner = await bench.device('owner');
  const client = await bench.device('client');
  bench.own(owner);
  const lease = await bench.join(client, '02:00:00:00:00:01');
  const [ownerKit, clientKit] = [kitOn(bench, owner), kitOn(bench, client)];
  return { owner, client, ownerKit, clientKit, clientAddress: lease.address };
}

/** Gives every test of a suite a pair of its own, and closes it after the test. */
export function withPair(use: (bench: NetworkBench, pair: Pair) => void): void {
  let bench: NetworkBench;
  let pair: Pair;
  beforeEach(async () => {
    bench = await NetworkBench.open();
    pair = await createPair(bench);
    use(bench, pair);
  });
  afterEach(() => {
    pair.ownerKit.closeAll();
    pair.clientKit.closeAll();
    bench.close();
  });
}

export interface Pair {
  owner: Awaited<ReturnType<NetworkBench['device']>>;
  client: Awaited<ReturnType<NetworkBench['device']>>;
  ownerKit: NetworkKit;
  clientKit: NetworkKit;
  clientAddress: string;
}

/** A client's socket and the connection that the owner's server made of it. */
export async function connectPair({ ownerKit, clientKit }: Pair): Promise<{
  server: Server;
  tcp: socket.TCPSocket;
  accepted: socket.TCPSocketConnection;
}> {
  const server = ownerKit.socket.constructTCPSocketServerInstance();
  const connection = new Promise<socket.TCPSocketConnection>(resolve => server.on('connect', resolve));
  await server.listen({ address: OWNER_ADDRESS, port: 0 });
  const tcp = clientKit.socket.constructTCPSocketInstance();
  await tcp.connect({ address: await server.getLocalAddress() });
  return { server, tcp, accepted: await connection };
}

/** Everything that events tell, as text, in order. */
export class EventLog {
  readonly entries: string[] = [];

  watch(name: string, source: socket.TCPSocket | socket.TCPSocketConnection): this {
    source.on('message', ({ message }) => this.entries.push(`${name} message ${Buffer.from(message).toString()}`));
    source.on('close', () => this.entries.push(`${name} close`));
    source.on('error', error => this.entries.push(`${name} error ${error.code}`));
    return this;
  }

  has(entry: string): boolean {
    return this.entries.includes(entry);
  }
}

export function codeOf(result: Promise<unknown>): Promise<unknown> {
  return result.then(
    () => 'fulfilled',
    (error: { code: unknown }) => error.code,
  );
}

/** Collects garbage until what depends on it has happened. */
export async function collectGarbage(isDone: () => boolean | Promise<boolean>): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 200; round++) {
    collect();
    await new Promise(resolve => setTimeout(resolve, 5));
    if (await isDone()) {
      return;
    }
  }
  throw new Error('Nothing was given up.');
}
