import type { TimerId } from '../clock/Clock.js';
import { AirGroup, type GroupInterface, type GroupSettings } from './AirGroup.js';
import type { StoredNetwork, SupplicantReply } from './commands.js';
import { delays, limits } from './delays.js';
import type { Radio } from './Radio.js';
import { done, refused } from './reply.js';

const SSID_BYTES = 32;
const DEFAULT_FREQUENCY = 2412;
/** IEEE 802.11 status of a join whose passphrase is not the owner's. */
const HANDSHAKE_TIMEOUT = 15;
const PASSPHRASE_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The groups that one radio owns or is in, by interface. */
export class RadioGroups {
  private readonly groups = new Map<string, AirGroup>();
  private interfaceCount = 0;
  private starting: TimerId | undefined;

  constructor(private readonly radio: Radio) {}

  get owned(): AirGroup | undefined {
    return [...this.groups.values()].find(group => group.owner === this.radio);
  }

  get isInGroup(): boolean {
    return this.groups.size > 0;
  }

  has(group: AirGroup): boolean {
    return [...this.groups.values()].includes(group);
  }

  of(interfaceName: string): AirGroup | undefined {
    return this.groups.get(interfaceName);
  }

  nameOf(group: AirGroup): string | undefined {
    return [...this.groups].find(([, candidate]) => candidate === group)?.[0];
  }

  sharesGroupWith(other: Radio): boolean {
    return [...this.groups.values()].some(group => group.has(other));
  }

  add(command: { persistent: boolean; networkId?: number; frequency?: number }): SupplicantReply {
    if (this.starting !== undefined) {
      return refused('A group is being started');
    }
    const stored = command.networkId === undefined ? undefined : this.radio.networks.find(command.networkId);
    if (command.networkId !== undefined && stored === undefined) {
      return refused('No such network');
    }
    if (stored?.role === 'client') {
      this.joinByCredentials(stored);
      return done;
    }
    this.radio.discovery.stopFind();
    const frequency = command.frequency ?? DEFAULT_FREQUENCY;
    const settings = stored === undefined
      ? this.makeUp(frequency, command.persistent)
      : { ssid: stored.ssid, passphrase: stored.passphrase, frequency, persistent: true };
    this.starting = this.radio.later(this.radio.space.between(delays.groupAdd), () => this.own(settings).announce());
    return done;
  }

  /** A new group of this radio; a persistent one is stored. */
  own(settings: GroupSettings): AirGroup {
    this.starting = undefined;
    if (settings.persistent) {
      const { ssid, passphrase } = settings;
      this.radio.networks.ensure({ ssid, passphrase, role: 'owner', ownerAddress: this.radio.address });
    }
    const ownInterface = this.nextInterface();
    const group = new AirGroup(this.radio, ownInterface, settings);
    this.groups.set(ownInterface.name, group);
    return group;
  }

  makeUp(frequency: number, persistent: boolean): GroupSettings {
    const name = Buffer.from(`DIRECT-${this.letters(2)}${this.radio.ssidPostfix}`).subarray(0, SSID_BYTES);
    return { ssid: name.toString(), passphrase: this.letters(8), frequency, persistent };
  }

  enter(group: AirGroup): GroupInterface {
    const clientInterface = this.nextInterface();
    this.groups.set(clientInterface.name, group);
    return clientInterface;
  }

  leave(interfaceName: string): void {
    this.groups.delete(interfaceName);
  }

  nextInterface(): GroupInterface {
    const number = this.interfaceCount++;
    return { name: `p2p-p2p0-${number}`, address: interfaceAddress(this.radio.address, number) };
  }

  remove(interfaceName: string): SupplicantReply {
    const all = interfaceName === '*';
    if (all) {
      this.radio.cancel(this.starting);
      this.starting = undefined;
    }
    const names = all ? [...this.groups.keys()] : [interfaceName].filter(name => this.groups.has(name));
    for (const name of names) {
      this.radio.later(this.between(delays.groupRemove), () => this.end(name));
    }
    return names.length > 0 || all ? done : refused('No such interface');
  }

  openWindow(interfaceName: string, peer: string): SupplicantReply {
    const group = this.groups.get(interfaceName);
    if (group?.owner !== this.radio) {
      return refused('No such group');
    }
    group.openWindow(peer);
    this.radio.neighbours().forEach(other => other.formation.windowOpened(group));
    return done;
  }

  closeWindow(interfaceName: string): SupplicantReply {
    this.groups.get(interfaceName)?.closeWindow();
    return done;
  }

  /** The other radio went out of range: both sides of a common group notice by silence. */
  part(other: Radio): void {
    for (const group of this.groups.values()) {
      if (group.owner === other) {
        this.radio.later(limits.ownerLoss, () => {
          if (!this.radio.space.canHear(this.radio, other)) {
            group.dismiss(this.radio, 'IDLE', limits.stationInactivity);
          }
        });
      }
    }
  }

  /** Switched off in order: deauthentication frames still go out. */
  shutDown(): void {
    this.leaveAll(group => group.end('REQUESTED', 'GO_ENDING_SESSION', () => this.between(delays.deauthentication)));
  }

  /** Switched off without a frame. */
  vanish(): void {
    this.leaveAll(group => group.end('REQUESTED', 'IDLE', () => limits.ownerLoss));
  }

  private leaveAll(endOwned: (group: AirGroup) => void): void {
    this.starting = undefined;
    for (const group of [...this.groups.values()]) {
      if (group.owner === this.radio) {
        endOwned(group);
      } else {
        group.dismiss(this.radio, 'REQUESTED', limits.stationLoss);
      }
    }
  }

  private end(interfaceName: string): void {
    const group = this.groups.get(interfaceName);
    if (group?.owner === this.radio) {
      group.end('REQUESTED', 'GO_ENDING_SESSION', () => this.between(delays.deauthentication));
    } else {
      group?.dismiss(this.radio, 'REQUESTED', this.between(delays.deauthentication));
    }
  }

  private joinByCredentials(network: StoredNetwork): void {
    const interfaceName = this.nextInterface().name;
    const isWanted = (owner: Radio): boolean =>
      (network.ownerAddress === '' || network.ownerAddress === owner.address) &&
      owner.groups.owned?.settings.ssid === network.ssid;
    this.starting = this.radio.later(this.between(delays.credentialJoin), () => {
      const group = this.radio.neighbours().find(isWanted)?.groups.owned;
      if (group?.settings.passphrase === network.passphrase) {
        this.starting = undefined;
        group.admit(this.radio, network.ownerAddress !== '');
        return;
      }
      if (group !== undefined) {
        this.radio.emit({ kind: 'connectFailed', status: HANDSHAKE_TIMEOUT });
      }
      this.starting = this.radio.later(limits.credentialJoin, () => {
        this.starting = undefined;
        this.radio.emit({ kind: 'groupRemoved', interfaceName, role: 'client', reason: 'FORMATION_FAILED' });
      });
    });
  }

  private between(delay: readonly [number, number]): number {
    return this.radio.space.between(delay);
  }

  private letters(count: number): string {
    return Array.from({ length: count }, () =>
      PASSPHRASE_LETTERS.charAt(Math.floor(this.radio.space.random() * PASSPHRASE_LETTERS.length)),
    ).join('');
  }
}

function interfaceAddress(deviceAddress: string, number: number): string {
  const bytes = deviceAddress.split(':').map(byte => parseInt(byte, 16));
  const hex = bytes.map((byte, index) => (index === 3 ? byte ^ 0x80 : index === 4 ? byte + number : byte) & 0xff);
  return hex.map(byte => byte.toString(16).padStart(2, '0')).join(':');
}
