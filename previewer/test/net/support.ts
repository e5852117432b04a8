import { MovableClock } from '../../src/clock/MovableClock.js';
import { createDeviceNetwork } from '../../src/net/DeviceNetwork.js';
import type { DeviceNetwork } from '../../src/net/DeviceNetwork.js';
import type { ClientLease, Lease } from '../../src/net/GroupNetwork.js';
import { createLoopbackPlan } from '../../src/net/LoopbackPlan.js';
import type { LoopbackPlan } from '../../src/net/LoopbackPlan.js';
import type { NetworkPort } from '../../src/net/NetworkPort.js';

export const OWNER_ADDRESS = '192.168.49.1';
export const INTERFACE = 'p2p-p2p0-0';
const GROUP = 'DIRECT-ab-group';

/** A plan with devices that come and go, on a clock that stands still. */
export class NetworkBench {
  readonly leases: ClientLease[] = [];
  private readonly detachers = new Map<string, () => void>();

  private constructor(
    readonly clock: MovableClock,
    readonly plan: LoopbackPlan,
  ) {}

  static async open(): Promise<NetworkBench> {
    const clock = new MovableClock({ speed: 0 });
    return new NetworkBench(clock, await createLoopbackPlan({ clock }));
  }

  async device(deviceId: string): Promise<DeviceNetwork> {
    const port = this.plan.attach(deviceId);
    this.detachers.set(deviceId, () => port.detach());
    return createDeviceNetwork({ port, deviceId, clock: this.clock });
  }

  /** As `device`, with JSON and a delay in between, as to another process. */
  async remoteDevice(deviceId: string): Promise<DeviceNetwork> {
    const port = this.plan.attach(deviceId);
    const remote: NetworkPort = {
      request: async command => overWire(await port.request(await overWire(command))),
      subscribe: listener => port.subscribe(event => void overWire(event).then(listener)),
    };
    return createDeviceNetwork({ port: remote, deviceId, clock: this.clock });
  }

  /** The device's process dies. */
  kill(deviceId: string): void {
    this.detachers.get(deviceId)?.();
  }

  own(owner: DeviceNetwork, group = GROUP): void {
    const onLease = (lease: ClientLease): void => void this.leases.push(lease);
    owner.startServer({ interfaceName: INTERFACE, group, address: OWNER_ADDRESS, onLease });
  }

  async join(client: DeviceNetwork, hardwareAddress: string, group = GROUP): Promise<Lease> {
    const lease = await client.startClient({ interfaceName: INTERFACE, group, hardwareAddress });
    if (lease === undefined) {
      throw new Error('The client got no lease.');
    }
    return lease;
  }

  close(): void {
    this.plan.close();
    this.clock.close();
  }
}

async function overWire<Message>(message: Message): Promise<Message> {
  const text = JSON.stringify(message);
  await new Promise(resolve => setImmediate(resolve));
  return JSON.parse(text) as Message;
}

/** Waits until a condition holds, for real I/O to arrive. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const limit = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > limit) {
      throw new Error(`Waited in vain: ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
