import { existsSync } from 'node:fs';
import type { FileAreas } from './corefile/FileAreas.js';
import { PathMap } from './corefile/PathMap.js';
import { isDocumentUri, parseFileUri } from './corefile/uris.js';
import type { ViewedFile, WantLike } from './KitHost.js';

const VIEW_DATA = 'ohos.want.action.viewData';
const READ_PERMISSION = 1;

/**
 * The file that a want asks the system to show. Undefined for another want, for a file that is not there or not the
 * application's to give, and for one of its own without the flag that lets the viewer read it.
 */
export function viewedFileOf(want: WantLike, areas: FileAreas): ViewedFile | undefined {
  const { action, uri, type, flags } = want;
  const parts = typeof uri === 'string' ? parseFileUri(uri) : undefined;
  if (action !== VIEW_DATA || parts === undefined) {
    return undefined;
  }
  const isReadable = isDocumentUri(parts) || (Number(flags ?? 0) & READ_PERMISSION) !== 0;
  const hostPath = isReadable ? hostPathOf(String(uri), areas) : undefined;
  return hostPath === undefined
    ? undefined
    : { name: parts.path.split('/').at(-1) ?? '', type: typeof type === 'string' ? type : '', hostPath };
}

function hostPathOf(uri: string, areas: FileAreas): string | undefined {
  try {
    const { host } = new PathMap(areas).resolveUri(uri);
    return existsSync(host) ? host : undefined;
  } catch {
    return undefined;
  }
}
