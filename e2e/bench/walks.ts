import type { BenchLab } from './BenchLab.js';

/** Phone 1 owns a group, Phone 2 joins it. */
export async function connectPhones({ phones: [owner, client] }: BenchLab): Promise<void> {
  for (const phone of [owner, client]) {
    phone.allowEverything();
    await phone.until(() => phone.status?.wifi.state === 'Idle' && phone.find('tabGroup'), 'Wi-Fi Direct');
  }
  await owner.tap('tabGroup');
  await owner.tap('createGroupButton');
  await owner.until(() => owner.find('groupName'), 'a group');
  await client.tap('tabDiscovery');
  await client.tap('discoverButton');
  await client.tap('peer-Phone 1');
  await client.tap('tabLinked');
  await client.until(() => /^connected/i.test(client.read('linkState')), 'the connection');
}

/** Both show the session page of an open session. */
export async function openSession({ phones }: BenchLab): Promise<void> {
  const [owner, client] = phones;
  const isOpen = (): boolean => /open/i.test(client.read('sessionState'));
  await client.tap('openSessionButton');
  await client.until(() => isOpen() || client.find('connectSessionButton'), 'the session page');
  if (!isOpen()) {
    await client.tap('connectSessionButton');
  }
  await client.until(isOpen, 'an open session');
  await owner.tap('tabLinked');
  await owner.tap('openSessionButton');
  await owner.until(() => /open/i.test(owner.read('sessionState')), 'an open session');
}
