import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { INTERFACE, NetworkBench, OWNER_ADDRESS } from './support.js';

describe('the network of a device', () => {
  let bench: NetworkBench;
  const benches: NetworkBench[] = [];

  beforeEach(async () => {
    bench = await NetworkBench.open();
    benches.push(bench);
  });
  after(() => benches.forEach(opened => opened.close()));

  it('has its own 127.0.0.1 only, and no way anywhere, before a group', async () => {
    const phone = await bench.device('phone');
    assert.deepEqual(phone.ownAddresses(), ['127.0.0.1']);
    assert.equal(phone.routeTo(OWNER_ADDRESS), undefined);
    assert.notEqual(phone.realOf('127.0.0.1'), '127.0.0.1');
  });

  it('leases an address that both ends have a route for', async () => {
    const owner = await bench.device('owner');
    const client = await bench.device('client');
    bench.own(owner);
    assert.ok(owner.ownAddresses().includes(OWNER_ADDRESS), 'the owner has its address at once');
    const lease = await bench.join(client, '02:00:00:00:00:01');
    assert.equal(lease.serverAddress, OWNER_ADDRESS);
    assert.match(lease.address, /^192\.168\.49\.\d+$/);
    assert.deepEqual(bench.leases, [{ hardwareAddress: '02:00:00:00:00:01', address: lease.address }]);
    const there = client.routeTo(OWNER_ADDRESS);
    const back = owner.routeTo(lease.address);
    assert.ok(there && back);
    assert.deepEqual(
      [there.localReal, there.remoteReal, there.localVirtual, there.remoteVirtual],
      [back.remoteReal, back.localReal, back.remoteVirtual, back.localVirtual],
    );
  });

  it('has a route back at the owner before the client knows its lease, also across processes', async () => {
    const owner = await bench.remoteDevice('owner');
    const client = await bench.device('client');
    bench.own(owner);
    const lease = await bench.join(client, '02:00:00:00:00:01');
    assert.equal(owner.routeTo(lease.address)?.remoteReal, client.realOf(lease.address));
    assert.deepEqual(bench.leases.map(({ address }) => address), [lease.address]);
  });

  it('waits for a server that starts later, and gives up when none does', async () => {
    const owner = await bench.device('owner');
    const client = await bench.device('client');
    const early = bench.join(client, '02:00:00:00:00:01');
    bench.own(owner);
    assert.equal((await early).serverAddress, OWNER_ADDRESS);
    const nobody = { interfaceName: 'other', group: 'nobody', hardwareAddress: '02:00:00:00:00:02' };
    const lonely = client.startClient(nobody);
    await bench.clock.advance(60_000);
    assert.equal(await lonely, undefined);
  });

  it('answers undefined to a client that was stopped meanwhile', async () => {
    const client = await bench.device('client');
    const later = { interfaceName: INTERFACE, group: 'later', hardwareAddress: '02:00:00:00:00:01' };
    const pending = client.startClient(later);
    client.stop(INTERFACE);
    assert.equal(await pending, undefined);
    assert.deepEqual(client.ownAddresses(), ['127.0.0.1']);
  });

  it('leases the same address to the same hardware address again', async () => {
    const owner = await bench.device('owner');
    const client = await bench.device('client');
    bench.own(owner);
    const first = await bench.join(client, '02:00:00:00:00:01');
    client.stop(INTERFACE);
    assert.deepEqual(await bench.join(client, '02:00:00:00:00:01'), first);
  });

  it('keeps groups apart that use the same addresses', async () => {
    const [ownerA, ownerB, client] = [await bench.device('a'), await bench.device('b'), await bench.device('c')];
    bench.own(ownerA, 'group-a');
    bench.own(ownerB, 'group-b');
    await bench.join(client, '02:00:00:00:00:01', 'group-b');
    assert.equal(client.routeTo(OWNER_ADDRESS)?.remoteReal, ownerB.realOf(OWNER_ADDRESS));
  });

  it('stalls and frees a link, and loses it for good when a member leaves', async () => {
    const owner = await bench.device('owner');
    const client = await bench.device('client');
    bench.own(owner);
    await bench.join(client, '02:00:00:00:00:01');
    const link = client.routeTo(OWNER_ADDRESS)?.link;
    assert.ok(link?.isUp);
    bench.plan.setLink('owner', 'client', { state: 'stalled' });
    assert.deepEqual([link.isUp, link.isLost], [false, false]);
    bench.plan.setLink('client', 'owner', {});
    assert.ok(link.isUp);
    owner.stop(INTERFACE);
    await bench.clock.advance(0);
    assert.deepEqual([link.isUp, link.isLost], [false, true]);
    assert.equal(client.routeTo(OWNER_ADDRESS), undefined);
    bench.own(owner);
    await bench.clock.advance(0);
    assert.equal(link.isUp, false);
    assert.ok(client.routeTo(OWNER_ADDRESS)?.link.isUp, 'a new link');
  });

  it('loses its links when the process of the other device dies', async () => {
    const owner = await bench.device('owner');
    const client = await bench.device('client');
    bench.own(owner);
    const { address } = await bench.join(client, '02:00:00:00:00:01');
    const link = owner.routeTo(address)?.link;
    bench.kill('client');
    assert.equal(link?.isLost, true);
    assert.equal(owner.routeTo(address), undefined);
  });

  it('has loopback addresses of its own in every lab', async () => {
    const other = await NetworkBench.open();
    benches.push(other);
    const here = await bench.device('phone');
    const there = await other.device('phone');
    assert.notEqual(here.realOf('127.0.0.1'), there.realOf('127.0.0.1'));
  });
});
