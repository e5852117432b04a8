import type { Lease } from '../net/GroupNetwork.js';
import type { SupplicantEvent } from '../supplicant/events.js';
import type { TimerName } from './Timers.js';
import type { P2pConfig } from './WifiApi.js';

/** The states of platform behaviour §3.1. */
export type StateName =
  | 'Disabled'
  | 'Enabling'
  | 'Disabling'
  | 'Enabled'
  | 'Idle'
  | 'GroupOperating'
  | 'GroupRemove'
  | 'GroupFormation'
  | 'ProvisionDiscovery'
  | 'GroupNegotiation'
  | 'AuthorizingNegotiationRequest'
  | 'GroupFormed'
  | 'GroupJoin'
  | 'Inviting'
  | 'InvitationRequest'
  | 'InvitationReceived';

export type P2pMessage =
  | SupplicantEvent
  | { kind: TimerName }
  | { kind: 'enable' }
  | { kind: 'disable' }
  | { kind: 'supplicantUp'; isUp: boolean }
  | { kind: 'supplicantDown' }
  | CreateGroup
  | { kind: 'removeGroup' }
  | ConnectPeer
  | { kind: 'cancelConnect' }
  | { kind: 'discover' }
  | { kind: 'stopDiscover' }
  | { kind: 'deletePersistentGroup'; networkId: number }
  | { kind: 'rename'; name: string }
  | { kind: 'dialogAnswered'; id: number; accepted: boolean; pin?: string }
  | { kind: 'leaseObtained'; interfaceName: string; lease: Lease }
  | { kind: 'leaseFailed'; interfaceName: string };

export interface CreateGroup {
  kind: 'createGroup';
  config: P2pConfig;
}

/** `config.deviceAddress` is the real one. */
export interface ConnectPeer {
  kind: 'connect';
  config: P2pConfig;
  /** How often an address that is not in the peer list is looked for again. */
  retriesLeft: number;
}
