import { callbackOf, settle } from './asyncResult.js';
import { applicationInfo, bundleInfo } from './bundleManager.js';
import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';

/**
 * `@ohos.bundle`, which `bundleManager` replaced. A virtual device has one application: it is the answer for whatever
 * bundle is asked for.
 */
export function createBundle(host: KitHost): object {
  return partialKit('bundle', {
    BundleFlag: {
      GET_BUNDLE_DEFAULT: 0x0,
      GET_BUNDLE_WITH_ABILITIES: 0x1,
      GET_ABILITY_INFO_WITH_PERMISSION: 0x2,
      GET_ABILITY_INFO_WITH_APPLICATION: 0x4,
      GET_APPLICATION_INFO_WITH_PERMISSION: 0x8,
      GET_BUNDLE_WITH_REQUESTED_PERMISSION: 0x10,
    },
    getApplicationInfo: (...args: unknown[]) => settle(() => applicationInfo(host), callbackOf(args)),
    getBundleInfo: (...args: unknown[]) => settle(() => bundleInfo(host), callbackOf(args)),
  });
}
