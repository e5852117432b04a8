import type { Clock } from '../clock/Clock.js';
import type { GroupNetwork } from '../net/GroupNetwork.js';
import type { StoredNetwork, SupplicantCommand, SupplicantReply, WpsMethod } from '../supplicant/commands.js';
import type { SupplicantPort } from '../supplicant/SupplicantPort.js';
import { AddressAliases } from './AddressAliases.js';
import type { Approach } from './approach.js';
import { Dialogs } from './Dialogs.js';
import type { EventHub } from './EventHub.js';
import type { GroupPlan } from './groupPlan.js';
import type { P2pMessage, StateName } from './messages.js';
import { DeviceStatus, PeerList } from './PeerList.js';
import { type State, StateMachine } from './StateMachine.js';
import { Timers } from './Timers.js';
import type { P2pDevice, P2pLinkedInfo, WifiSettings } from './WifiApi.js';

/** Values of p2pStateChange. */
export const P2pState = { IDLE: 1, STARTING: 2, STARTED: 3, CLOSING: 4, CLOSED: 5 } as const;

export const PRIMARY_DEVICE_TYPE = '10-0050F204-5';

/** The group that runs, with real addresses. */
export interface RunningGroup {
  interfaceName: string;
  interfaceAddress: string;
  name: string;
  isOwner: boolean;
  /** On a client the pre-shared key. */
  passphrase: string;
  frequency: number;
  networkId: number;
  isPersistent: boolean;
  isExplicit: boolean;
  owner: P2pDevice;
  clients: P2pDevice[];
  goIpAddress: string;
  gcIpAddress: string;
}

/** What a connection attempt, outgoing or incoming, is about. */
export interface Target {
  address: string;
  method: WpsMethod;
  pin?: string;
  persistent: boolean;
  approach: Approach;
}

export const notLinked: P2pLinkedInfo = { connectState: 0, isGroupOwner: false, groupOwnerAddr: '' };

export interface P2pCoreOptions {
  clock: Clock;
  random: () => number;
  supplicant: SupplicantPort;
  network: GroupNetwork;
  settings: WifiSettings;
  deviceName: string;
  events: EventHub;
  states: (core: P2pCore) => Record<StateName, State<P2pMessage, StateName>>;
  /** Called after every message and change of state. */
  changed: () => void;
}

/** What the states of the P2P state machine work on. */
export class P2pCore {
  readonly clock: Clock;
  readonly random: () => number;
  readonly network: GroupNetwork;
  readonly settings: WifiSettings;
  readonly events: EventHub;
  readonly aliases: AddressAliases;
  /** Never cleared between groups, so that members keep their alias. */
  readonly groupAliases: AddressAliases;
  readonly peers = new PeerList();
  readonly dialogs = new Dialogs();
  readonly timers: Timers;
  /** One of `P2pState`. */
  p2pState: number = P2pState.CLOSED;
  deviceName: string;
  deviceAddress = '';
  deviceStatus: number = DeviceStatus.AVAILABLE;
  linked: P2pLinkedInfo = notLinked;
  group: RunningGroup | undefined;
  networks: readonly StoredNetwork[] = [];
  target: Target | undefined;
  /** The creation that the supplicant is busy with. */
  creation: (GroupPlan & { networkId?: number }) | undefined;
  joiner: string | undefined;
  /** Peers that were invited into the running group. */
  readonly invited = new Set<string>();
  isDiscovering = false;
  isSystemPageOpen = false;
  /** Of the application that asked for the group; 0 when a peer did. */
  creatorUid = 0;
  private readonly supplicant: SupplicantPort;
  private readonly machine: StateMachine<P2pMessage, StateName>;

  constructor(options: P2pCoreOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.network = options.network;
    this.settings = options.settings;
    this.events = options.events;
    this.deviceName = options.deviceName;
    this.supplicant = options.supplicant;
    this.aliases = new AddressAliases(options.random);
    this.groupAliases = new AddressAliases(options.random);
    this.timers = new Timers(options.clock, name => this.post({ kind: name }));
    this.machine = new StateMachine<P2pMessage, StateName>(options.states(this), 'Disabled', options.changed);
  }

  get state(): StateName {
    return this.machine.current;
  }

  get isRunning(): boolean {
    return this.p2pState === P2pState.STARTED;
  }

  get isConnected(): boolean {
    return this.linked.connectState === 1;
  }

  get ownDevice(): P2pDevice {
    return {
      deviceName: this.deviceName,
      deviceAddress: this.deviceAddress,
      deviceAddressType: 1,
      primaryDeviceType: PRIMARY_DEVICE_TYPE,
      deviceStatus: this.deviceStatus,
      groupCapabilities: 0,
    };
  }

  post(message: P2pMessage): void {
    this.machine.post(message);
  }

  /** Keeps the message for the next state. */
  defer(message: P2pMessage): void {
    this.machine.defer(message);
  }

  switchTo(state: StateName): void {
    this.machine.switchTo(state);
  }

  request(command: SupplicantCommand): Promise<SupplicantReply> {
    return this.supplicant.request(command);
  }

  async refreshNetworks(): Promise<void> {
    const reply = await this.request({ kind: 'listNetworks' });
    this.networks = reply.ok ? reply.networks ?? [] : [];
  }

  publishState(state: number): void {
    this.p2pState = state;
    this.events.publish('p2pStateChange', state);
  }

  publishPeers(): void {
    this.events.publish('p2pPeerDeviceChange', this.peers.devices());
  }

  publishOwnDevice(status: number): void {
    this.deviceStatus = status;
    this.events.publish('p2pDeviceChange', this.ownDevice);
  }

  publishLinked(linked: P2pLinkedInfo): void {
    this.linked = linked;
    this.events.publish('p2pConnectionChange', linked);
  }

  publishPersistentGroups(times = 1): void {
    for (let count = 0; count < times; count++) {
      this.events.publish('p2pPersistentGroupChange', undefined);
    }
  }

  publishDiscovery(isRunning: boolean): void {
    this.isDiscovering = isRunning;
    this.events.publish('p2pDiscoveryChange', isRunning ? 1 : 0);
  }

  close(): void {
    this.machine.close();
    this.timers.close();
  }
}
