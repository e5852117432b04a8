export type WpsMethod = 'pushButton' | 'display' | 'keypad';

/** A network block of the radio: a group it can start again as owner, or join again as client. */
export interface StoredNetwork {
  networkId: number;
  ssid: string;
  role: 'owner' | 'client';
  passphrase: string;
  /** P2P device address of the group owner; `''` joins whoever owns a group of that name. */
  ownerAddress: string;
  /** P2P device addresses of the clients an owner has had in this group. */
  clients: string[];
}

/**
 * Commands of wpa_supplicant's P2P control interface. Every `address` and `peer` is a P2P device address. The reply
 * says only whether the radio took the command; what comes of it is told by events.
 */
export type SupplicantCommand =
  | { kind: 'start' }
  | { kind: 'stop' }
  /** Answered with the own P2P device address. */
  | { kind: 'status' }
  | { kind: 'setDeviceName'; name: string }
  /** Appended to the `DIRECT-xy` of generated network names. */
  | { kind: 'setSsidPostfix'; postfix: string }
  | { kind: 'find'; timeoutSeconds: number }
  | { kind: 'stopFind' }
  | { kind: 'extendedListen'; on: boolean }
  /** Forgets all found devices, ends the find and what is being negotiated. */
  | { kind: 'flush' }
  | { kind: 'provisionDiscovery'; address: string; method: WpsMethod; join: boolean }
  | {
      kind: 'connect';
      address: string;
      method: WpsMethod;
      pin?: string;
      /** The peer owns a group: join that one instead of negotiating a new one. */
      join: boolean;
      /** 0–15; 15 must become owner. */
      goIntent: number;
      persistent: boolean;
    }
  /** Drops the request of a peer; the peer is not told. */
  | { kind: 'reject'; address: string }
  | { kind: 'cancelConnect' }
  /** Starts a group: a new one, or that of a stored network, in the role the network says. */
  | { kind: 'groupAdd'; persistent: boolean; networkId?: number; frequency?: number }
  /** `*` removes every group, also one that is only being started. */
  | { kind: 'groupRemove'; interfaceName: string }
  | { kind: 'invitePersistent'; networkId: number; peer: string }
  | { kind: 'inviteToGroup'; interfaceName: string; peer: string }
  | { kind: 'addNetwork'; ssid: string; passphrase: string; role: 'owner' | 'client'; ownerAddress: string }
  | { kind: 'setNetwork'; networkId: number; ssid?: string; passphrase?: string; removeClient?: string }
  | { kind: 'listNetworks' }
  | { kind: 'removeNetwork'; networkId: number }
  /** Opens the push-button window of an own group for one joiner. */
  | { kind: 'wpsPushButton'; interfaceName: string; peerAddress: string }
  | { kind: 'wpsCancel'; interfaceName: string };

export type SupplicantReply =
  | { ok: true; address?: string; networkId?: number; networks?: StoredNetwork[] }
  | { ok: false; reason: string };
