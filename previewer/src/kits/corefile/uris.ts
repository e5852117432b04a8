/** Folder of the device where the person's documents are. */
export const DOCUMENTS_PATH = '/storage/Users/currentUser/Download';

const SCHEME = 'file://';
const DOCUMENTS_AUTHORITY = 'docs';

export interface FileUriParts {
  /** Bundle name, `docs`, or empty. */
  authority: string;
  /** Decoded path on the device. */
  path: string;
}

/** Undefined for what is no `file://` URI. */
export function parseFileUri(uri: string): FileUriParts | undefined {
  if (!uri.startsWith(SCHEME)) {
    return undefined;
  }
  const rest = uri.slice(SCHEME.length).replace(/[?#].*$/, '');
  const slash = rest.indexOf('/');
  return slash < 0
    ? { authority: rest, path: '' }
    : { authority: rest.slice(0, slash), path: decode(rest.slice(slash)) };
}

/** The URI of a path on the device as `getUriFromPath` and the picker give it. */
export function fileUriOf(path: string, bundleName: string): string {
  const authority = path.startsWith('/storage/Users/') ? DOCUMENTS_AUTHORITY : bundleName;
  return SCHEME + authority + path.split('/').map(encodeURIComponent).join('/');
}

export function documentUri(name: string): string {
  return fileUriOf(`${DOCUMENTS_PATH}/${name}`, '');
}

export function isDocumentUri(parts: FileUriParts): boolean {
  return parts.authority === DOCUMENTS_AUTHORITY;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
