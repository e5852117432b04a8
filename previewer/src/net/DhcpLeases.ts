import type { Clock } from '../clock/Clock.js';

const FIRST_HOST = 3;
const LAST_HOST = 254;
/** Platform behaviour §4.1. */
const LEASE_MILLISECONDS = 21_600_000;

interface HeldLease {
  address: string;
  expires: number;
}

/**
 * The addresses a DHCP server of one group has given away: random, and the same again for the same hardware address.
 */
export class DhcpLeases {
  private readonly held = new Map<string, HeldLease>();

  constructor(
    private readonly clock: Clock,
    readonly serverAddress: string,
  ) {}

  /** Undefined when every address is taken. */
  offer(hardwareAddress: string): string | undefined {
    const address = this.held.get(hardwareAddress)?.address ?? this.pickFree();
    if (address !== undefined) {
      this.held.set(hardwareAddress, { address, expires: this.clock.now() + LEASE_MILLISECONDS });
    }
    return address;
  }

  private pickFree(): string | undefined {
    const now = this.clock.now();
    const taken = new Set<string>([this.serverAddress]);
    for (const [hardwareAddress, lease] of this.held) {
      if (lease.expires <= now) {
        this.held.delete(hardwareAddress);
      } else {
        taken.add(lease.address);
      }
    }
    const prefix = this.serverAddress.slice(0, this.serverAddress.lastIndexOf('.') + 1);
    const free: string[] = [];
    for (let host = FIRST_HOST; host <= LAST_HOST; host++) {
      if (!taken.has(prefix + host)) {
        free.push(prefix + host);
      }
    }
    return free[Math.floor(Math.random() * free.length)];
  }
}
