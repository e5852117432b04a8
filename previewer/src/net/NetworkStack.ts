/** The life of one Wi-Fi Direct link. Once down it stays down: a later group makes new links. */
export interface Link {
  readonly isUp: boolean;
  /** Down for good, rather than stalled. */
  readonly isLost: boolean;
  /** Called when the link goes down, stalls or resumes; returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
}

/** How a connection between two virtual addresses reaches the kernel. */
export interface Route {
  localVirtual: string;
  remoteVirtual: string;
  /** Loopback address to bind the source to. */
  localReal: string;
  /** Loopback address to connect to. */
  remoteReal: string;
  link: Link;
}

/**
 * The addresses of one virtual device (192.168.49.x of its group, its own 127.0.0.1) and the loopback addresses that
 * stand for them. Synchronous, inside the device's own process; nothing here relays a byte.
 */
export interface NetworkStack {
  /** Virtual addresses this device has now; `127.0.0.1` always. */
  ownAddresses(): string[];
  /** The loopback address behind one of its own virtual addresses; undefined when the device does not have it. */
  realOf(ownVirtual: string): string | undefined;
  /**
   * The way to a virtual address, or undefined when there is none (no group, unknown host): ENETUNREACH on a device.
   */
  routeTo(remoteVirtual: string): Route | undefined;
  /** The way that an accepted connection came, or undefined when it does not come from the device's net: refuse it. */
  routeOfAccepted(localReal: string, remoteReal: string): Route | undefined;
  /** Called when addresses come or go; returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
}
