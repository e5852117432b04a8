import { createAbilityKit } from './AbilityKit.js';
import { createArkTSKit } from './ArkTSKit.js';
import { createArkUIKit } from './ArkUIKit.js';
import { createBasicServicesKit } from './BasicServicesKit.js';
import { createBundle } from './bundle.js';
import { createWifi } from './connectivity/createWifi.js';
import type { WifiManagerOptions } from './connectivity/createWifiManager.js';
import { createConnectivityKit, createWorkerConnectivityKit } from './ConnectivityKit.js';
import { createCoreFileKit } from './CoreFileKit.js';
import { createCryptoArchitectureKit } from './CryptoArchitectureKit.js';
import type { KitHost } from './KitHost.js';
import { createLocalizationKit } from './LocalizationKit.js';
import { createNetworkKit } from './NetworkKit.js';
import { createPerformanceAnalysisKit } from './PerformanceAnalysisKit.js';
import { createTestKit } from './TestKit.js';
import { absentModule } from './partialKit.js';
import type { AbilityWindow } from './window.js';

/** The kits of one realm, instantiated on first import. */
export interface Kits {
  /** Exports of `@kit.*` or of a single `@ohos.*` module; undefined for what is not provided. */
  find(specifier: string): object | undefined;
  /** The realm is gone: its sockets close and its events end. */
  close(): void;
}

type KitExports = Readonly<Record<string, unknown>>;

/** Modules by their own names, each with the kit that also exports it. */
const SINGLE_MODULES: Readonly<Record<string, readonly [kit: string, name: string]>> = {
  '@ohos.wifiManager': ['@kit.ConnectivityKit', 'wifiManager'],
  '@ohos.net.socket': ['@kit.NetworkKit', 'socket'],
  '@ohos.abilityAccessCtrl': ['@kit.AbilityKit', 'abilityAccessCtrl'],
  '@ohos.app.ability.UIAbility': ['@kit.AbilityKit', 'UIAbility'],
  '@ohos.app.ability.AbilityStage': ['@kit.AbilityKit', 'AbilityStage'],
  '@ohos.app.ability.AbilityConstant': ['@kit.AbilityKit', 'AbilityConstant'],
  '@ohos.app.ability.ConfigurationConstant': ['@kit.AbilityKit', 'ConfigurationConstant'],
  '@ohos.app.ability.common': ['@kit.AbilityKit', 'common'],
  '@ohos.app.ability.wantConstant': ['@kit.AbilityKit', 'wantConstant'],
  '@ohos.bundle.bundleManager': ['@kit.AbilityKit', 'bundleManager'],
  '@ohos.window': ['@kit.ArkUI', 'window'],
  '@ohos.display': ['@kit.ArkUI', 'display'],
  '@ohos.deviceInfo': ['@kit.BasicServicesKit', 'deviceInfo'],
  '@ohos.events.emitter': ['@kit.BasicServicesKit', 'emitter'],
  '@ohos.account.osAccount': ['@kit.BasicServicesKit', 'osAccount'],
  '@ohos.pasteboard': ['@kit.BasicServicesKit', 'pasteboard'],
  '@ohos.hilog': ['@kit.PerformanceAnalysisKit', 'hilog'],
  '@ohos.util': ['@kit.ArkTS', 'util'],
  '@ohos.buffer': ['@kit.ArkTS', 'buffer'],
  '@ohos.worker': ['@kit.ArkTS', 'worker'],
  '@ohos.application.abilityDelegatorRegistry': ['@kit.TestKit', 'abilityDelegatorRegistry'],
  '@ohos.app.ability.abilityDelegatorRegistry': ['@kit.TestKit', 'abilityDelegatorRegistry'],
  '@ohos.i18n': ['@kit.LocalizationKit', 'i18n'],
  '@ohos.resourceManager': ['@kit.LocalizationKit', 'resourceManager'],
  '@ohos.file.fs': ['@kit.CoreFileKit', 'fileIo'],
  '@ohos.file.fileuri': ['@kit.CoreFileKit', 'fileUri'],
  '@ohos.file.picker': ['@kit.CoreFileKit', 'picker'],
  '@ohos.file.statvfs': ['@kit.CoreFileKit', 'statfs'],
  '@ohos.security.cryptoFramework': ['@kit.CryptoArchitectureKit', 'cryptoFramework'],
  '@ohos.application.BackupExtensionAbility': ['@kit.CoreFileKit', 'BackupExtensionAbility'],
};

