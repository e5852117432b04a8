import { permissions } from './permissions.js';
import type { Caller, P2pConfig, WifiSettings } from './WifiApi.js';

/** Internal numbers of platform behaviour §1.2. */
export const Fault = {
  OPERATION_FAILED: 1,
  PARAMETER_ERROR: 3,
  PERMISSION_DENIED: 6,
  P2P_DISABLED: 15,
  NOT_A_SYSTEM_APPLICATION: 21,
  FORBIDDEN_BY_POLICY: 203,
} as const;

/** What the checks of a call look at. */
export interface Subject {
  caller: Caller;
  isRunning: boolean;
  isConnected: boolean;
  restriction: WifiSettings['restriction'];
  config?: P2pConfig;
  name?: string;
}

type Check = (subject: Subject) => number | undefined;

const HARDWARE_ADDRESS = /^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/;
const NAME_BYTES = 32;

const needs = (permission: string): Check => ({ caller }) =>
  caller.hasPermission(permission) ? undefined : Fault.PERMISSION_DENIED;

const demand = (fault: number, holds: (subject: Subject) => boolean): Check => subject =>
  holds(subject) ? undefined : fault;

const wifiInfo = needs(permissions.GET_WIFI_INFO);
const setWifiInfo = needs(permissions.SET_WIFI_INFO);
const manageConnection = needs(permissions.MANAGE_WIFI_CONNECTION);
const systemApplication = demand(Fault.NOT_A_SYSTEM_APPLICATION, ({ caller }) => caller.isSystemApplication);
const noPolicy = demand(Fault.FORBIDDEN_BY_POLICY, ({ restriction }) => restriction !== 'policy');
const noRadarCheck = demand(Fault.OPERATION_FAILED, ({ restriction }) => restriction !== 'radarCheck');
const running = demand(Fault.P2P_DISABLED, ({ isRunning }) => isRunning);
const connected = demand(Fault.OPERATION_FAILED, ({ isConnected }) => isConnected);
const passphraseLength = demand(Fault.PARAMETER_ERROR, ({ config }) => {
  const bytes = Buffer.byteLength(config?.passphrase ?? '');
  return bytes === 0 || (bytes >= 8 && bytes <= 63);
});
const address = demand(Fault.PARAMETER_ERROR, ({ config }) => HARDWARE_ADDRESS.test(config?.deviceAddress ?? ''));
const addressOrNone = demand(
  Fault.PARAMETER_ERROR,
  ({ config }) => config?.deviceAddress === '' || HARDWARE_ADDRESS.test(config?.deviceAddress ?? ''),
);
const addressType = demand(Fault.PARAMETER_ERROR, ({ config }) => (config?.deviceAddressType ?? 0) <= 1);
const nameLength = demand(Fault.PARAMETER_ERROR, ({ name }) => Buffer.byteLength(name ?? '') <= NAME_BYTES);

/** Platform behaviour §1.3: the first check that fails decides. */
export const checks = {
  createGroup: [noPolicy, wifiInfo, noRadarCheck, passphraseLength, addressOrNone, running],
  p2pConnect: [noPolicy, wifiInfo, noRadarCheck, address, passphraseLength, running, addressType],
  removeGroup: [wifiInfo, running],
  p2pCancelConnect: [wifiInfo, running],
  startDiscoverDevices: [wifiInfo, running],
  stopDiscoverDevices: [wifiInfo, running],
  getP2pLinkedInfo: [wifiInfo, running],
  getP2pPeerDevices: [wifiInfo, running],
  getP2pLocalDevice: [wifiInfo, running],
  getCurrentGroup: [wifiInfo, running, connected],
  getP2pGroups: [systemApplication, wifiInfo, running],
  deletePersistentGroup: [systemApplication, setWifiInfo, manageConnection, running],
  setDeviceName: [systemApplication, setWifiInfo, manageConnection, nameLength],
  isWifiActive: [wifiInfo],
} as const satisfies Record<string, readonly Check[]>;

/** The fault of the first check that does not hold. */
export function firstFault(name: keyof typeof checks, subject: Subject): number | undefined {
  for (const check of checks[name]) {
    const fault = check(subject);
    if (fault !== undefined) {
      return fault;
    }
  }
  return undefined;
}
