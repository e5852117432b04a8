import type { Phone } from './Phone.js';

/** Steps that several walks share. */

export async function createGroup(phone: Phone, options: { name?: string; passphrase?: string; persistent?: boolean } = {}): Promise<void> {
  await phone.tap('tabGroup');
  if (options.name !== undefined) {
    await phone.type('groupNameInput', options.name);
  }
  if (options.passphrase !== undefined) {
    await phone.type('passphraseInput', options.passphrase);
  }
  if (options.persistent === true) {
    await phone.tap('persistentToggle');
  }
  await phone.tap('createGroupButton');
  await phone.appears('groupName');
}

/** Starts the discovery; both sides must discover to be found, unless the other one owns a group. */
export async function startDiscovery(phone: Phone): Promise<void> {
  await phone.tap('tabDiscovery');
  await phone.tap('discoverButton');
  await phone.allowUntil('discoverButton', /stop/i);
}

export async function finds(phone: Phone, peerName: string): Promise<void> {
  await phone.appears(`peer-${peerName}`, 30_000);
}

export async function openSession(phone: Phone): Promise<void> {
  await phone.tap('tabLinked');
  await phone.tap('openSessionButton');
  await phone.sees('sessionState', /open/i, 30_000);
}

export async function say(phone: Phone, text: string): Promise<void> {
  await phone.type('messageInput', text);
  await phone.tap('sendButton');
}

/** `two` joins a group that `one` owns, and opens a session with it. */
export async function meet(one: Phone, two: Phone): Promise<void> {
  await createGroup(one);
  await joinOwner(one, two);
}

/** `two` joins the group that `one` has, and opens a session with it. */
export async function joinOwner(one: Phone, two: Phone): Promise<void> {
  await startDiscovery(two);
  await finds(two, 'Phone 1');
  await two.tap('peer-Phone 1');
  await one.answer('accept');
  await two.tap('tabLinked');
  await two.sees('peerIp', /\d/);
  await openSession(two);
}

export async function sendFiles(phone: Phone, files: { name: string; content: Buffer }[]): Promise<void> {
  await phone.tap('sendFileButton');
  await phone.pick(files);
}
