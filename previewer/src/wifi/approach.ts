import type { StoredNetwork } from '../supplicant/commands.js';
import { isFull, isInvitable, ownsGroup, type Peer } from './PeerList.js';
import type { P2pConfig } from './WifiApi.js';

/** How a connect goes about it. */
export type Approach =
  | { kind: 'join' }
  | { kind: 'negotiate' }
  /** Joins the peer's group with stored credentials. */
  | { kind: 'rejoin'; networkId: number }
  /** Invites the peer to start a stored group again. */
  | { kind: 'revive'; networkId: number }
  /** Joins a network by name and passphrase. */
  | { kind: 'credentials'; ssid: string; passphrase: string; networkId?: number };

/** Platform behaviour §4.4. */
export function chooseApproach(peer: Peer, config: P2pConfig, networks: readonly StoredNetwork[]): Approach {
  const address = peer.device.deviceAddress;
  const asClient = (network: StoredNetwork): boolean => network.role === 'client' && network.ownerAddress === address;
  if (ownsGroup(peer)) {
    const stored = networks.find(network => asClient(network) && network.ssid === config.groupName);
    return stored === undefined || isFull(peer) ? { kind: 'join' } : { kind: 'rejoin', networkId: stored.networkId };
  }
  if (!isInvitable(peer)) {
    return { kind: 'negotiate' };
  }
  const stored =
    networks.find(asClient) ??
    networks.find(network => network.role === 'owner' && network.clients.includes(address));
  return stored === undefined ? { kind: 'negotiate' } : { kind: 'revive', networkId: stored.networkId };
}
