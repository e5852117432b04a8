import type { CompiledHap } from '../arkts/Hap.js';
import type { UiConfiguration } from '../arkui/ArkUi.js';
import type { Clock } from '../clock/Clock.js';
import { createDeviceNetwork } from '../net/DeviceNetwork.js';
import { createLoopbackPlan, type LoopbackPlan } from '../net/LoopbackPlan.js';
import { createSimulatedAir, type SimulatedAir } from '../supplicant/SimulatedAir.js';
import type { WifiSettings } from '../wifi/WifiApi.js';
import type { ThreadOptions } from './threads/threadMessages.js';
import { createVirtualDevice, type VirtualDevice } from './VirtualDevice.js';

export interface DevicesOptions {
  hap: CompiledHap;
  clock: Clock;
  /** How many; they are called Phone 1, Phone 2, … and have the ids phone-1, phone-2, … */
  count: number;
  random?: () => number;
  settings?: Partial<WifiSettings>;
  configuration?: Partial<UiConfiguration>;
  /** As for one device. */
  workerThreads?: ThreadOptions;
}

/** Several devices in one process, on one clock, one air and one virtual network. */
export interface Devices {
  readonly all: readonly VirtualDevice[];
  readonly air: SimulatedAir;
  readonly plan: LoopbackPlan;
  close(): void;
}

export async function createDevices(options: DevicesOptions): Promise<Devices> {
  const { hap, clock, count, random, settings, configuration, workerThreads } = options;
  const plan = await createLoopbackPlan({ clock });
  const air = createSimulatedAir({ clock, ...random && { random } });
  const all: VirtualDevice[] = [];
  const detachments: (() => void)[] = [];
  for (let number = 1; number <= count; number++) {
    const id = `phone-${number}`;
    const name = `Phone ${number}`;
    const port = plan.attach(id);
    const supplicant = air.attach({ address: deviceAddress(number), name });
    const network = await createDeviceNetwork({ port, deviceId: id, clock });
    detachments.push(() => port.detach(), () => supplicant.detach());
    all.push(createVirtualDevice({
      id, name, clock, supplicant, network, hap,
      ...random && { random }, ...settings && { settings }, ...configuration && { configuration },
      ...workerThreads && { workerThreads },
    }));
  }
  return {
    all,
    air,
    plan,
    close: () => {
      all.forEach(device => device.close());
      detachments.forEach(detach => detach());
      plan.close();
    },
  };
}

/** A locally administered address. */
function deviceAddress(number: number): string {
  return `02:00:00:00:00:${number.toString(16).padStart(2, '0')}`;
}
