import { createWifiManager } from './connectivity/createWifiManager.js';
import type { WifiManager, WifiManagerOptions } from './connectivity/createWifiManager.js';
import { partialKit } from './partialKit.js';

export interface ConnectivityKit {
  readonly wifiManager: WifiManager;
}

/** `@kit.ConnectivityKit` for one JavaScript environment, over a binding of its own. */
export function createConnectivityKit(options: WifiManagerOptions): ConnectivityKit {
  return partialKit('@kit.ConnectivityKit', { wifiManager: createWifiManager(options) });
}
