import { pbkdf2Sync } from 'node:crypto';
import type { TimerId } from '../clock/Clock.js';
import { delays, limits } from './delays.js';
import type { GroupRemovalReason } from './events.js';
import type { Radio } from './Radio.js';

export interface GroupSettings {
  ssid: string;
  passphrase: string;
  frequency: number;
  persistent: boolean;
}

export interface GroupInterface {
  name: string;
  address: string;
}

/** A group on the air: one owner and the clients that are associated with it. */
export class AirGroup {
  private readonly clients = new Map<Radio, GroupInterface>();
  /** Clients that have gone without the owner's having noticed. */
  private readonly missing = new Map<Radio, { left: GroupInterface; timer: TimerId }>();
  private window: { peer: string; timer: TimerId } | undefined;

  constructor(
    readonly owner: Radio,
    private readonly ownInterface: GroupInterface,
    readonly settings: GroupSettings,
  ) {}

  get isEmpty(): boolean {
    return this.clients.size === 0;
  }

  get clientRadios(): Radio[] {
    return [...this.clients.keys()];
  }

  announce(): void {
    const { ssid, passphrase, frequency, persistent } = this.settings;
    this.owner.emit({
      kind: 'groupStarted',
      interfaceName: this.ownInterface.name,
      interfaceAddress: this.ownInterface.address,
      role: 'owner',
      ssid,
      frequency,
      passphrase,
      ownerAddress: this.owner.address,
      persistent,
    });
  }

  has(radio: Radio): boolean {
    return radio === this.owner || this.clients.has(radio);
  }

  switchChannel(frequency: number): void {
    this.settings.frequency = frequency;
    this.owner.emit({ kind: 'channelSwitched', interfaceName: this.ownInterface.name, frequency });
    for (const [client, { name }] of this.clients) {
      client.emit({ kind: 'channelSwitched', interfaceName: name, frequency });
    }
  }

  /** The peer that the push-button window is open for. */
  get awaitedPeer(): string | undefined {
    return this.window?.peer;
  }

  openWindow(peer: string): void {
    this.closeWindow();
    this.window = { peer, timer: this.owner.later(limits.pushButtonWindow, () => this.closeWindow()) };
  }

  closeWindow(): void {
    this.owner.cancel(this.window?.timer);
    this.window = undefined;
  }

  admit(client: Radio, stores: boolean): void {
    const { ssid, passphrase, frequency, persistent } = this.settings;
    this.noticeLoss(client);
    const clientInterface = client.groups.enter(this);
    this.clients.set(client, clientInterface);
    const isStored = persistent && stores;
    if (isStored) {
      client.networks.ensure({ ssid, passphrase, role: 'client', ownerAddress: this.owner.address });
      this.owner.networks.rememberClient(ssid, client.address);
    }
    client.emit({
      kind: 'groupStarted',
      interfaceName: clientInterface.name,
      interfaceAddress: clientInterface.address,
      role: 'client',
      ssid,
      frequency,
      preSharedKey: pbkdf2Sync(passphrase, ssid, 4096, 32, 'sha1').toString('hex'),
      ownerAddress: this.owner.address,
      persistent: isStored,
    });
    this.owner.later(this.owner.space.between(delays.stationNotice), () => {
      if (this.clients.get(client) === clientInterface) {
        this.tellOwner('stationConnected', client, clientInterface);
      }
    });
  }

  /** The client is gone, and hears `reason` if it still hears anything; the owner notices after `noticeAfter`. */
  dismiss(client: Radio, reason: GroupRemovalReason, noticeAfter: number): void {
    const left = this.clients.get(client);
    if (left === undefined) {
      return;
    }
    this.clients.delete(client);
    client.groups.leave(left.name);
    client.emit({ kind: 'groupRemoved', interfaceName: left.name, role: 'client', reason });
    const timer = this.owner.later(noticeAfter, () => this.noticeLoss(client));
    this.missing.set(client, { left, timer });
  }

  /** By silence, or because the client comes anew. */
  noticeLoss(client: Radio): void {
    const missed = this.missing.get(client);
    this.missing.delete(client);
    this.owner.cancel(missed?.timer);
    if (missed !== undefined && this.owner.groups.has(this)) {
      this.tellOwner('stationDisconnected', client, missed.left);
    }
  }

  /** Ends the group: the owner hears `reason`, each client `clientReason` after the given time. */
  end(reason: GroupRemovalReason, clientReason: GroupRemovalReason, clientNotice: () => number): void {
    this.closeWindow();
    this.owner.groups.leave(this.ownInterface.name);
    this.owner.emit({ kind: 'groupRemoved', interfaceName: this.ownInterface.name, role: 'owner', reason });
    for (const client of this.clients.keys()) {
      client.later(clientNotice(), () => this.dismiss(client, clientReason, 0));
    }
  }

  private tellOwner(kind: 'stationConnected' | 'stationDisconnected', client: Radio, station: GroupInterface): void {
    this.owner.emit({
      kind,
      interfaceName: this.ownInterface.name,
      interfaceAddress: station.address,
      deviceAddress: client.address,
    });
  }
}
