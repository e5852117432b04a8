import type { StoredNetwork } from './commands.js';

/** The network blocks of one radio; they outlive its being switched off. */
export class StoredNetworks {
  private networks: StoredNetwork[] = [];
  private nextId = 0;

  add(network: Omit<StoredNetwork, 'networkId' | 'clients'>): StoredNetwork {
    const { ssid, passphrase, role, ownerAddress } = network;
    const added: StoredNetwork = { networkId: this.nextId++, ssid, passphrase, role, ownerAddress, clients: [] };
    this.networks.push(added);
    return added;
  }

  /** Stores the group unless it is stored already. */
  ensure(network: Omit<StoredNetwork, 'networkId' | 'clients'>): StoredNetwork {
    const known = this.networks.find(
      ({ ssid, role, ownerAddress }) =>
        ssid === network.ssid && role === network.role && (role === 'owner' || ownerAddress === network.ownerAddress),
    );
    if (known !== undefined) {
      known.passphrase = network.passphrase;
      return known;
    }
    return this.add(network);
  }

  find(networkId: number): StoredNetwork | undefined {
    return this.networks.find(network => network.networkId === networkId);
  }

  findBySsid(ssid: string): StoredNetwork | undefined {
    return this.networks.find(network => network.ssid === ssid);
  }

  change(change: { networkId: number; ssid?: string; passphrase?: string; removeClient?: string }): boolean {
    const network = this.find(change.networkId);
    if (network === undefined) {
      return false;
    }
    network.ssid = change.ssid ?? network.ssid;
    network.passphrase = change.passphrase ?? network.passphrase;
    network.clients = network.clients.filter(client => client !== change.removeClient);
    return true;
  }

  rememberClient(ssid: string, client: string): void {
    const network = this.networks.find(candidate => candidate.ssid === ssid && candidate.role === 'owner');
    if (network !== undefined && !network.clients.includes(client)) {
      network.clients.push(client);
    }
  }

  remove(networkId: number): boolean {
    const before = this.networks.length;
    this.networks = this.networks.filter(network => network.networkId !== networkId);
    return this.networks.length < before;
  }

  list(): StoredNetwork[] {
    return structuredClone(this.networks);
  }
}
