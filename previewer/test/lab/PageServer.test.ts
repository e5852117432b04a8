import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { PageServer } from '../../src/lab/PageServer.js';

const page = new Map([['page.js', { type: 'text/javascript', body: 'export {};' }]]);

function newServer(): PageServer {
  const media = async (name: string) => (name === 'icon' ? { type: 'image/svg+xml', body: '<svg/>' } : undefined);
  return new PageServer({
    page,
    media,
    onConnection: socket => socket.send('welcome'),
    serveFile: async (request, response, path) => {
      if (path[0] !== 'documents') {
        return false;
      }
      response.end(`${request.method} ${path.slice(1).join(' ')}`);
      return true;
    },
  });
}

describe('the door of the lab', () => {
  let server: PageServer;
  let url: URL;
  let token: string;

  before(async () => {
    server = newServer();
    await server.listen(0);
    url = new URL(server.url);
    token = url.searchParams.get('token') ?? '';
  });
  after(() => server.close());

  it('opens to the printed URL and serves what the page asks for below the token', async () => {
    const html = await fetch(url);
    assert.equal(html.status, 200);
    assert.match(await html.text(), new RegExp(`<base href="/${token}/">`));
    assert.equal(await (await fetch(new URL(`/${token}/page.js`, url))).text(), 'export {};');
    assert.equal(await (await fetch(new URL(`/${token}/media/icon?colorMode=dark`, url))).text(), '<svg/>');
    const font = await fetch(new URL(`/${token}/fonts/Regular.css`, url));
    assert.match(await font.text(), /HarmonyOS Sans/);
  });

  it('answers 404 to names that leave its folders', async () => {
    for (const path of ['fonts/..%2fpackage.json', 'fonts/nothing.css', 'media/nothing', 'nothing']) {
      assert.equal((await fetch(new URL(`/${token}/${path}`, url))).status, 404, path);
    }
  });

  it('stays shut without the token', async () => {
    for (const path of ['/', '/?token=', `/?token=${'x'.repeat(token.length)}`, '/page.js', `/${token}x/page.js`]) {
      assert.equal((await fetch(new URL(path, url))).status, 403, path);
    }
  });

  it('stays shut for another host name that leads here', async () => {
    assert.equal(await statusFor({ path: url.pathname + url.search, host: 'rebound.example' }), 403);
    assert.equal(await statusFor({ path: url.pathname + url.search, host: `localhost:${url.port}` }), 200);
  });

  it('takes a WebSocket with token and own Origin only', async () => {
    const address = `ws://${url.host}/?token=${token}`;
    assert.equal(await outcome(address, url.origin), 'welcome');
    assert.equal(await outcome(address, 'http://elsewhere.example'), 'refused');
    assert.equal(await outcome(address, undefined), 'refused');
    assert.equal(await outcome(`ws://${url.host}/`, url.origin), 'refused');
  });

  it('takes an upload with token and own Origin only', async () => {
    const upload = (token: string, origin: string): Promise<Response> =>
      fetch(new URL(`/${token}/documents/phone-1/a%20b`, url), { method: 'POST', body: 'x', headers: { origin } });
    assert.equal(await (await upload(token, url.origin)).text(), 'POST phone-1 a b');
    assert.equal((await upload(token, 'http://elsewhere.example')).status, 403);
    assert.equal((await upload('x'.repeat(token.length), url.origin)).status, 403);
    assert.equal((await fetch(new URL(`/${token}/documents/phone-1/a`, url), { method: 'POST' })).status, 403);
  });

  it('takes the next port when the wanted one is busy', async () => {
    const second = newServer();
    const port = await second.listen(Number(url.port));
    assert.ok(port > Number(url.port));
    await second.close();
  });

  it(
    'listens on 127.0.0.1 and on no other address',
    { skip: process.platform !== 'linux' && 'needs 127.0.0.2' },
    async () => {
      const socket = connect(Number(url.port), '127.0.0.2');
      const result = await new Promise(resolve => {
        socket.on('error', () => resolve('refused'));
        socket.on('connect', () => resolve('connected'));
      });
      socket.destroy();
      assert.equal(result, 'refused');
    },
  );

  function statusFor({ path, host }: { path: string; host: string }): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: url.hostname, port: url.port, path, headers: { host } }, response => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject).end();
    });
  }
});

function outcome(address: string, origin: string | undefined): Promise<string> {
  const socket = new WebSocket(address, { origin });
  return new Promise(resolve => {
    socket.on('message', data => {
      resolve(String(data));
      socket.close();
    });
    socket.on('error', () => resolve('refused'));
  });
}
