import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileViewer } from '../device/DeviceView.js';
import { documentsDirectoryOf } from '../device/system/DeviceStorage.js';
import { documentsNamedLike, freeDocumentName, isDocumentName } from '../device/system/documentNames.js';

/** What the door needs to know of a device. */
export interface DeviceFiles {
  /** Host folder of the device. */
  directory: string;
  /** The file that is being shown. */
  viewer: FileViewer | undefined;
}

interface Download {
  name: string;
  hostPath: string;
}

/**
 * Documents of the phones over HTTP, as streams: `POST documents/<device>/<name>` adds one, unless it is there, and
 * answers with the name it got, `GET documents/<device>/<name>` and `GET viewed/<device>` download one. Who may come
 * in, the server checks.
 */
export class DocumentDoor {
  constructor(private readonly filesOf: (device: string) => DeviceFiles | undefined) {}

  /** Answers what is for it; false for another request. */
  async serve(request: IncomingMessage, response: ServerResponse, path: readonly string[]): Promise<boolean> {
    const [folder = '', device = '', name = ''] = path;
    const files = this.filesOf(device);
    if (files === undefined || (folder !== 'documents' && folder !== 'viewed')) {
      return false;
    }
    if (request.method === 'POST' && folder === 'documents' && path.length === 3 && isDocumentName(name)) {
      await receive(request, response, documentsDirectoryOf(files.directory), name);
      return true;
    }
    const download = folder === 'viewed' ? viewed(files) : document(files, name);
    return request.method === 'GET' && download !== undefined && send(response, download);
  }
}

function viewed({ directory, viewer }: DeviceFiles): Download | undefined {
  return viewer && { name: viewer.name, hostPath: join(directory, ...viewer.path.split('/')) };
}

function document({ directory }: DeviceFiles, name: string): Download | undefined {
  return isDocumentName(name) ? { name, hostPath: join(documentsDirectoryOf(directory), name) } : undefined;
}

/** A document has its name once it is whole. */
async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  directory: string,
  name: string,
): Promise<void> {
  const partial = join(directory, `.${randomUUID()}`);
  try {
    await mkdir(directory, { recursive: true });
    await pipeline(request, createWriteStream(partial, { flags: 'wx' }));
    const stored = await keep(partial, directory, name);
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name: stored }));
  } catch {
    await rm(partial, { force: true });
    response.destroy();
  }
}

/** A person who chooses a file of the computer once more means the document that it became. */
async function keep(partial: string, directory: string, name: string): Promise<string> {
  const { size } = await stat(partial);
  for (const known of documentsNamedLike(directory, name)) {
    const path = join(directory, known);
    if ((await stat(path)).size === size && (await digestOf(path)) === (await digestOf(partial))) {
      await rm(partial);
      return known;
    }
  }
  const free = freeDocumentName(directory, name);
  await rename(partial, join(directory, free));
  return free;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** False when there is no such file. */
async function send(response: ServerResponse, { name, hostPath }: Download): Promise<boolean> {
  const stats = await stat(hostPath).catch(() => undefined);
  if (stats?.isFile() !== true) {
    return false;
  }
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': stats.size,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'no-store',
  });
  const content = createReadStream(hostPath, { end: Math.max(0, stats.size - 1) });
  await pipeline(content, response).catch(() => response.destroy());
  return true;
}
