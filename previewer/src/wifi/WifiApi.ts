/** What the Wi-Fi service of a virtual device offers to the layers above it: kits/, device/ and tests. */

/** A fault by the platform's internal number (platform behaviour §1.2): 1, 2, 3, 6, 14, 15, 21, 203. */
export class WifiFault extends Error {
  constructor(readonly internalCode: number) {
    super(`Wi-Fi fault ${internalCode}`);
  }
}

/** An application process as the service sees it. */
export interface Caller {
  readonly uid: number;
  readonly isSystemApplication: boolean;
  hasPermission(name: string): boolean;
}

export interface P2pConfig {
  deviceAddress: string;
  /** 0 random, 1 real; anything else is judged by the service. */
  deviceAddressType: number;
  netId: number;
  passphrase: string;
  groupName: string;
  /** 0 automatic, 1 2.4 GHz, 2 5 GHz. */
  goBand: number;
}

export interface P2pDevice {
  deviceName: string;
  deviceAddress: string;
  deviceAddressType: number;
  primaryDeviceType: string;
  /** 0 connected, 1 invited, 2 failed, 3 available, 4 unavailable. */
  deviceStatus: number;
  groupCapabilities: number;
}

export interface P2pGroup {
  isP2pGo: boolean;
  ownerInfo: P2pDevice;
  passphrase: string;
  interface: string;
  groupName: string;
  networkId: number;
  frequency: number;
  /** Absent when empty. */
  clientDevices?: P2pDevice[];
  goIpAddress: string;
  gcIpAddress: string;
}

export interface P2pLinkedInfo {
  connectState: number;
  isGroupOwner: boolean;
  groupOwnerAddr: string;
}

export interface P2pEvents {
  p2pStateChange: number;
  p2pConnectionChange: P2pLinkedInfo;
  p2pDeviceChange: P2pDevice;
  p2pPeerDeviceChange: P2pDevice[];
  p2pPersistentGroupChange: undefined;
  p2pDiscoveryChange: number;
}

export type P2pEventName = keyof P2pEvents;

/** One application process's door to the service. Every method is synchronous and throws `WifiFault`. */
export interface P2pBinding {
  createGroup(config: P2pConfig): void;
  removeGroup(): void;
  p2pConnect(config: P2pConfig): void;
  p2pCancelConnect(): void;
  startDiscoverDevices(): void;
  stopDiscoverDevices(): void;
  deletePersistentGroup(netId: number): void;
  setDeviceName(name: string): void;
  getP2pLinkedInfo(): P2pLinkedInfo;
  getCurrentGroup(): P2pGroup;
  getP2pPeerDevices(): P2pDevice[];
  getP2pLocalDevice(): P2pDevice;
  getP2pGroups(): P2pGroup[];
  isWifiActive(): boolean;
  /**
   * Tells the service that this process wants the event. The service never unregisters (§2.1): the kit keeps the list
   * of handlers and re-checks it at delivery. Throws 6 only where the device is set to refuse instead of staying silent.
   */
  register(event: P2pEventName): void;
  /** The one receiver of this process's events, in FIFO order, each with a delay of its own on the device's clock. */
  onEvent(receiver: <K extends P2pEventName>(event: K, payload: P2pEvents[K]) => void): void;
  /** `wifiStateChange` of the same process: 0 inactive, 1 active, 2 activating, 3 deactivating. */
  onWifiStateChange(receiver: (state: number) => void): void;
  /** The process is gone: registrations end, and the death watcher removes a group that it created (§4.5). */
  died(): void;
}

/** A question that the system asks the person; the application gets no notice of it (§2.5). */
export interface WifiDialog {
  id: number;
  kind: 'pushButton' | 'keypad' | 'display';
  peerName: string;
  pin?: string;
}

/** What the sources leave open is a setting of the virtual device (§10). */
export interface WifiSettings {
  /** Discovery finds nobody for an application without location permission. Default true, as on phones. */
  discoveryNeedsLocation: boolean;
  /** `on()` without GET_WIFI_INFO: silent (default) or refused with 201. */
  registrationWithoutPermission: 'silent' | 'refused';
  /** p2pConnect with the zero address, a name and a passphrase joins that network. Default false. */
  credentialJoin: boolean;
  /** Group owner intent of this device in a negotiation, 0–15. The platform passes 6; 15 forces ownership. */
  groupOwnerIntent: number;
  /** Least and most milliseconds until a lease; or failure of DHCP. */
  dhcp: { least: number; most: number } | 'fails';
  /** MHz of the link to an access point, whose channel a group with a band shares where it can; 0 without a link. */
  stationFrequency: number;
  /** Questions about peers are shown (default), or answered yes unseen, as builds without separate P2P do. */
  dialogs: 'shown' | 'accepted';
  /** What stands in the way of createGroup and p2pConnect: a device policy, a running radar check, or nothing. */
  restriction: 'none' | 'policy' | 'radarCheck';
  /** Minutes without a client until an owner's group is removed; 0 never. Default 15, as on phones. */
  idleRemovalMinutes: number;
}

/** For a status bar, the lab and tests: the truth of the device, unmasked. */
export interface WifiStatus {
  wifi: 'off' | 'turningOn' | 'on' | 'turningOff';
  /** Name of the P2P state machine's state: `Idle`, `GroupFormed`, … */
  state: string;
  isDiscovering: boolean;
  group?: { name: string; isOwner: boolean; ownAddress: string; clients: number; frequency: number };
}

/** The Wi-Fi service of one virtual device; it lives on when the application crashes. */
export interface WifiService {
  setEnabled(on: boolean): void;
  bind(caller: Caller): P2pBinding;
  readonly status: WifiStatus;
  /** The dialogs that are open on the device's screen, oldest first. */
  readonly dialogs: readonly WifiDialog[];
  /** Answers a dialog; one that is gone already is ignored. `pin` for a keypad dialog. */
  answerDialog(id: number, accepted: boolean, pin?: string): void;
  /** The system's own Wi-Fi Direct page: while open the device discovers and can be found. */
  setSystemPageOpen(open: boolean): void;
  /** Called after every change of `status` or `dialogs`; returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
  /** Ends timers and subscriptions. */
  close(): void;
}
