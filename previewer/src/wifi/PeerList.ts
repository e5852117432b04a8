import type { WpsMethod } from '../supplicant/commands.js';
import type { P2pDevice } from './WifiApi.js';

export const DeviceStatus = { CONNECTED: 0, INVITED: 1, FAILED: 2, AVAILABLE: 3, UNAVAILABLE: 4 } as const;

/** A device in reach, with its real address. */
export interface Peer {
  device: P2pDevice;
  methods: WpsMethod[];
  deviceCapabilities: number;
}

const GROUP_OWNER = 0x01;
const GROUP_LIMIT = 0x04;
const INVITATION_PROCEDURE = 0x20;

export class PeerList {
  private readonly peers = new Map<string, Peer>();

  /** Adds or updates a peer; one that was known keeps its status. */
  put(found: {
    address: string;
    name: string;
    primaryDeviceType: string;
    methods: WpsMethod[];
    deviceCapabilities: number;
    groupCapabilities: number;
  }): void {
    const status = this.peers.get(found.address)?.device.deviceStatus ?? DeviceStatus.AVAILABLE;
    this.peers.set(found.address, {
      methods: found.methods,
      deviceCapabilities: found.deviceCapabilities,
      device: {
        deviceName: found.name,
        deviceAddress: found.address,
        deviceAddressType: 1,
        primaryDeviceType: found.primaryDeviceType,
        deviceStatus: status,
        groupCapabilities: found.groupCapabilities,
      },
    });
  }

  find(address: string): Peer | undefined {
    return this.peers.get(address);
  }

  setStatus(address: string, status: number): void {
    const peer = this.peers.get(address);
    if (peer !== undefined) {
      peer.device = { ...peer.device, deviceStatus: status };
    }
  }

  remove(address: string): boolean {
    return this.peers.delete(address);
  }

  clear(): void {
    this.peers.clear();
  }

  devices(): P2pDevice[] {
    return [...this.peers.values()].map(peer => peer.device);
  }
}

export function ownsGroup(peer: Peer): boolean {
  return (peer.device.groupCapabilities & GROUP_OWNER) !== 0;
}

/** The group that the peer owns takes no more clients. */
export function isFull(peer: Peer): boolean {
  return (peer.device.groupCapabilities & GROUP_LIMIT) !== 0;
}

export function isInvitable(peer: Peer): boolean {
  return (peer.deviceCapabilities & INVITATION_PROCEDURE) !== 0;
}

/** A device of which only the address is known. */
export function unknownDevice(address: string, status: number): P2pDevice {
  return {
    deviceName: '',
    deviceAddress: address,
    deviceAddressType: 1,
    primaryDeviceType: '',
    deviceStatus: status,
    groupCapabilities: 0,
  };
}
