import type { ClientLease, Lease } from './GroupNetwork.js';
import type { LinkDescription } from './LinkFault.js';

/** A group interface of some device, as another member of its group sees it. */
export interface Member {
  /** Unique for the life of the plan: an interface that comes back is another member. */
  id: number;
  group: string;
  /** Its address on the group. */
  address: string;
  /** The loopback address that stands for it. */
  real: string;
  link: LinkDescription;
}

export type NetworkCommand =
  /** Asks for the loopback addresses of the device. */
  | { kind: 'open' }
  | { kind: 'serve'; interfaceName: string; group: string; address: string; real: string }
  /** Asks for a lease; answered when the group has a server, or never. */
  | { kind: 'discover'; interfaceName: string; group: string; hardwareAddress: string }
  /** Takes the lease; answered when every member of the group knows the new one. */
  | { kind: 'join'; interfaceName: string; group: string; hardwareAddress: string; address: string; real: string }
  | { kind: 'stop'; interfaceName: string }
  /** The device has taken over the members of this version. */
  | { kind: 'confirm'; version: number };

export type NetworkReply =
  | { kind: 'done' }
  | { kind: 'opened'; hosts: string[] }
  | { kind: 'offered'; lease: Lease }
  /** Nobody serves the group any more, or the interface was stopped meanwhile. */
  | { kind: 'none' };

export type NetworkEvent =
  /** Every other member of the groups that the device is in. */
  | { kind: 'members'; version: number; members: Member[] }
  /** A client took a lease from the device's server. */
  | { kind: 'leased'; interfaceName: string; lease: ClientLease };

/**
 * The way from a device to the plan of its net. Everything that passes is plain JSON, so the plan may be in another
 * process.
 */
export interface NetworkPort {
  request(command: NetworkCommand): Promise<NetworkReply>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: NetworkEvent) => void): () => void;
}
