import type { Clock } from '../clock/Clock.js';
import type { ClientLease, GroupNetwork, Lease } from './GroupNetwork.js';
import { HostAllocation } from './HostAllocation.js';
import { MovableLink } from './links.js';
import type { Member, NetworkEvent, NetworkPort, NetworkReply } from './NetworkPort.js';
import type { NetworkStack, Route } from './NetworkStack.js';

const LOOPBACK = '127.0.0.1';
/** How long a DHCP client looks for a server. */
const DHCP_LIMIT_MILLISECONDS = 20_000;

/** The network of one virtual device, inside its own process. */
export interface DeviceNetwork extends NetworkStack, GroupNetwork {
  /** Takes every address away. */
  close(): void;
}

interface OwnInterface {
  group: string;
  /** Undefined until a client has its lease. */
  own?: { address: string; real: string };
  onLease?: (lease: ClientLease) => void;
  links: Map<number, { member: Member; link: MovableLink }>;
}

/** `port` leads to the plan of the lab; `deviceId` names the device in errors. */
export async function createDeviceNetwork(options: {
  port: NetworkPort;
  deviceId: string;
  clock: Clock;
}): Promise<DeviceNetwork> {
  const reply = await options.port.request({ kind: 'open' });
  if (reply.kind !== 'opened') {
    throw new Error(`${options.deviceId} is not attached to the virtual network.`);
  }
  return new LoopbackDeviceNetwork(options.port, options.clock, new HostAllocation(reply.hosts));
}

class LoopbackDeviceNetwork implements DeviceNetwork {
  private readonly interfaces = new Map<string, OwnInterface>();
  private readonly listeners = new Set<() => void>();
  private readonly ownLink = new MovableLink();
  private readonly unsubscribe: () => void;
  private members: Member[] = [];

  constructor(
    private readonly port: NetworkPort,
    private readonly clock: Clock,
    private readonly hosts: HostAllocation,
  ) {
    this.unsubscribe = port.subscribe(event => this.receive(event));
  }

  startServer(options: {
    interfaceName: string;
    group: string;
    address: string;
    onLease: (lease: ClientLease) => void;
  }): void {
    const { interfaceName, group, address, onLease } = options;
    this.remove(interfaceName);
    const real = this.hosts.take(address, this.realsInUse());
    this.interfaces.set(interfaceName, { group, own: { address, real }, onLease, links: new Map() });
    this.tell(this.port.request({ kind: 'serve', interfaceName, group, address, real }));
    this.changed();
  }

  async startClient(options: {
    interfaceName: string;
    group: string;
    hardwareAddress: string;
  }): Promise<Lease | undefined> {
    const { interfaceName, group } = options;
    this.stop(interfaceName);
    const added: OwnInterface = { group, links: new Map() };
    this.interfaces.set(interfaceName, added);
    const offer = await this.withinLimit(this.port.request({ kind: 'discover', ...options }));
    if (offer?.kind !== 'offered' || this.interfaces.get(interfaceName) !== added) {
      return undefined;
    }
    const { address, serverAddress } = offer.lease;
    const real = this.hosts.take(address, this.realsInUse());
    added.own = { address, real };
    this.linkMembers();
    const reply = await this.withinLimit(this.port.request({ kind: 'join', ...options, address, real }));
    if (this.interfaces.get(interfaceName) !== added) {
      return undefined;
    }
    if (reply?.kind !== 'done') {
      this.stop(interfaceName);
      return undefined;
    }
    this.changed();
    return { address, serverAddress };
  }

  stop(interfaceName: string): void {
    if (this.remove(interfaceName)) {
      this.tell(this.port.request({ kind: 'stop', interfaceName }));
      this.changed();
    }
  }

  close(): void {
    for (const name of Array.from(this.interfaces.keys())) {
      this.stop(name);
    }
    this.unsubscribe();
    this.listeners.clear();
  }

  ownAddresses(): string[] {
    return [LOOPBACK, ...this.configured().map(({ own }) => own.address)];
  }

  realOf(ownVirtual: string): string | undefined {
    if (ownVirtual === LOOPBACK) {
      return this.hosts.own;
    }
    return this.configured().find(({ own }) => own.address === ownVirtual)?.own.real;
  }

  routeTo(remoteVirtual: string): Route | undefined {
    const ownReal = this.realOf(remoteVirtual);
    if (ownReal !== undefined) {
      return this.routeToSelf(remoteVirtual, ownReal);
    }
    return this.findRoute(({ member }) => member.address === remoteVirtual);
  }

  routeOfAccepted(localReal: string, remoteReal: string): Route | undefined {
    if (localReal === remoteReal) {
      const own = this.ownAddresses().find(address => this.realOf(address) === localReal);
      return own === undefined ? undefined : this.routeToSelf(own, localReal);
    }
    return this.findRoute(({ own, member }) => own.real === localReal && member.real === remoteReal);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private routeToSelf(address: string, real: string): Route {
    return { localVirtual: address, remoteVirtual: address, localReal: real, remoteReal: real, link: this.ownLink };
  }

  private findRoute(
    matches: (ends: { own: { address: string; real: string }; member: Member }) => boolean,
  ): Route | undefined {
    for (const { own, links } of this.configured()) {
      for (const { member, link } of links.values()) {
        if (matches({ own, member })) {
          const ends = { localVirtual: own.address, remoteVirtual: member.address };
          return { ...ends, localReal: own.real, remoteReal: member.real, link };
        }
      }
    }
    return undefined;
  }

  private configured(): (OwnInterface & { own: { address: string; real: string } })[] {
    return Array.from(this.interfaces.values()).flatMap(candidate =>
      candidate.own === undefined ? [] : [{ ...candidate, own: candidate.own }],
    );
  }

  private realsInUse(): Set<string> {
    return new Set(this.configured().map(({ own }) => own.real));
  }

  private receive(event: NetworkEvent): void {
    if (event.kind === 'leased') {
      this.interfaces.get(event.interfaceName)?.onLease?.(event.lease);
      return;
    }
    this.members = event.members;
    this.linkMembers();
    this.tell(this.port.request({ kind: 'confirm', version: event.version }));
  }

  private linkMembers(): void {
    for (const { group, own, links } of this.interfaces.values()) {
      const present = new Set<number>();
      for (const member of this.members) {
        if (own !== undefined && member.group === group) {
          present.add(member.id);
          const entry = links.get(member.id) ?? { member, link: new MovableLink() };
          links.set(member.id, entry);
          entry.link.move(member.link);
        }
      }
      for (const [id, { link }] of Array.from(links)) {
        if (!present.has(id)) {
          links.delete(id);
          link.move('lost');
        }
      }
    }
  }

  private remove(interfaceName: string): boolean {
    const removed = this.interfaces.get(interfaceName);
    this.interfaces.delete(interfaceName);
    for (const { link } of removed?.links.values() ?? []) {
      link.move('lost');
    }
    return removed !== undefined;
  }

  private changed(): void {
    for (const listener of Array.from(this.listeners)) {
      listener();
    }
  }

  /** A plan that is gone answers nothing, which leaves the device without neighbours: there is nobody to tell. */
  private tell(request: Promise<NetworkReply>): void {
    request.catch(() => undefined);
  }

  private withinLimit(request: Promise<NetworkReply>): Promise<NetworkReply | undefined> {
    return new Promise(resolve => {
      const limit = this.clock.setTimeout(() => resolve(undefined), DHCP_LIMIT_MILLISECONDS);
      request
        .catch(() => undefined)
        .then(reply => {
          this.clock.clear(limit);
          resolve(reply);
        });
    });
  }
}
