import type { StoredNetwork } from '../supplicant/commands.js';
import type { P2pConfig } from './WifiApi.js';

const TEMPORARY = -1;
const PERSISTENT = -2;

/** How the supplicant is asked for a group. */
export interface GroupPlan {
  /** A network block to add first; a temporary one goes away again when the group has started. */
  newNetwork?: { ssid: string; passphrase: string; isTemporary: boolean };
  /** A network block to start, with what overrides its content. */
  stored?: { networkId: number; ssid?: string; passphrase?: string };
  persistent: boolean;
  /** Stays when its last client leaves. */
  isExplicit: boolean;
  /** How many p2pPersistentGroupChange come with the start (platform behaviour §2.3). */
  persistentGroupChanges: number;
}

type Credentials = 'none' | 'both' | 'nameOnly' | 'passphraseOnly';

/** Platform behaviour §4.2: what a combination of netId, name and passphrase makes; undefined is a silent failure. */
export function planGroup(config: P2pConfig, networks: readonly StoredNetwork[]): GroupPlan | undefined {
  const { netId, groupName: ssid, passphrase } = config;
  const credentials = credentialsOf(config);
  if (netId === TEMPORARY) {
    switch (credentials) {
      case 'none':
        return { persistent: false, isExplicit: true, persistentGroupChanges: 1 };
      case 'both': {
        const newNetwork = { ssid, passphrase, isTemporary: true };
        return { newNetwork, persistent: false, isExplicit: true, persistentGroupChanges: 0 };
      }
      default:
        return undefined;
    }
  }
  if (netId === PERSISTENT) {
    switch (credentials) {
      case 'none':
        return { persistent: true, isExplicit: true, persistentGroupChanges: 2 };
      case 'both': {
        const newNetwork = { ssid, passphrase, isTemporary: false };
        const isTaken = networks.some(network => network.ssid === ssid);
        return isTaken ? undefined : { newNetwork, persistent: true, isExplicit: true, persistentGroupChanges: 2 };
      }
      default:
        return undefined;
    }
  }
  const isStored = networks.some(network => network.networkId === netId && network.role === 'owner');
  if (!isStored || credentials === 'passphraseOnly') {
    return undefined;
  }
  const overrides = { ...(ssid === '' ? {} : { ssid }), ...(passphrase === '' ? {} : { passphrase }) };
  return {
    stored: { networkId: netId, ...overrides },
    persistent: true,
    isExplicit: false,
    persistentGroupChanges: 2,
  };
}

function credentialsOf(config: P2pConfig): Credentials {
  if (config.groupName === '') {
    return config.passphrase === '' ? 'none' : 'passphraseOnly';
  }
  return config.passphrase === '' ? 'nameOnly' : 'both';
}
