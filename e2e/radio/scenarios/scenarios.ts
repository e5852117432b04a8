import assert from 'node:assert/strict';
import type { Bench } from './Bench.js';
import { sendFile } from './files.js';
import type { Phone } from './Phone.js';
import {
  connect, createGroup, isAlone, isLinked, join, leaveSessions, meet, openSession, ownsGroup, removeGroup, rest, say,
} from './steps.js';

export interface Scenario {
  name: string;
  run(bench: Bench): Promise<void>;
  /** Brings the phones back to where a scenario begins; no part of the trace. */
  tidy(bench: Bench): Promise<void>;
}

const ADDRESS = /192\.168\.49\.\d+/;
const OWNER_ADDRESS = /192\.168\.49\.1\b/;
/** A client gives its owner up after about 12 s. */
const LOSS_SECONDS = 40;
/** Until the radios have told everything that the end of a scenario causes. */
const QUIET_SECONDS = 3;
/** How long a person waits who gets no answer. */
const PATIENCE_SECONDS = 5;

export const scenarios: Scenario[] = [
  { name: 'a persistent group is created, found, joined and talked over', run: persistentGroup, tidy: staysInSession },
  { name: 'files go both ways over the session', run: files, tidy: staysLinked },
  { name: 'its group is removed, and both see it', run: removal, tidy: restAll },
  { name: 'the persistent group comes up again without a question', run: reinvocation, tidy: restAll },
  { name: 'a third phone joins', run: thirdPhone, tidy: restAll },
  { name: 'two idle phones negotiate a group', run: negotiation, tidy: restAll },
  { name: 'a request is rejected', run: rejection, tidy: restAll },
  { name: 'a client goes out of range and comes back', run: outOfRange, tidy: restAll },
  { name: 'the owner loses power', run: ownerKilled, tidy: restAll },
  { name: 'wpa_supplicant dies under a client and comes back', run: supplicantKilled, tidy: restAll },
];

const GROUP = { name: 'DIRECT-radio-demo', passphrase: 'correct horse', persistent: true };
const TEMPORARY_GROUP = { name: 'DIRECT-for-now', passphrase: 'battery staple', persistent: false };

async function persistentGroup({ phones: [one, two] }: Bench): Promise<void> {
  await createGroup(one, GROUP);
  assert.match(one.read('groupOwnerIp'), OWNER_ADDRESS);
  await join(two, one);
  await two.sees('ownerIp', OWNER_ADDRESS);
  await two.sees('ownIp', ADDRESS);
  await one.tap('tabGroup');
  await one.sees('clientList', new RegExp(two.name));
  await talk(two, one);
}

async function files(bench: Bench): Promise<void> {
  const { phones: [one, two] } = bench;
  await sendFile(bench, two, one);
  await sendFile(bench, one, two);
}

async function removal({ phones: [one, two] }: Bench): Promise<void> {
  await removeGroup(one);
  await Promise.all([isAlone(one), isAlone(two)]);
}

async function reinvocation({ phones: [one, two] }: Bench): Promise<void> {
  await meet(one, two);
  await connect(two, one);
  await Promise.all([isLinked(one), isLinked(two)]);
  assert.equal(one.dialogCount + two.dialogCount, 0, 'nobody was asked');
  await one.sees('linkRole', /owner/i);
  await two.sees('ownIp', ADDRESS);
}

async function thirdPhone({ phones: [one, two, three] }: Bench): Promise<void> {
  await createGroup(one, TEMPORARY_GROUP);
  await join(two, one);
  await join(three, one);
  await one.tap('tabGroup');
  await one.sees('clientList', new RegExp(`${two.name}[^]*${three.name}|${three.name}[^]*${two.name}`));
  await two.sees('ownIp', ADDRESS);
  await three.sees('ownIp', ADDRESS);
  assert.notEqual(two.read('ownIp'), three.read('ownIp'));
}

async function negotiation({ phones: [, two, three] }: Bench): Promise<void> {
  await meet(two, three);
  await connect(two, three);
  await three.answer(true);
  await Promise.all([isLinked(two), isLinked(three)]);
  const owners = [two, three].filter(phone => /owner/i.test(phone.read('linkRole')));
  assert.equal(owners.length, 1, 'one of them owns the group');
  const client = owners[0] === two ? three : two;
  await client.sees('ownIp', ADDRESS);
  await talk(client, owners[0] ?? two);
}

/** Nobody tells the asker: it goes on asking until its person has enough of it. */
async function rejection({ phones: [, two, three], pause }: Bench): Promise<void> {
  await meet(two, three);
  await connect(two, three);
  await three.answer(false);
  await pause(PATIENCE_SECONDS);
  assert.match(two.read('connectState'), /Connecting/);
  await two.tap('cancelConnectButton');
  await two.disappears('cancelConnectButton');
  await Promise.all([isAlone(two), isAlone(three)]);
}

async function outOfRange(bench: Bench): Promise<void> {
  const { phones: [one, two] } = bench;
  await createGroup(one, TEMPORARY_GROUP);
  await join(two, one);
  await bench.setInRange(two, false);
  await isAlone(two, LOSS_SECONDS);
  await bench.setInRange(two, true);
  await join(two, one);
  await two.sees('ownIp', ADDRESS);
}

async function ownerKilled(bench: Bench): Promise<void> {
  const { phones: [one, two] } = bench;
  await createGroup(one, TEMPORARY_GROUP);
  await join(two, one);
  await two.sees('ownIp', ADDRESS);
  await bench.kill(one);
  await isAlone(two, LOSS_SECONDS);
  await bench.start(one);
}

async function supplicantKilled(bench: Bench): Promise<void> {
  const { phones: [one, two] } = bench;
  await createGroup(one, TEMPORARY_GROUP);
  await join(two, one);
  await two.sees('ownIp', ADDRESS);
  await bench.killSupplicant(two);
  await two.sees('statusBanner', /Wi-Fi Direct is starting|Wi-Fi is off/);
  await isAlone(two);
  await one.tap('tabGroup');
  await one.until('the client to be gone', LOSS_SECONDS, () => !one.read('clientList').includes(two.name));
  await join(two, one);
  await two.sees('ownIp', ADDRESS);
}

async function talk(client: Phone, owner: Phone): Promise<void> {
  await openSession(client);
  await openSession(owner);
  await say(client, owner, `hello from ${client.name}`);
  await say(owner, client, `你好 from ${owner.name}`);
}

/** The next scenario goes on with the session. */
async function staysInSession(): Promise<void> {}

/** The next scenario goes on with the group. */
async function staysLinked({ phones }: Bench): Promise<void> {
  await leaveSessions(phones);
}

/** Clients leave before owners: an owner that lost its last client may end its group by itself. */
async function restAll(bench: Bench): Promise<void> {
  await leaveSessions(bench.phones);
  await rest(bench.phones.filter(phone => !ownsGroup(phone)));
  await rest(bench.phones.filter(ownsGroup));
  await bench.pause(QUIET_SECONDS);
}
