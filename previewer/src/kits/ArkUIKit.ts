import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';
import { type AbilityWindow, createDisplayNamespace, createWindowNamespace } from './window.js';

/** `@kit.ArkUI`: what the UI runtime exports, and the window. */
export function createArkUIKit(host: KitHost, currentWindow: () => AbilityWindow | undefined): object {
  return partialKit('ArkUI', {
    __esModule: true,
    ...host.ui.kit,
    window: createWindowNamespace(currentWindow),
    display: createDisplayNamespace(host),
  });
}
