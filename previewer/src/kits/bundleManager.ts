import { settle } from './asyncResult.js';
import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';

/** `accessTokenId` of the application; the only token a device knows. */
export const ACCESS_TOKEN = 537_919_487;

/** `bundleManager`: what an application may ask about itself. */
export function createBundleManager(host: KitHost): object {
  return partialKit('bundleManager', {
    BundleFlag: {
      GET_BUNDLE_INFO_DEFAULT: 0x0,
      GET_BUNDLE_INFO_WITH_APPLICATION: 0x1,
      GET_BUNDLE_INFO_WITH_HAP_MODULE: 0x2,
      GET_BUNDLE_INFO_WITH_ABILITY: 0x4,
      GET_BUNDLE_INFO_WITH_EXTENSION_ABILITY: 0x8,
      GET_BUNDLE_INFO_WITH_REQUESTED_PERMISSION: 0x10,
      GET_BUNDLE_INFO_WITH_METADATA: 0x20,
      GET_BUNDLE_INFO_WITH_DISABLE: 0x40,
      GET_BUNDLE_INFO_WITH_SIGNATURE_INFO: 0x80,
    },
    PermissionGrantState: { PERMISSION_DENIED: -1, PERMISSION_GRANTED: 0 },
    getBundleInfoForSelfSync: () => bundleInfo(host),
    getBundleInfoForSelf: (_flags: number, callback?: unknown) => settle(() => bundleInfo(host), callback),
  });
}

export function applicationInfo(host: KitHost): object {
  return {
    name: host.hap.bundleName,
    label: host.hap.bundleName,
    enabled: true,
    process: host.hap.bundleName,
    permissions: host.hap.permissions,
    accessTokenId: ACCESS_TOKEN,
    uid: host.caller.uid,
    systemApp: host.caller.isSystemApplication,
    debug: true,
  };
}

export function bundleInfo(host: KitHost): object {
  const { bundleName, versionCode, versionName, apiVersion, permissions, moduleName } = host.hap;
  return {
    name: bundleName,
    vendor: '',
    versionCode,
    versionName,
    minCompatibleVersionCode: versionCode,
    targetVersion: apiVersion.target,
    appInfo: applicationInfo(host),
    hapModulesInfo: [{ name: moduleName }],
    reqPermissionDetails: permissions.map(name => ({ name, moduleName })),
    permissionGrantStates: permissions.map(name => host.permissions.has(name) ? 0 : -1),
    appIndex: 0,
  };
}
