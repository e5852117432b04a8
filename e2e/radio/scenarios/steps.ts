import type { Phone } from './Phone.js';

/** Steps that several scenarios share. */

export const CONNECTED = /^Connected/;
export const NOT_CONNECTED = /^Not connected/;
const RADIO_LIMIT_SECONDS = 60;

export async function createGroup(phone: Phone, group: { name: string; passphrase: string; persistent: boolean }): Promise<void> {
  await phone.tap('tabGroup');
  await phone.type('groupNameInput', group.name);
  await phone.type('passphraseInput', group.passphrase);
  await phone.turn('persistentToggle', group.persistent);
  await phone.tap('createGroupButton');
  await phone.appears('groupName', RADIO_LIMIT_SECONDS);
}

export async function discover(phone: Phone): Promise<void> {
  await phone.tap('tabDiscovery');
  const isRunning = (): boolean => /Stop/.test(phone.read('discoverButton'));
  await phone.insist('discoverButton', isRunning);
}

export async function find(phone: Phone, other: Phone): Promise<void> {
  await phone.appears(`peer-${other.name}`, RADIO_LIMIT_SECONDS);
}

/** Both discover until they have found each other, as before a negotiation. */
export async function meet(one: Phone, other: Phone): Promise<void> {
  await discover(one);
  await discover(other);
  await Promise.all([find(one, other), find(other, one)]);
}

/** Taps on a found peer; the platform empties its list now and then, so the row may just have gone. */
export async function connect(phone: Phone, other: Phone): Promise<void> {
  const isUnderWay = (): boolean => /Connect(ing|ed)/.test(phone.read('connectState')) || phone.status.wifi.group !== undefined;
  await find(phone, other);
  await phone.insist(`peer-${other.name}`, isUnderWay);
}

/** Joins the group of an owner whose person accepts. */
export async function join(phone: Phone, owner: Phone): Promise<void> {
  await discover(phone);
  await connect(phone, owner);
  await owner.answer(true, RADIO_LIMIT_SECONDS);
  await isLinked(phone);
}

export async function isLinked(phone: Phone): Promise<void> {
  await phone.tap('tabLinked');
  await phone.sees('linkState', CONNECTED, RADIO_LIMIT_SECONDS);
}

export async function isAlone(phone: Phone, limitSeconds = RADIO_LIMIT_SECONDS): Promise<void> {
  await phone.tap('tabLinked');
  await phone.sees('linkState', NOT_CONNECTED, limitSeconds);
}

export async function openSession(phone: Phone): Promise<void> {
  await phone.tap('tabLinked');
  await phone.tap('openSessionButton');
  await phone.appears('sessionState');
  const isOpening = (): boolean => /^(Open|Connecting)/.test(phone.read('sessionState'));
  await phone.until('the session to open or to be closed', RADIO_LIMIT_SECONDS, () => isOpening() || phone.has('connectSessionButton'));
  // The page opens the session by itself only while the own listener is up.
  if (!isOpening()) {
    await phone.tap('connectSessionButton');
  }
  await phone.sees('sessionState', /^Open/, RADIO_LIMIT_SECONDS);
}

export async function say(from: Phone, to: Phone, text: string): Promise<void> {
  await from.type('messageInput', text);
  await from.tap('sendButton');
  await to.sees('messageList', new RegExp(text));
}

export async function removeGroup(owner: Phone): Promise<void> {
  await owner.tap('tabGroup');
  await owner.tap('removeGroupButton');
}

/** From the page of the session back to the tabs. */
export async function leaveSessions(phones: readonly Phone[]): Promise<void> {
  for (const phone of phones.filter(one => one.has('sessionState'))) {
    phone.back();
    await phone.disappears('sessionState');
  }
}

export function ownsGroup(phone: Phone): boolean {
  return phone.status.wifi.group?.isOwner === true;
}

/** Leaves the group and ends the discovery. */
export async function rest(phones: readonly Phone[]): Promise<void> {
  for (const phone of phones) {
    const [tab, button] = ownsGroup(phone) ? ['tabGroup', 'removeGroupButton'] : ['tabLinked', 'disconnectButton'];
    await phone.tap(tab);
    await phone.insist(button, () => phone.status.wifi.group === undefined);
    await isAlone(phone);
    await phone.tap('tabDiscovery');
    if (/Stop/.test(phone.read('discoverButton'))) {
      await phone.tap('discoverButton');
      await phone.sees('discoverButton', /Start/);
    }
  }
}
