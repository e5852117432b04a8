import type { Clock } from '../clock/Clock.js';
import { DhcpLeases } from './DhcpLeases.js';
import { leaseLoopbackNet } from './loopbackNet.js';
import type { LoopbackNet } from './loopbackNet.js';
import type { LinkDescription, LinkFault } from './LinkFault.js';
import type { NetworkCommand, NetworkEvent, NetworkPort, NetworkReply } from './NetworkPort.js';

/** Loopback addresses of one device: one for its own 127.0.0.1, the others for its addresses in groups. */
const HOSTS_PER_DEVICE = 12;
const FIRST_HOST = 2;
const BLOCKS = Math.floor((255 - FIRST_HOST) / HOSTS_PER_DEVICE);

/**
 * The lab's side of the virtual network: who has which loopback address, which links exist, and the DHCP of each group.
 */
export interface LoopbackPlan {
  /** Throws when the plan has no addresses left. */
  attach(deviceId: string): NetworkPort & { detach(): void };
  /** Makes the link between two devices, open connections included, what `fault` says; `{}` is a good link. */
  setLink(deviceA: string, deviceB: string, fault: LinkFault): void;
  close(): void;
}

interface Device {
  id: string;
  block: number;
  listeners: Set<(event: NetworkEvent) => void>;
}

interface Interface {
  id: number;
  device: Device;
  name: string;
  group: string;
  address: string;
  real: string;
  /** Present on the server of the group. */
  leases?: DhcpLeases;
}

/** Somebody who waits until every device of a list has taken over a version of the members. */
interface Waiting {
  version: number;
  devices: Set<Device>;
  done: () => void;
}

interface Discovery {
  device: Device;
  command: Extract<NetworkCommand, { kind: 'discover' }>;
  answer: (reply: NetworkReply) => void;
}

export async function createLoopbackPlan(options: { clock: Clock }): Promise<LoopbackPlan> {
  return new Plan(options.clock, await leaseLoopbackNet());
}

class Plan implements LoopbackPlan {
  private readonly devices = new Set<Device>();
  private readonly links = new Map<string, LinkDescription>();
  private interfaces: Interface[] = [];
  private waiting: Waiting[] = [];
  private discoveries: Discovery[] = [];
  private nextId = 1;
  private version = 0;

  constructor(
    private readonly clock: Clock,
    private readonly net: LoopbackNet,
  ) {}

  attach(deviceId: string): NetworkPort & { detach(): void } {
    const blocks = new Set(Array.from(this.devices, device => device.block));
    const block = Array.from({ length: BLOCKS }, (_, index) => index).find(index => !blocks.has(index));
    if (block === undefined) {
      throw new Error(`A virtual network has room for ${BLOCKS} devices.`);
    }
    const device: Device = { id: deviceId, block, listeners: new Set() };
    this.devices.add(device);
    return {
      request: async command => this.answer(device, command),
      subscribe: listener => {
        device.listeners.add(listener);
        return () => device.listeners.delete(listener);
      },
      detach: () => this.detach(device),
    };
  }

  setLink(deviceA: string, deviceB: string, { connections, ...condition }: LinkFault): void {
    const key = pairKey(deviceA, deviceB);
    const before = this.links.get(key)?.last;
    const last = connections === undefined ? before : { number: (before?.number ?? 0) + 1, fault: connections };
    this.links.set(key, { ...condition, ...last && { last } });
    this.publish(Array.from(this.devices).filter(device => device.id === deviceA || device.id === deviceB));
  }

  close(): void {
    for (const device of Array.from(this.devices)) {
      this.detach(device);
    }
    this.net.release();
  }

  private async answer(device: Device, command: NetworkCommand): Promise<NetworkReply> {
    if (!this.devices.has(device)) {
      return { kind: 'none' };
    }
    switch (command.kind) {
      case 'open': {
        const first = FIRST_HOST + device.block * HOSTS_PER_DEVICE;
        return {
          kind: 'opened',
          hosts: Array.from({ length: HOSTS_PER_DEVICE }, (_, index) => `${this.net.prefix}.${first + index}`),
        };
      }
      case 'serve':
        this.removeInterface(device, command.interfaceName);
        this.addInterface(device, command, new DhcpLeases(this.clock, command.address));
        this.offerToWaiting(command.group);
        return { kind: 'done' };
      case 'discover':
        return this.discover(device, command);
      case 'join':
        return this.join(device, command);
      case 'stop':
        this.removeInterface(device, command.interfaceName);
        return { kind: 'done' };
      case 'confirm':
        this.confirm(device, command.version);
        return { kind: 'done' };
    }
  }

  private discover(device: Device, command: Discovery['command']): NetworkReply | Promise<NetworkReply> {
    const reply = this.offer(command);
    if (reply !== undefined) {
      return reply;
    }
    return new Promise(answer => this.discoveries.push({ device, command, answer }));
  }

