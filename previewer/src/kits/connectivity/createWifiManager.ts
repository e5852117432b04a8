import type { wifiManager } from '@kit.ConnectivityKit';
import { enumsOf } from '../enumsOf.js';
import type { SdkEnums } from '../enumsOf.js';
import { partialKit } from '../partialKit.js';
import { parseP2pConfig } from './parseP2pConfig.js';
import type { ParsedConfig } from './parseP2pConfig.js';
import { asFailure, asThrown, INVALID_PARAMETER, thrownFault } from './wifiErrors.js';
import { WifiEvents } from './WifiEvents.js';
import type { WifiEventsOptions } from './WifiEvents.js';

type EnumName = 'P2pConnectState' | 'P2pDeviceStatus' | 'GroupOwnerBand' | 'DeviceAddressType';
type FunctionName =
  | 'isWifiActive'
  | 'getP2pLinkedInfo'
  | 'getCurrentGroup'
  | 'getP2pPeerDevices'
  | 'getP2pLocalDevice'
  | 'createGroup'
  | 'removeGroup'
  | 'p2pConnect'
  | 'p2pCancelConnect'
  | 'startDiscoverDevices'
  | 'stopDiscoverDevices'
  | 'on'
  | 'off';

/** What of `wifiManager` is provided; the platform's undeclared aliases and system functions exist beside it (§1.1). */
export type WifiManager = Pick<typeof wifiManager, FunctionName | EnumName>;

export interface WifiManagerOptions extends WifiEventsOptions {
  enums: SdkEnums;
}

/** A getter: a promise, or a callback as its only argument. */
interface Getter<Result> {
  (callback: (error: never, data: Result) => void): void;
  (): Promise<Result>;
}

export function createWifiManager(options: WifiManagerOptions): WifiManager {
  const { wifi } = options;
  const events = new WifiEvents(options);
  const functions: Pick<typeof wifiManager, FunctionName> = {
    isWifiActive: () => command(() => wifi.isWifiActive()),
    getP2pLinkedInfo: getter(options, () => wifi.getP2pLinkedInfo(), {}),
    getCurrentGroup: getter(options, () => ({ ...wifi.getCurrentGroup() }) as wifiManager.WifiP2pGroupInfo, {}),
    getP2pPeerDevices: getter(options, () => wifi.getP2pPeerDevices(), []),
    getP2pLocalDevice: getter(options, () => wifi.getP2pLocalDevice(), {}),
    createGroup: config => withConfig(config, parsed => wifi.createGroup(parsed)),
    removeGroup: () => command(() => wifi.removeGroup()),
    p2pConnect: config => withConfig(config, parsed => wifi.p2pConnect(parsed)),
    p2pCancelConnect: () => command(() => wifi.p2pCancelConnect()),
    startDiscoverDevices: () => command(() => wifi.startDiscoverDevices()),
    stopDiscoverDevices: () => command(() => wifi.stopDiscoverDevices()),
    on: events.on,
    off: events.off,
  };
  return partialKit('wifiManager', {
    ...functions,
    ...aliasesOf(functions),
    ...systemFunctions(options),
    ...(enumsOf('wifiManager', options.enums) as unknown as Pick<typeof wifiManager, EnumName>),
  });
}

function aliasesOf(functions: Pick<typeof wifiManager, FunctionName>): object {
  return {
    getCurrentP2pGroup: functions.getCurrentGroup,
    createP2pGroup: functions.createGroup,
    removeP2pGroup: functions.removeGroup,
    p2pDisconnect: functions.p2pCancelConnect,
    startDiscoverP2pDevices: functions.startDiscoverDevices,
    stopDiscoverP2pDevices: functions.stopDiscoverDevices,
  };
}

function systemFunctions(options: WifiManagerOptions): object {
  const { wifi } = options;
  const deletePersistentGroup = (...args: unknown[]): void => {
    const [netId] = args;
    if (typeof netId !== 'number') {
      throw thrownFault(INVALID_PARAMETER);
    }
    command(() => wifi.deletePersistentGroup(netId));
  };
  const setDeviceName = (...args: unknown[]): void => {
    const [name] = args;
    if (args.length !== 1 || typeof name !== 'string') {
      throw thrownFault(INVALID_PARAMETER);
    }
    command(() => wifi.setDeviceName(name));
  };
  return {
    getP2pGroups: getter(options, () => wifi.getP2pGroups(), []),
    deletePersistentGroup,
    deletePersistentP2pGroup: deletePersistentGroup,
    setDeviceName,
    setP2pDeviceName: setDeviceName,
  };
}

function command<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw asThrown(error);
  }
}

function withConfig(config: unknown, run: (config: ParsedConfig['config']) => void): void {
  const parsed = parseP2pConfig(config);
  command(() => run(parsed.config));
  if (parsed.hasWrongNumber) {
    throw new Error('Wrong argument type. Number expected.');
  }
}

/** `empty` is the second argument of a callback that gets an error. */
function getter<Result>(options: WifiManagerOptions, read: () => Result, empty: object): Getter<Result> {
  const get = (...args: unknown[]): Promise<Result> | undefined => {
    const [callback] = args;
    if (args.length > 0 && typeof callback !== 'function') {
      throw thrownFault(INVALID_PARAMETER);
    }
    const result = Promise.resolve().then(() => structuredClone(read()));
    if (typeof callback === 'function') {
      result.then(
        value => options.post(() => callback(undefined, value)),
        (error: unknown) => options.post(() => callback(asFailure(error), empty)),
      );
      return undefined;
    }
    return new Promise((resolve, reject) => {
      result.then(
        value => options.post(() => resolve(value)),
        (error: unknown) => options.post(() => reject(asFailure(error))),
      );
    });
  };
  return get as Getter<Result>;
}
