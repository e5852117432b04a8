import type wifiModule from '@ohos.wifi';
import { WifiFault } from '../../wifi/WifiApi.js';
import { partialKit } from '../partialKit.js';
import { createWifiManager } from './createWifiManager.js';
import type { WifiManagerOptions } from './createWifiManager.js';

type EnumName = 'P2pConnectState' | 'P2pDeviceStatus' | 'GroupOwnerBand';
type CommandName =
  | 'createGroup'
  | 'removeGroup'
  | 'p2pConnect'
  | 'p2pCancelConnect'
  | 'startDiscoverDevices'
  | 'stopDiscoverDevices';
type GetterName = 'getP2pLinkedInfo' | 'getCurrentGroup' | 'getP2pPeerDevices';

/** What of the older module is provided; aliases and enums that no declaration has exist beside it (§1.1). */
export type Wifi = Pick<
  typeof wifiModule.default,
  'isWifiActive' | CommandName | GetterName | EnumName | 'on' | 'off'
>;

const COMMANDS = [
  'createGroup', 'createP2pGroup', 'removeGroup', 'removeP2pGroup', 'p2pConnect', 'p2pCancelConnect', 'p2pDisconnect',
  'startDiscoverDevices', 'startDiscoverP2pDevices', 'stopDiscoverDevices', 'stopDiscoverP2pDevices',
  'deletePersistentGroup', 'deletePersistentP2pGroup', 'setDeviceName', 'setP2pDeviceName',
];
const ENUMS = ['P2pConnectState', 'P2pDeviceStatus', 'GroupOwnerBand', 'DeviceAddressType'];
const INVALID_PARAMETER = '401';

/**
 * `@ohos.wifi`, the older build of the code of `wifiManager` (platform behaviour §1.1): commands return whether they
 * were accepted; a callback gets the internal number of the error first, 0 for none; a promise rejects with the
 * empty result; `on` and `off` return false for arguments of the wrong kind and pass over everything else in silence.
 */
export function createWifi(options: WifiManagerOptions): Wifi {
  const { wifi: service } = options;
  const manager = createWifiManager(options);
  const of = (name: string): (...args: unknown[]) => unknown => Reflect.get(manager, name) as () => unknown;
  const getCurrentGroup = getter(options, () => ({ ...service.getCurrentGroup() }), {});
  const members = {
    ...Object.fromEntries(COMMANDS.map(name => [name, accepted(of(name))])),
    ...Object.fromEntries(ENUMS.map(name => [name, Reflect.get(manager, name) as unknown])),
    isWifiActive: () => isAccepted(() => manager.isWifiActive()) && manager.isWifiActive(),
    getP2pLinkedInfo: getter(options, () => service.getP2pLinkedInfo(), {}),
    getCurrentGroup,
    getCurrentP2pGroup: getCurrentGroup,
    getP2pPeerDevices: getter(options, () => service.getP2pPeerDevices(), []),
    getP2pLocalDevice: getter(options, () => service.getP2pLocalDevice(), {}),
    getP2pGroups: getter(options, () => service.getP2pGroups(), []),
    on: quiet(of('on')),
    off: quiet(of('off')),
  };
  return partialKit('wifi', members as unknown as Wifi);
}

function accepted(command: (...args: unknown[]) => unknown): (...args: unknown[]) => boolean {
  return (...args) => isAccepted(() => command(...args));
}

function isAccepted(run: () => unknown): boolean {
  return faultOf(run) === undefined;
}

function quiet(subscribe: (...args: unknown[]) => unknown): (...args: unknown[]) => false | undefined {
  return (...args) => faultOf(() => subscribe(...args)) === INVALID_PARAMETER ? false : undefined;
}

/** The code that `wifiManager` throws; any other error passes through. */
function faultOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string') {
      throw error;
    }
    return code;
  }
}

function getter(options: WifiManagerOptions, read: () => object, empty: object): (...args: unknown[]) => unknown {
  return (...args) => {
    const [callback] = args;
    if (args.length > 0 && typeof callback !== 'function') {
      return false;
    }
    const result = Promise.resolve().then(() => structuredClone(read()));
    if (typeof callback === 'function') {
      result.then(
        value => options.post(() => callback(0, value)),
        (error: unknown) => options.post(() => callback(internalCode(error), empty)),
      );
      return undefined;
    }
    return new Promise((resolve, reject) => {
      result.then(
        value => options.post(() => resolve(value)),
        (error: unknown) => options.post(() => reject(error instanceof WifiFault ? empty : error)),
      );
    });
  };
}

function internalCode(error: unknown): number {
  if (error instanceof WifiFault) {
    return error.internalCode;
  }
  throw error;
}
