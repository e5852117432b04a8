import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBench, type Bench } from './bench.js';
import type { Phone } from './Phone.js';
import { createGroup, finds, openSession, say, sendFiles, startDiscovery } from './walks.js';

/** Makes the pictures of the README: the pages of both phones in a running group, in light and in dark. */
const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
mkdirSync(folder, { recursive: true });

for (const mode of ['light', 'dark'] as const) {
  const bench = await openBench('--clock-speed', '2');
  try {
    await takePictures(bench, mode);
  } finally {
    await bench.close();
  }
}
console.log(`The pictures are in ${folder}.`);

async function takePictures({ page, phones: [one, two] }: Bench, mode: 'light' | 'dark'): Promise<void> {
  const picture = async (phone: Phone, name: string): Promise<void> => {
    await phone.screen.screenshot({ path: join(folder, `${name}-${mode}.png`), animations: 'disabled' });
  };
  await page.emulateMedia({ colorScheme: mode });
  if (mode === 'dark') {
    await one.control('theme').click();
    await two.control('theme').click();
  }
  await createGroup(one, { name: 'DIRECT-p2p-demo', passphrase: 'correct horse', persistent: true });
  await startDiscovery(two);
  await finds(two, 'Phone 1');
  await picture(two, 'discovery');
  await two.tap('peer-Phone 1');
  await one.answer('accept');
  await one.sees('clientList', /Phone 2/);
  await picture(one, 'group');
  await two.tap('tabLinked');
  await two.sees('peerIp', /192/);
  await picture(two, 'linked');
  await openSession(two);
  await say(two, 'Hello from Phone 2');
  await one.tap('tabLinked');
  await one.tap('openSessionButton');
  await one.sees('messageList', /Hello/);
  await say(one, '你好，这里是 Phone 1');
  await two.sees('messageList', /你好/);
  await sendFiles(two, [
    { name: 'Group photo.jpg', content: Buffer.alloc(4_200_000) },
    { name: 'Notes.txt', content: Buffer.from('Wi-Fi Direct') },
  ]);
  await one.tap('offerAcceptButton');
  await two.sees('messageList', /SHA-256/);
  await picture(two, 'session');
  await one.tap('receivedFilesButton');
  await one.appears('file-Group photo.jpg');
  await picture(one, 'files');
  await one.back();
  await one.appears('messageList');
  await page.screenshot({ path: join(folder, `overview-${mode}.png`), animations: 'disabled' });
}
