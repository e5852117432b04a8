import { partialKit } from './partialKit.js';

/** `@kit.CoreFileKit`: the base class of a backup extension; files are not provided. */
export function createCoreFileKit(): object {
  class BackupExtensionAbility {
    context: object = {};
    onBackup(): void {}
    onRestore(): void {}
  }
  return partialKit('CoreFileKit', { __esModule: true, BackupExtensionAbility });
}
