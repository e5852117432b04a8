import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { DeviceNetwork } from '../../src/net/DeviceNetwork.js';
import type { LinkBreak, NetworkState } from '../../src/net/NetworkStack.js';
import { RouteTable } from '../../src/net/RouteTable.js';
import { INTERFACE, NetworkBench, OWNER_ADDRESS } from './support.js';

/** What crosses between threads is plain data. */
function copyOf(state: NetworkState): NetworkState {
  return JSON.parse(JSON.stringify(state)) as NetworkState;
}

describe('a network stack that follows the one of its device', () => {
  let bench: NetworkBench;
  let owner: DeviceNetwork;
  let client: DeviceNetwork;

  beforeEach(async () => {
    bench = await NetworkBench.open();
    owner = await bench.device('owner');
    client = await bench.device('client');
  });
  afterEach(() => bench.close());

  function followerOf(network: DeviceNetwork): RouteTable {
    const table = new RouteTable(bench.clock, copyOf(network.state));
    network.follow(state => table.apply(copyOf(state)));
    return table;
  }

  it('has the same addresses and routes, and is told when they change', async () => {
    const follower = followerOf(owner);
    let changes = 0;
    follower.onChange(() => changes++);
    bench.own(owner);
    const { address } = await bench.join(client, '02:00:00:00:00:01');
    assert.equal(changes, 1);
    assert.deepEqual(follower.ownAddresses(), owner.ownAddresses());
    const [there, here] = [follower.routeTo(address), owner.routeTo(address)];
    assert.ok(there && here);
    assert.deepEqual({ ...there, link: undefined }, { ...here, link: undefined });
    const { localReal, remoteReal } = here;
    assert.equal(follower.routeOfAccepted(localReal, remoteReal)?.remoteVirtual, address);
    owner.stop(INTERFACE);
    assert.deepEqual(follower.ownAddresses(), ['127.0.0.1']);
  });

  it('stalls, breaks and loses its links with those of the device', async () => {
    bench.own(owner);
    await bench.join(client, '02:00:00:00:00:01');
    const follower = followerOf(client);
    const link = follower.routeTo(OWNER_ADDRESS)?.link;
    assert.ok(link?.isUp);
    const breaks: LinkBreak['kind'][] = [];
    link.onBreak(({ kind }) => breaks.push(kind));
    bench.plan.setLink('owner', 'client', { state: 'stalled', latencyMilliseconds: 5, connections: { kind: 'reset' } });
    assert.deepEqual([link.isUp, link.latency, breaks], [false, 5, ['reset']]);
    bench.plan.setLink('owner', 'client', {});
    assert.deepEqual([link.isUp, link.isShaped, breaks], [true, false, ['reset']]);
    client.stop(INTERFACE);
    assert.equal(link.isLost, true);
  });

  it('knows no fault that was over before it began to follow', async () => {
    bench.own(owner);
    await bench.join(client, '02:00:00:00:00:01');
    bench.plan.setLink('owner', 'client', { connections: { kind: 'reset' } });
    const breaks: LinkBreak['kind'][] = [];
    followerOf(client).routeTo(OWNER_ADDRESS)?.link.onBreak(({ kind }) => breaks.push(kind));
    bench.plan.setLink('owner', 'client', { latencyMilliseconds: 5 });
    assert.deepEqual(breaks, []);
  });

  it('is waited for before a client gets its lease', async () => {
    bench.own(owner);
    let takeOver = (): void => undefined;
    owner.follow(() => new Promise(resolve => {
      takeOver = resolve;
    }));
    let isJoined = false;
    const joining = bench.join(client, '02:00:00:00:00:01').then(() => {
      isJoined = true;
    });
    await bench.clock.advance(100);
    assert.equal(isJoined, false);
    takeOver();
    await joining;
  });
});
