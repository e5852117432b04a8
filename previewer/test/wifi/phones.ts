import { MovableClock } from '../../src/clock/MovableClock.js';
import type { GroupNetwork, Lease } from '../../src/net/GroupNetwork.js';
import type { SupplicantEvent } from '../../src/supplicant/events.js';
import { createSimulatedAir, type SimulatedAir, type SimulatedRadio } from '../../src/supplicant/SimulatedAir.js';
import { createWifiService } from '../../src/wifi/createWifiService.js';
import type {
  P2pBinding,
  P2pConfig,
  P2pDevice,
  P2pEventName,
  WifiService,
  WifiSettings,
} from '../../src/wifi/WifiApi.js';
import { WifiFault } from '../../src/wifi/WifiApi.js';

const eventNames: P2pEventName[] = [
  'p2pStateChange',
  'p2pConnectionChange',
  'p2pDeviceChange',
  'p2pPeerDeviceChange',
  'p2pPersistentGroupChange',
  'p2pDiscoveryChange',
];

export const everyday = ['GET_WIFI_INFO', 'LOCATION', 'APPROXIMATELY_LOCATION'];

/** A virtual device without anything above its Wi-Fi service. */
export interface Phone {
  name: string;
  address: string;
  radio: SimulatedRadio;
  /** Tells the service an event that its radio did not send. */
  inject(event: SupplicantEvent): void;
  service: WifiService;
  app: P2pBinding;
  /** Events in the notation of platform behaviour §2.3, since the last `takeTrace`. */
  trace: string[];
  takeTrace(): string[];
  bind(permissions?: string[], options?: { uid?: number; isSystem?: boolean }): { app: P2pBinding; trace: string[] };
}

export interface World {
  clock: MovableClock;
  air: SimulatedAir;
  addPhone(settings?: Partial<WifiSettings>): Promise<Phone>;
  /** Moves the clock until the condition holds, at most for so many seconds. */
  until(condition: () => boolean, seconds?: number): Promise<void>;
  seconds(count: number): Promise<void>;
}

export function createWorld(seed = 1): World {
  const clock = new MovableClock({ speed: 0, start: 0 });
  const random = seeded(seed);
  const air = createSimulatedAir({ clock, random });
  const servers = new Map<string, { onLease: (address: string, hardware: string) => void; next: number }>();
  let count = 0;

  const world: World = {
    clock,
    air,
    async addPhone(settings = {}) {
      const number = ++count;
      const name = `Phone ${number}`;
      const address = `02:00:00:00:00:0${number}`;
      const radio = air.attach({ address, name });
      const listeners = new Set<(event: SupplicantEvent) => void>();
      const inject = (event: SupplicantEvent): void => listeners.forEach(listener => listener(event));
      radio.subscribe(inject);
      const service = createWifiService({
        clock,
        supplicant: {
          request: command => radio.request(command),
          subscribe: listener => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        },
        network: fakeNetwork(servers),
        deviceName: name,
        random,
        settings,
      });
      const bind: Phone['bind'] = (permissions = everyday, { uid = number, isSystem = false } = {}) => {
        const app = service.bind({
          uid,
          isSystemApplication: isSystem,
          hasPermission: permission => permissions.includes(permission.replace('ohos.permission.', '')),
        });
        return { app, trace: record(app) };
      };
      const { app, trace } = bind();
      service.setEnabled(true);
      await world.until(() => service.status.wifi === 'on');
      await world.seconds(1);
      trace.length = 0;
      return { name, address, radio, inject, service, app, trace, takeTrace: () => trace.splice(0), bind };
    },
    async until(condition, limit = 60) {
      for (let passed = 0; !condition(); passed += 50) {
        if (passed > limit * 1000) {
          throw new Error(`Not reached in ${limit} s: ${condition.toString()}`);
        }
        await clock.advance(50);
      }
    },
    seconds: secondsCount => clock.advance(secondsCount * 1000),
  };
  return world;
}

export function config(changes: Partial<P2pConfig> = {}): P2pConfig {
  return {
    deviceAddress: '',
    deviceAddressType: 0,
    netId: -1,
    passphrase: '',
    groupName: '',
    goBand: 0,
    ...changes,
  };
}

export function peerNamed(phone: Phone, name: string): P2pDevice | undefined {
  return phone.app.getP2pPeerDevices().find(peer => peer.deviceName === name);
}

export function connectTo(phone: Phone, name: string): void {
  const peer = peerNamed(phone, name);
  if (peer === undefined) {
    throw new Error(`${phone.name} does not see ${name}`);
  }
  phone.app.p2pConnect(config({ deviceAddress: peer.deviceAddress, deviceAddressType: peer.deviceAddressType }));
}

/** The internal number of the fault that the action throws; 0 when it does not. */
export function faultOf(action: () => unknown): number {
  try {
    action();
    return 0;
  } catch (error) {
    if (error instanceof WifiFault) {
      return error.internalCode;
    }
    throw error;
  }
}

export function answer(phone: Phone, accepted: boolean): void {
  const dialog = phone.service.dialogs[0];
  if (dialog === undefined) {
    throw new Error(`${phone.name} shows no dialog`);
  }
  phone.service.answerDialog(dialog.id, accepted);
}

/** A trace without the events of peers coming and going, whose number depends on chance. */
export function withoutPeers(trace: string[]): string[] {
  return trace.filter(entry => !entry.startsWith('PE'));
}

function record(app: P2pBinding): string[] {
  const trace: string[] = [];
  const receive = (event: P2pEventName, payload: unknown): void => {
    const notation = {
      p2pStateChange: () => `ST${payload as number}`,
      p2pConnectionChange: () => {
        const linked = payload as { connectState: number; isGroupOwner: boolean; groupOwnerAddr: string };
        return `CO{${linked.connectState},${linked.isGroupOwner},${linked.groupOwnerAddr}}`;
      },
      p2pDeviceChange: () => `DV${(payload as P2pDevice).deviceStatus}`,
      p2pPeerDeviceChange: () =>
        `PE[${(payload as P2pDevice[]).map(peer => `${peer.deviceName}:${peer.deviceStatus}`).join(' ')}]`,
      p2pPersistentGroupChange: () => 'PG',
      p2pDiscoveryChange: () => `DI${payload as number}`,
    };
    trace.push(notation[event]());
  };
  app.onEvent(receive);
  eventNames.forEach(event => app.register(event));
  return trace;
}

function fakeNetwork(
  servers: Map<string, { onLease: (address: string, hardware: string) => void; next: number }>,
): GroupNetwork {
  const own = new Map<string, string>();
  return {
    startServer({ interfaceName, group, onLease }) {
      own.set(interfaceName, group);
      servers.set(group, { onLease: (address, hardwareAddress) => onLease({ address, hardwareAddress }), next: 3 });
    },
    async startClient({ group, hardwareAddress }): Promise<Lease | undefined> {
      const server = servers.get(group);
      if (server === undefined) {
        return undefined;
      }
      const address = `192.168.49.${server.next++}`;
      server.onLease(address, hardwareAddress);
      return { address, serverAddress: '192.168.49.1' };
    },
    stop(interfaceName) {
      servers.delete(own.get(interfaceName) ?? '');
      own.delete(interfaceName);
    },
  };
}

/** The same sequence for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
