import { createWifiManager } from './connectivity/createWifiManager.js';
import type { WifiManager, WifiManagerOptions } from './connectivity/createWifiManager.js';
import { enumsOf, type SdkEnums } from './enumsOf.js';
import { partialKit } from './partialKit.js';

export interface ConnectivityKit {
  readonly wifiManager: WifiManager;
}

/** `@kit.ConnectivityKit` for one JavaScript environment, over a binding of its own. */
export function createConnectivityKit(options: WifiManagerOptions): ConnectivityKit {
  return partialKit('@kit.ConnectivityKit', { wifiManager: createWifiManager(options) });
}

/** `@kit.ConnectivityKit` in a thread that the Wi-Fi service does not run in: its enums, and 801 for everything else. */
export function createWorkerConnectivityKit(enums: SdkEnums): object {
  const wifiManager = partialKit('In a worker, wifiManager', enumsOf('wifiManager', enums));
  return partialKit('In a worker, @kit.ConnectivityKit', { wifiManager });
}
