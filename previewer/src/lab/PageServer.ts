import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { pageHtml, readFont, type Asset } from './pageAssets.js';

const HOST = '127.0.0.1';
const PORT_ATTEMPTS = 50;
const MESSAGE_LIMIT_BYTES = 1 << 20;

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export interface PageServerOptions {
  page: Map<string, Asset>;
  /** What the application's image URLs, `/media/<name>?<query>`, lead to. */
  media(name: string, query: URLSearchParams): Promise<Asset | undefined>;
  onConnection(socket: WebSocket): void;
  /** Answers a request for a file of a phone, given the parts of its path behind the token; false for another. */
  serveFile(request: IncomingMessage, response: ServerResponse, path: readonly string[]): Promise<boolean>;
}

/**
 * The lab's door. It listens on loopback only and opens to whoever knows the token, which stands in the URL of the page
 * and of its WebSocket and in the path of everything the page loads. A WebSocket and an upload need the page's own
 * Origin too.
 */
export class PageServer {
  private readonly token = randomBytes(18).toString('base64url');
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT_BYTES });

  constructor(private readonly options: PageServerOptions) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Listens on `port`, or on the next free one; 0 lets the system choose. Resolves with the port in use. */
  async listen(port: number): Promise<number> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.tryListen(port + attempt);
        return this.port;
      } catch (error) {
        if (!isPortTaken(error) || attempt + 1 >= PORT_ATTEMPTS || port + attempt >= 65_535) {
          throw error;
        }
      }
    }
  }

  get url(): string {
    return `http://${HOST}:${this.port}/?token=${this.token}`;
  }

  async close(): Promise<void> {
    this.sockets.clients.forEach(socket => socket.terminate());
    this.server.closeAllConnections();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private tryListen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, HOST, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.allowedUrl(request);
    if (url === undefined || (request.method !== 'GET' && !this.isFromPage(request))) {
      answer(response, 403, {
        type: 'text/plain',
        body: 'Open the whole URL that was printed at the start, with its token.\n',
      });
      return;
    }
    if (await this.serveFile(request, response, url)) {
      return;
    }
    const asset = request.method === 'GET' ? await this.find(url) : undefined;
    answer(response, asset === undefined ? 404 : 200, asset ?? { type: 'text/plain', body: 'Not found.\n' });
  }

  private async serveFile(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    Object.entries(HEADERS).forEach(([name, value]) => response.setHeader(name, value));
    const path = url.pathname.split('/').slice(2).map(safeDecode);
    return path.length > 1 && this.options.serveFile(request, response, path);
  }

  private find(url: URL): Asset | undefined | Promise<Asset | undefined> {
    const path = safeDecode(url.pathname);
    const base = `/${this.token}/`;
    if (path === '/') {
      return { type: 'text/html', body: pageHtml(base) };
    }
    const [folder = '', ...rest] = path.slice(base.length).split('/');
    switch (folder) {
      case 'fonts':
        return readFont(rest.join('/'));
      case 'media':
        return this.options.media(rest.join('/'), url.searchParams);
      default:
        return this.options.page.get(folder);
    }
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = this.allowedUrl(request);
    if (url === undefined || url.pathname !== '/' || !this.origins().includes(request.headers.origin ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, webSocket => this.options.onConnection(webSocket));
  }

  /** The request's URL when it comes with the token and for this host, not for a name that somebody points here. */
  private allowedUrl(request: IncomingMessage): URL | undefined {
    if (!this.origins().includes(`http://${request.headers.host}`) || !URL.canParse(request.url ?? '', this.url)) {
      return undefined;
    }
    const url = new URL(request.url ?? '', this.url);
    const token = url.pathname === '/' ? url.searchParams.get('token') : url.pathname.split('/')[1];
    return isEqual(token ?? '', this.token) ? url : undefined;
  }

  /** By its Origin; a browser that leaves it out says in a header that no page can set whether it is the same. */
  private isFromPage({ headers }: IncomingMessage): boolean {
    return headers.origin === undefined
      ? headers['sec-fetch-site'] === 'same-origin'
      : this.origins().includes(headers.origin);
  }

  private origins(): string[] {
    return [`http://${HOST}:${this.port}`, `http://localhost:${this.port}`];
  }
}

function answer(response: ServerResponse, status: number, asset: Asset): void {
  const type = /^text|javascript/.test(asset.type) ? `${asset.type}; charset=utf-8` : asset.type;
  const cache = asset.type.startsWith('font/') ? 'max-age=86400' : 'no-store';
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'cache-control': cache });
  response.end(asset.body);
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
