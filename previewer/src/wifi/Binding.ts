import { type checks, Fault, firstFault } from './checks.js';
import { EventQueue } from './EventHub.js';
import { aliased, maskedLinkedInfo, maskedOwnDevice, storedGroups, visibleGroup } from './masking.js';
import type { P2pCore } from './P2pCore.js';
import { permissions } from './permissions.js';
import { CONNECT_RETRY } from './Timers.js';
import type { Caller, P2pBinding, P2pConfig, P2pDevice, P2pEventName, P2pGroup, P2pLinkedInfo } from './WifiApi.js';
import { WifiFault } from './WifiApi.js';

const RANDOM_ADDRESS = 0;

/** Checks each call as the service does (platform behaviour §1.3) and hands it to the state machine. */
export class Binding implements P2pBinding {
  readonly onEvent: P2pBinding['onEvent'];
  readonly onWifiStateChange: P2pBinding['onWifiStateChange'];
  private readonly queue: EventQueue;
  private isAlive = true;

  constructor(
    private readonly core: P2pCore,
    private readonly caller: Caller,
    private readonly wifiIsActive: () => boolean,
    private readonly maySeePeers: (caller: Caller) => boolean,
  ) {
    this.queue = new EventQueue(caller, core.clock, core.random, core.aliases);
    core.events.add(this.queue);
    this.onEvent = receiver => this.queue.receiveEvents(receiver);
    this.onWifiStateChange = receiver => this.queue.receiveWifiState(receiver);
  }

  createGroup(config: P2pConfig): void {
    this.check('createGroup', { config });
    this.core.creatorUid = this.caller.uid;
    this.core.post({ kind: 'createGroup', config: { ...config } });
  }

  removeGroup(): void {
    this.check('removeGroup');
    const { isConnected } = this.core;
    this.core.post({ kind: 'removeGroup' });
    if (!isConnected) {
      throw new WifiFault(Fault.OPERATION_FAILED);
    }
  }

  p2pConnect(config: P2pConfig): void {
    this.check('p2pConnect', { config });
    this.core.creatorUid = this.caller.uid;
    const { deviceAddress, deviceAddressType } = config;
    const address = deviceAddressType === RANDOM_ADDRESS ? this.core.aliases.addressOf(deviceAddress) : undefined;
    this.core.post({
      kind: 'connect',
      config: { ...config, deviceAddress: address ?? deviceAddress },
      retriesLeft: CONNECT_RETRY.times,
    });
  }

  p2pCancelConnect(): void {
    this.check('p2pCancelConnect');
    this.core.post({ kind: 'cancelConnect' });
  }

  startDiscoverDevices(): void {
    this.check('startDiscoverDevices');
    this.core.post({ kind: 'discover' });
  }

  stopDiscoverDevices(): void {
    this.check('stopDiscoverDevices');
    this.core.post({ kind: 'stopDiscover' });
  }

  deletePersistentGroup(netId: number): void {
    this.check('deletePersistentGroup');
    this.core.post({ kind: 'deletePersistentGroup', networkId: netId });
  }

  setDeviceName(name: string): void {
    this.check('setDeviceName', { name });
    this.core.post({ kind: 'rename', name });
  }

  getP2pLinkedInfo(): P2pLinkedInfo {
    this.check('getP2pLinkedInfo');
    return maskedLinkedInfo(this.core.linked, this.caller);
  }

  getCurrentGroup(): P2pGroup {
    this.check('getCurrentGroup');
    if (this.core.group === undefined) {
      throw new WifiFault(Fault.OPERATION_FAILED);
    }
    return visibleGroup(this.core.group, this.caller, this.core.groupAliases);
  }

  getP2pPeerDevices(): P2pDevice[] {
    this.check('getP2pPeerDevices');
    const devices = this.maySeePeers(this.caller) ? this.core.peers.devices() : [];
    return devices.map(device => aliased(device, this.caller, this.core.aliases));
  }

  getP2pLocalDevice(): P2pDevice {
    this.check('getP2pLocalDevice');
    return maskedOwnDevice(this.core.ownDevice, this.caller);
  }

  getP2pGroups(): P2pGroup[] {
    this.check('getP2pGroups');
    return storedGroups(this.core, this.caller);
  }

  isWifiActive(): boolean {
    this.check('isWifiActive');
    return this.wifiIsActive();
  }

  register(event: P2pEventName): void {
    if (this.caller.hasPermission(permissions.GET_WIFI_INFO)) {
      this.queue.register(event);
    } else if (this.core.settings.registrationWithoutPermission === 'refused') {
      throw new WifiFault(Fault.PERMISSION_DENIED);
    }
  }

  died(): void {
    if (!this.isAlive) {
      return;
    }
    this.isAlive = false;
    if (this.queue.hasRegistrations && this.caller.uid === this.core.creatorUid) {
      this.core.post({ kind: 'removeGroup' });
    }
    this.core.events.remove(this.queue);
  }

  private check(name: keyof typeof checks, about: { config?: P2pConfig; name?: string } = {}): void {
    const { isRunning, isConnected } = this.core;
    const { restriction } = this.core.settings;
    const fault = firstFault(name, { caller: this.caller, isRunning, isConnected, restriction, ...about });
    if (fault !== undefined) {
      throw new WifiFault(fault);
    }
  }
}
