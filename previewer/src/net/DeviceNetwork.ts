import type { Clock } from '../clock/Clock.js';
import type { ClientLease, GroupNetwork, Lease } from './GroupNetwork.js';
import { HostAllocation } from './HostAllocation.js';
import type { Member, NetworkEvent, NetworkPort, NetworkReply } from './NetworkPort.js';
import type { FollowedStack, InterfaceState } from './NetworkStack.js';
import { RouteTable } from './RouteTable.js';

/** How long a DHCP client looks for a server. */
const DHCP_LIMIT_MILLISECONDS = 20_000;

/** The network of one virtual device, inside its own process. */
export interface DeviceNetwork extends FollowedStack, GroupNetwork {
  /** Takes every address away. */
  close(): void;
}

interface OwnInterface {
  id: number;
  group: string;
  /** Undefined until a client has its lease. */
  own?: { address: string; real: string };
  onLease?: (lease: ClientLease) => void;
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

class LoopbackDeviceNetwork extends RouteTable implements DeviceNetwork {
  private readonly interfaces = new Map<string, OwnInterface>();
  private readonly unsubscribe: () => void;
  private members: Member[] = [];
  private lastId = 0;

  constructor(
    private readonly port: NetworkPort,
    private readonly clock: Clock,
    private readonly hosts: HostAllocation,
  ) {
    super(clock, { loopback: hosts.own, interfaces: [] });
    this.unsubscribe = port.subscribe(event => void this.receive(event));
  }

  startServer(options: {
    interfaceName: string;
    group: string;
    address: string;
    onLease: (lease: ClientLease) => void;
  }): void {
    const { interfaceName, group, address, onLease } = options;
    this.interfaces.delete(interfaceName);
    const real = this.hosts.take(address, this.realsInUse());
    this.interfaces.set(interfaceName, { id: ++this.lastId, group, own: { address, real }, onLease });
    this.tell(this.port.request({ kind: 'serve', interfaceName, group, address, real }));
    void this.update();
  }

  async startClient(options: {
    interfaceName: string;
    group: string;
    hardwareAddress: string;
  }): Promise<Lease | undefined> {
    const { interfaceName, group } = options;
    this.stop(interfaceName);
    const added: OwnInterface = { id: ++this.lastId, group };
    this.interfaces.set(interfaceName, added);
    const offer = await this.withinLimit(this.port.request({ kind: 'discover', ...options }));
    if (offer?.kind !== 'offered' || this.interfaces.get(interfaceName) !== added) {
      return undefined;
    }
    const { address, serverAddress } = offer.lease;
    const real = this.hosts.take(address, this.realsInUse());
    added.own = { address, real };
    await this.update();
    const reply = await this.withinLimit(this.port.request({ kind: 'join', ...options, address, real }));
    if (this.interfaces.get(interfaceName) !== added) {
      return undefined;
    }
    if (reply?.kind !== 'done') {
      this.stop(interfaceName);
      return undefined;
    }
    return { address, serverAddress };
  }

  stop(interfaceName: string): void {
    if (this.interfaces.delete(interfaceName)) {
      this.tell(this.port.request({ kind: 'stop', interfaceName }));
      void this.update();
    }
  }

  close(): void {
    for (const name of Array.from(this.interfaces.keys())) {
      this.stop(name);
    }
    this.unsubscribe();
  }

  private realsInUse(): Set<string> {
    return new Set(this.state.interfaces.map(({ real }) => real));
  }

  private async receive(event: NetworkEvent): Promise<void> {
    if (event.kind === 'leased') {
      this.interfaces.get(event.interfaceName)?.onLease?.(event.lease);
      return;
    }
    this.members = event.members;
    await this.update();
    this.tell(this.port.request({ kind: 'confirm', version: event.version }));
  }

  /** Resolves when every thread of the device knows it. */
  private update(): Promise<void> {
    const interfaces = Array.from(this.interfaces.values()).flatMap(({ id, group, own }): InterfaceState[] => {
      const members = this.members.filter(member => member.group === group);
      return own === undefined ? [] : [{ id, ...own, members }];
    });
    return this.apply({ ...this.state, interfaces });
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
