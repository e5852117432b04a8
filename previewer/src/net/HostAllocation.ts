/**
 * Which of a device's loopback addresses stands for which of its virtual ones: an address that returns gets the same
 * one.
 */
export class HostAllocation {
  /** Stands for the device's own 127.0.0.1. */
  readonly own: string;
  /** Virtual → loopback, least recently used first. */
  private readonly used = new Map<string, string>();
  private readonly fresh: string[];

  constructor(hosts: string[]) {
    const [own, ...others] = hosts;
    if (own === undefined) {
      throw new Error('A device needs a loopback address.');
    }
    this.own = own;
    this.fresh = others;
  }

  /** `inUse` are loopback addresses that stand for a virtual one at present. Throws when there is no other. */
  take(virtual: string, inUse: Set<string>): string {
    const real = this.used.get(virtual) ?? this.fresh.shift() ?? this.recycle(inUse);
    this.used.delete(virtual);
    this.used.set(virtual, real);
    return real;
  }

  private recycle(inUse: Set<string>): string {
    for (const [virtual, real] of this.used) {
      if (!inUse.has(real)) {
        this.used.delete(virtual);
        return real;
      }
    }
    throw new Error('The device is in more groups than it has loopback addresses for.');
  }
}
