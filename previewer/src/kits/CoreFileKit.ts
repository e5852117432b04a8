import { createFileIo } from './corefile/createFileIo.js';
import { createFileUri } from './corefile/fileUri.js';
import { createPicker } from './corefile/picker.js';
import { createStatfs } from './corefile/statfs.js';
import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';

/** `@kit.CoreFileKit`: the application's files, the person's documents, and the base class of a backup extension. */
export function createCoreFileKit({ files, screen }: Pick<KitHost, 'files' | 'screen'>): object {
  class BackupExtensionAbility {
    context: object = {};
    onBackup(): void {}
    onRestore(): void {}
  }
  return partialKit('CoreFileKit', {
    __esModule: true,
    BackupExtensionAbility,
    fileIo: createFileIo(files),
    fileUri: createFileUri(files.bundleName),
    picker: createPicker(screen),
    statfs: createStatfs(files),
  });
}
