import { posix } from 'node:path';
import type { fileUri } from '@kit.CoreFileKit';
import { businessError } from '../businessError.js';
import { partialKit } from '../partialKit.js';
import { fileError } from './fileErrors.js';
import { fileUriOf, parseFileUri, type FileUriParts } from './uris.js';

const PARAMETER_ERROR = 401;
const INVALID_URI = 14300002;

/** `fileUri`: URIs of files, made of paths and taken apart. */
export function createFileUri(bundleName: string): object {
  class FileUri implements Pick<fileUri.FileUri, 'name' | 'path' | 'scheme' | 'authority' | 'toString'> {
    readonly scheme = 'file';
    private readonly parts: FileUriParts;
    private readonly text: string;

    constructor(uriOrPath: string) {
      if (typeof uriOrPath !== 'string' || uriOrPath === '') {
        throw fileError('EINVAL');
      }
      this.text = uriOrPath.startsWith('/') ? fileUriOf(uriOrPath, bundleName) : uriOrPath;
      const parts = parseFileUri(this.text);
      if (parts === undefined) {
        throw businessError(INVALID_URI, 'Invalid uri');
      }
      this.parts = parts;
    }

    get authority(): string {
      return this.parts.authority;
    }

    get path(): string {
      return this.parts.path;
    }

    get name(): string {
      return posix.basename(this.parts.path);
    }

    getFullDirectoryUri(): string {
      return this.text.slice(0, this.text.lastIndexOf('/'));
    }

    isRemoteUri(): boolean {
      return this.text.includes('networkid=');
    }

    toString(): string {
      return this.text;
    }
  }

  return partialKit('fileUri', {
    FileUri,
    getUriFromPath: (path: string) => {
      if (typeof path !== 'string') {
        throw businessError(PARAMETER_ERROR, 'The input parameter is invalid');
      }
      return fileUriOf(path, bundleName);
    },
  });
}
