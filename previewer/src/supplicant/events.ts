import type { WpsMethod } from './commands.js';

export type GroupRemovalReason = 'REQUESTED' | 'GO_ENDING_SESSION' | 'FORMATION_FAILED' | 'IDLE';

/** `status` of a failed negotiation: no answer in time, both insist on ownership, rejected by the peer's user. */
export const NegotiationStatus = { TIMEOUT: -1, BOTH_OWNERS: 9, REJECTED: 11 } as const;

/** `status` of an invitation. */
export const InvitationStatus = {
  NO_ANSWER: -1,
  SUCCESS: 0,
  /** The peer asks its user; for a stored group: not available. */
  UNAVAILABLE: 1,
  NO_COMMON_CHANNELS: 7,
  UNKNOWN_GROUP: 8,
} as const;

/** Events of wpa_supplicant's P2P control interface. An `address` is a P2P device address unless it says otherwise. */
export type SupplicantEvent =
  | {
      kind: 'deviceFound';
      address: string;
      name: string;
      primaryDeviceType: string;
      methods: WpsMethod[];
      /** Bit 5: understands invitations. */
      deviceCapabilities: number;
      /** Bit 0: owns a group; bit 2: it takes no more clients. */
      groupCapabilities: number;
    }
  | { kind: 'deviceLost'; address: string }
  | { kind: 'findStopped' }
  | {
      kind: 'provisionDiscoveryRequest';
      address: string;
      name: string;
      method: WpsMethod;
      /** The own group that the peer wants to join. */
      interfaceName?: string;
    }
  | { kind: 'provisionDiscoveryResponse'; address: string; method: WpsMethod }
  | { kind: 'provisionDiscoveryFailure'; address: string }
  /** `method` is what this side has to do. */
  | { kind: 'goNegotiationRequest'; address: string; method: WpsMethod; goIntent: number }
  | { kind: 'goNegotiationSuccess'; address: string; role: 'owner' | 'client'; frequency: number }
  | { kind: 'goNegotiationFailure'; status: number }
  | { kind: 'groupFormationSuccess' }
  | { kind: 'groupFormationFailure' }
  | GroupStarted
  | { kind: 'groupRemoved'; interfaceName: string; role: 'owner' | 'client'; reason: GroupRemovalReason }
  /** `deviceAddress` is missing for a plain Wi-Fi station; `interfaceAddress` is that of the station's interface. */
  | { kind: 'stationConnected'; interfaceName: string; interfaceAddress: string; deviceAddress?: string }
  | { kind: 'stationDisconnected'; interfaceName: string; interfaceAddress: string; deviceAddress?: string }
  /** The owner of a group moved it to another channel; told to every member. */
  | { kind: 'channelSwitched'; interfaceName: string; frequency: number }
  /** A group owner refused stored credentials: IEEE 802.11 status 2 or 15. Stock wpa_supplicant does not tell it. */
  | { kind: 'connectFailed'; status: number }
  | { kind: 'invitationReceived'; address: string; ownerAddress: string; persistent: boolean }
  | { kind: 'invitationAccepted'; address: string }
  | { kind: 'invitationResult'; status: number }
  | { kind: 'wpsFail'; interfaceName: string; configError: number }
  | { kind: 'terminating' };

export interface GroupStarted {
  kind: 'groupStarted';
  interfaceName: string;
  /** Hardware address of the own group interface. */
  interfaceAddress: string;
  role: 'owner' | 'client';
  ssid: string;
  frequency: number;
  /** Known to the owner only. */
  passphrase?: string;
  /** 64 hexadecimal digits, on a client. */
  preSharedKey?: string;
  ownerAddress: string;
  persistent: boolean;
}