const WIFI_DOMAIN = 0xc01560;
const SOCKET_DOMAIN = 0xd0015b;

export function createKits(host: KitHost, currentWindow: () => AbilityWindow | undefined): Kits {
  const endings: (() => void)[] = [];
  const factories: Readonly<Record<string, () => object | undefined>> = {
    '@kit.AbilityKit': () => createAbilityKit(host),
    '@kit.ArkTS': () => createArkTSKit(host),
    '@kit.ArkUI': () => createArkUIKit(host, currentWindow),
    '@kit.BasicServicesKit': () => createBasicServicesKit(host),
    '@kit.ConnectivityKit': () => {
      const options = wifiOptions(host);
      return options === undefined ? createWorkerConnectivityKit(host.hap.kitEnums) : createConnectivityKit(options);
    },
    '@kit.CoreFileKit': () => createCoreFileKit(host),
    '@kit.CryptoArchitectureKit': () => createCryptoArchitectureKit(host),
    '@kit.LocalizationKit': () => createLocalizationKit(host),
    '@kit.NetworkKit': () => {
      const { network, clock, post, dispatch, hap } = host;
      const hasPermission = (name: string): boolean => host.permissions.has(name);
      const kit = createNetworkKit({
        network, clock, post, dispatch, hasPermission,
        enums: hap.kitEnums,
        random: () => host.random(),
        isUiThread: host.workers.parent === undefined,
        warn: text => host.log('E', SOCKET_DOMAIN, 'NetSocket', text),
      });
      endings.push(() => kit.closeAll());
      return kit;
    },
    '@kit.PerformanceAnalysisKit': () => createPerformanceAnalysisKit(host),
    '@kit.TestKit': () => createTestKit(host),
    '@ohos.UiTest': () => find('@kit.TestKit') ?? {},
    '@ohos.bundle': () => moduleOf(createBundle(host)),
    '@ohos.wifi': () => {
      const options = wifiOptions(host);
      return options && moduleOf(createWifi(options));
    },
  };
  const instances = new Map<string, object>();

  function find(specifier: string): object | undefined {
    const present = instances.get(specifier);
    if (present !== undefined) {
      return present;
    }
    const created = factories[specifier]?.() ?? singleModule(specifier) ?? absent(specifier);
    if (created !== undefined) {
      instances.set(specifier, created);
    }
    return created;
  }

  function singleModule(specifier: string): object | undefined {
    const entry = SINGLE_MODULES[specifier];
    const kit = entry === undefined ? undefined : find(entry[0]) as KitExports | undefined;
    return entry === undefined || kit === undefined ? undefined : moduleOf(kit[entry[1]]);
  }

  function absent(specifier: string): object | undefined {
    return /^@(kit\.|ohos\.|system\.)/.test(specifier) ? absentModule(specifier) : undefined;
  }

  return { find, close: () => endings.forEach(end => end()) };
}

function moduleOf(exported: unknown): object {
  return { __esModule: true, default: exported };
}

/** Over a binding of its own, which dies with the process. */
function wifiOptions({ wifi, caller, post, hap, log, whenProcessEnds }: KitHost): WifiManagerOptions | undefined {
  if (wifi === undefined) {
    return undefined;
  }
  const binding = wifi.bind(caller);
  whenProcessEnds(() => binding.died());
  return {
    wifi: binding, post, enums: hap.kitEnums,
    handlerFailed: error => log('E', WIFI_DOMAIN, 'WifiNapi', `A handler threw: ${String(error)}`),
  };
}
