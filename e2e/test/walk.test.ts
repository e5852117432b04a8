import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBench, type Bench } from '../src/bench.js';
import type { Phone } from '../src/Phone.js';
import { connectionsOf, descendantsOf } from '../src/tcp.js';
import { createGroup, finds, openSession, say, startDiscovery } from '../src/walks.js';

const CONNECTED = /^(connected|已连接)/i;
const NOT_CONNECTED = /^(not connected|未连接)/i;

describe('two phones in a browser', () => {
  let bench: Bench;
  let one: Phone;
  let two: Phone;

  before(async () => {
    bench = await openBench();
    [one, two] = bench.phones;
  });
  after(() => bench.close());

  it('a group is created, found, joined after a tap on its owner, talked over and left', async () => {
    await createGroup(one, { name: 'DIRECT-p2p-demo', passphrase: 'correct horse' });
    assert.match(await one.sees('groupOwnerIp', /\d/), /192\.168\.49\.1/);
    await one.sees('groupName', /DIRECT-p2p-demo/);

    await startDiscovery(two);
    await finds(two, 'Phone 1');
    await two.tap('peer-Phone 1');
    await one.answer('accept');
    await two.tap('tabLinked');
    await two.sees('linkState', CONNECTED);
    await two.sees('ownerIp', /192\.168\.49\.1/);
    await two.sees('linkRole', /client/i);
    await two.sees('ownIp', /192\.168\.49\.(?!1\b)\d+/);
    await one.tap('tabGroup');
    await one.sees('clientList', /Phone 2/);

    await openSession(two);
    await say(two, 'hello');
    await one.tap('tabLinked');
    await one.tap('openSessionButton');
    await one.sees('messageList', /hello/);
    await say(one, '你好');
    await two.sees('messageList', /你好/);

    const lab = bench.lab.process.pid ?? 0;
    const ends = descendantsOf(lab).flatMap(connectionsOf).filter(end => !end.local.startsWith('127.0.0.1:'));
    const pairs = ends.filter(end => ends.some(other => other.pid !== end.pid && other.local === end.remote && other.remote === end.local));
    assert.equal(pairs.length, 2, `one connection, an end in each device process: ${JSON.stringify(ends)}`);
    assert.ok(!connectionsOf(lab).some(end => pairs.some(pair => pair.local === end.local)), 'the lab holds no end of it');

    await two.tap('closeSessionButton');
    await leaveSessionPage(one);
    await leaveSessionPage(two);
    await two.tap('tabLinked');
    await two.tap('disconnectButton');
    await two.sees('linkState', NOT_CONNECTED);
    await one.tap('tabGroup');
    await one.sees('clientList', /^(?![\s\S]*Phone 2)/);
    await one.tap('removeGroupButton');
    await one.tap('tabLinked');
    await one.sees('linkState', NOT_CONNECTED);
  });

  it('two phones without a group agree on the roles, and either can open the session', async () => {
    await startDiscovery(two);
    await startDiscovery(one);
    await finds(one, 'Phone 2');
    await one.tap('peer-Phone 2');
    await two.answer('accept');
    await one.tap('tabLinked');
    await two.tap('tabLinked');
    await Promise.all([one.sees('linkState', CONNECTED), two.sees('linkState', CONNECTED)]);
    const roles = await Promise.all([one.sees('linkRole', /\w/), two.sees('linkRole', /\w/)]);
    assert.equal(roles.filter(role => /owner/i.test(role)).length, 1, `one owner: ${roles.join(', ')}`);
    const [owner, client] = /owner/i.test(roles[0] ?? '') ? [one, two] : [two, one];
    await openSession(owner);
    await say(owner, 'from the owner');
    await client.tap('openSessionButton');
    await client.sees('messageList', /from the owner/);
  });

  it('Wi-Fi switched off in mid-session ends both sides in a true state, and both recover', async () => {
    await two.setControl('wifi', false);
    await one.sees('sessionState', /lost|closed|ended|not connected/i);
    await two.sees('sessionState', /lost|closed|ended|not connected/i);
    await leaveSessionPage(one);
    await leaveSessionPage(two);
    await two.reads(/Wi-Fi is off/i);
    await Promise.all([one.sees('linkState', NOT_CONNECTED), two.sees('linkState', NOT_CONNECTED)]);
    await two.setControl('wifi', true);
    await createGroup(two);
    await two.tap('removeGroupButton');
    await startDiscovery(two);
    await startDiscovery(one);
    await finds(one, 'Phone 2');
  });
});

/** Taps the back button of the navigation bar. */
async function leaveSessionPage(phone: Phone): Promise<void> {
  await phone.back();
  await phone.appears('tabLinked');
}
