// The second implementation as a program: node --import tsx previewer/test/sessionPeer/main.ts …
import { parseArgs } from 'node:util';
import type { AsyncQueue } from './AsyncQueue.js';
import { connectPeer, listenPeer, type PeerOptions } from './peer.js';
import type { Session } from './Session.js';
import { inFolder, sourceOfFile } from './stores.js';

const USAGE =
  'usage: main.ts [--listen] HOST PORT [--local ADDRESS] [--name NAME] [--text TEXT]… [--file PATH]… [--receive FOLDER]';
const FOREVER = 2 ** 31 - 1;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    listen: { type: 'boolean', default: false },
    local: { type: 'string' },
    name: { type: 'string' },
    text: { type: 'string', multiple: true, default: [] },
    file: { type: 'string', multiple: true, default: [] },
    receive: { type: 'string' },
  },
});
const [host, port] = positionals;
if (host === undefined || port === undefined) {
  console.error(USAGE);
  process.exit(2);
}

const options: PeerOptions = {
  host,
  port: Number(port),
  localAddress: values.local,
  name: values.name,
  ...(values.receive === undefined ? { capabilities: 0 } : { store: inFolder(values.receive) }),
};

function show(session: Session): void {
  console.log(`open: ${session.remote.name} (${session.remote.peerId})`);
  void session.closed.then(end => console.log(`closed: ${JSON.stringify(end)}`));
  void print(session.texts, ({ text }) => `text: ${text}`);
  void print(session.files, ({ content, size, sha256 }) => `file: ${String(content)} ${size} ${sha256}`);
}

async function print<T>(queue: AsyncQueue<T>, line: (item: T) => string): Promise<never> {
  for (;;) {
    console.log(line(await queue.next(FOREVER)));
  }
}

if (values.listen) {
  const listener = await listenPeer(options);
  for (;;) {
    show(await listener.sessions.next(FOREVER));
  }
}
const session = await connectPeer(options);
show(session);
for (const text of values.text) {
  await session.sendText(text);
  console.log(`delivered: ${text}`);
}
if (values.file.length > 0) {
  const transfer = session.offerFiles(await Promise.all(values.file.map(sourceOfFile)));
  console.log(`files: ${JSON.stringify(await transfer.outcome)}`);
}
if (values.receive === undefined) {
  await session.goodbye();
  process.exit();
}
