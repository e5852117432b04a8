export interface Lease {
  /** The client's own address. */
  address: string;
  /** The group owner's address. */
  serverAddress: string;
}

export interface ClientLease {
  /** Hardware address of the client's group interface. */
  hardwareAddress: string;
  address: string;
}

/** IP configuration of a group interface: the DHCP server of a group owner, the DHCP client of a group client. */
export interface GroupNetwork {
  /**
   * Gives the interface its address and serves leases from .3 on in the same /24.
   * `group` identifies the group on the air and is equal on all its members.
   */
  startServer(options: {
    interfaceName: string;
    group: string;
    address: string;
    onLease: (lease: ClientLease) => void;
  }): void;
  /**
   * Asks for a lease; undefined when the group has no server that answers. Not cancelled by `stop`, but answered
   * undefined after it.
   */
  startClient(options: { interfaceName: string; group: string; hardwareAddress: string }): Promise<Lease | undefined>;
  /** Takes the interface's addresses away and brings its links down. Unknown names are ignored. */
  stop(interfaceName: string): void;
}