  private offer(command: Discovery['command']): NetworkReply | undefined {
    const leases = this.serverOf(command.group)?.leases;
    const address = leases?.offer(command.hardwareAddress);
    return leases && address ? { kind: 'offered', lease: { address, serverAddress: leases.serverAddress } } : undefined;
  }

  private offerToWaiting(group: string): void {
    this.discoveries = this.discoveries.filter(({ command, answer }) => {
      const reply = command.group === group ? this.offer(command) : undefined;
      if (reply !== undefined) {
        answer(reply);
      }
      return reply === undefined;
    });
  }

  private async join(device: Device, command: Extract<NetworkCommand, { kind: 'join' }>): Promise<NetworkReply> {
    const server = this.serverOf(command.group);
    if (server === undefined) {
      return { kind: 'none' };
    }
    this.removeInterface(device, command.interfaceName);
    const others = this.interfaces.filter(({ group }) => group === command.group).map(other => other.device);
    const known = this.confirmedBy([device, ...others]);
    const added = this.addInterface(device, command);
    const { hardwareAddress, address } = command;
    this.send(server.device, { kind: 'leased', interfaceName: server.name, lease: { hardwareAddress, address } });
    await known;
    return this.interfaces.includes(added) && this.interfaces.includes(server) ? { kind: 'done' } : { kind: 'none' };
  }

  private addInterface(
    device: Device,
    { interfaceName, group, address, real }: { interfaceName: string; group: string; address: string; real: string },
    leases?: DhcpLeases,
  ): Interface {
    const added: Interface = { id: this.nextId++, device, name: interfaceName, group, address, real, leases };
    this.interfaces.push(added);
    this.publishGroup(group);
    return added;
  }

  private removeInterface(device: Device, name: string): void {
    this.forgetDiscoveries(discovery => discovery.device === device && discovery.command.interfaceName === name);
    const removed = this.interfaces.filter(candidate => candidate.device === device && candidate.name === name);
    this.interfaces = this.interfaces.filter(candidate => !removed.includes(candidate));
    for (const { group } of removed) {
      this.publishGroup(group);
    }
    if (removed.length > 0) {
      this.publish([device]);
    }
  }

  private detach(device: Device): void {
    this.devices.delete(device);
    device.listeners.clear();
    this.forgetDiscoveries(discovery => discovery.device === device);
    this.confirm(device, this.version);
    const groups = this.interfaces.filter(candidate => candidate.device === device).map(({ group }) => group);
    this.interfaces = this.interfaces.filter(candidate => candidate.device !== device);
    for (const group of groups) {
      this.publishGroup(group);
    }
  }

  private forgetDiscoveries(matches: (discovery: Discovery) => boolean): void {
    const forgotten = this.discoveries.filter(matches);
    this.discoveries = this.discoveries.filter(discovery => !forgotten.includes(discovery));
    for (const { answer } of forgotten) {
      answer({ kind: 'none' });
    }
  }

  /** Resolves when all of them have taken over the next version. */
  private confirmedBy(devices: Device[]): Promise<void> {
    return new Promise(done => this.waiting.push({ version: this.version + 1, devices: new Set(devices), done }));
  }

  private confirm(device: Device, version: number): void {
    for (const waiting of this.waiting) {
      if (waiting.version <= version) {
        waiting.devices.delete(device);
      }
    }
    const ready = this.waiting.filter(({ devices }) => devices.size === 0);
    this.waiting = this.waiting.filter(({ devices }) => devices.size > 0);
    for (const { done } of ready) {
      done();
    }
  }

  private serverOf(group: string): Interface | undefined {
    return this.interfaces.find(candidate => candidate.group === group && candidate.leases !== undefined);
  }

  private publishGroup(group: string): void {
    this.publish(this.interfaces.filter(candidate => candidate.group === group).map(({ device }) => device));
  }

  private publish(devices: Iterable<Device>): void {
    const version = ++this.version;
    for (const device of new Set(devices)) {
      this.send(device, { kind: 'members', version, members: this.membersSeenBy(device) });
    }
  }

  private membersSeenBy(viewer: Device): Extract<NetworkEvent, { kind: 'members' }>['members'] {
    const groups = new Set(this.interfaces.filter(({ device }) => device === viewer).map(({ group }) => group));
    return this.interfaces
      .filter(({ device, group }) => device !== viewer && groups.has(group))
      .map(({ id, device, group, address, real }) => ({
        id,
        group,
        address,
        real,
        link: this.links.get(pairKey(viewer.id, device.id)) ?? {},
      }));
  }

  private send(device: Device, event: NetworkEvent): void {
    for (const listener of device.listeners) {
      listener(event);
    }
  }
}

function pairKey(deviceA: string, deviceB: string): string {
  return [deviceA, deviceB].sort().join('\n');
}
