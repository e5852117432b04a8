import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import type { FileAreas } from './FileAreas.js';
import { fileError } from './fileErrors.js';
import { UriGrants } from './UriGrants.js';
import { DOCUMENTS_PATH, isDocumentUri, parseFileUri } from './uris.js';

const STORAGE_PATH = '/data/storage';

export interface MappedPath {
  /** Absolute path on the device, without `.` and `..`. */
  device: string;
  host: string;
}

/** Which file of the host stands for a path of the device. What lies outside the application's storage is refused. */
export class PathMap {
  private readonly grants: UriGrants;
  private readonly root: string;

  constructor(private readonly areas: FileAreas) {
    this.grants = new UriGrants(areas.grantsDirectory);
    this.root = realpathSync(areas.applicationDirectory);
  }

  /**
   * A path of the application's storage. Throws EINVAL for what is no path, EACCES where it leads out of the storage,
   * by `..`, from another root or over a symbolic link (error code page of Core File Kit, 13900012).
   */
  resolve(path: unknown): MappedPath {
    const device = normalise(path);
    if (device.startsWith(`${DOCUMENTS_PATH}/`)) {
      return this.document(device, 'EACCES');
    }
    if (device !== STORAGE_PATH && !device.startsWith(`${STORAGE_PATH}/`)) {
      throw fileError('EACCES');
    }
    const host = join(this.root, ...device.slice(STORAGE_PATH.length).split('/'));
    this.refuseEscape(host);
    return { device, host };
  }

  /** Like `resolve`, and takes URIs: EPERM for a document that this run of the application was not given. */
  resolveUri(pathOrUri: unknown): MappedPath {
    const uri = typeof pathOrUri === 'string' ? parseFileUri(pathOrUri) : undefined;
    if (uri === undefined) {
      return this.resolve(pathOrUri);
    }
    const isOwn = uri.authority === '' || uri.authority === this.areas.bundleName;
    if (isOwn) {
      return this.resolve(uri.path);
    }
    const path = normalise(uri.path);
    if (!isDocumentUri(uri)) {
      throw fileError('EPERM');
    }
    return this.document(path, 'EPERM');
  }

  private document(device: string, refusal: 'EPERM' | 'EACCES'): MappedPath {
    const name = posix.basename(device);
    if (posix.dirname(device) !== DOCUMENTS_PATH || !this.grants.has(name)) {
      throw fileError(refusal);
    }
    return { device, host: join(this.areas.documentsDirectory, name) };
  }

  /** Looks at the deepest part of the path that exists; what follows it cannot be a link. */
  private refuseEscape(host: string): void {
    for (let present = host; present.length > this.root.length; present = dirname(present)) {
      if (exists(present)) {
        const real = realPath(present);
        if (real !== this.root && !real.startsWith(this.root + sep)) {
          throw fileError('EACCES');
        }
        return;
      }
    }
  }
}

function normalise(path: unknown): string {
  if (typeof path !== 'string' || path.includes('\0')) {
    throw fileError('EINVAL');
  }
  if (path === '') {
    throw fileError('ENOENT');
  }
  return posix.resolve('/', path);
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A link that leads nowhere counts as one that leads out. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return '';
  }
}
