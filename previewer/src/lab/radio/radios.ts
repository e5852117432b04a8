import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../clock/Clock.js';
import type { LoopbackPlan } from '../../net/LoopbackPlan.js';
import { createSimulatedAir } from '../../supplicant/SimulatedAir.js';
import type { HostedRadio } from '../DeviceHost.js';
import { type RadioInterface, RadioNamespace, removeLeftOvers } from './RadioNamespace.js';

/** The radios of a lab's devices. */
export interface Radios {
  /** `number` counts from 1; `directory` is for files that last as long as the lab. */
  of(device: { number: number; id: string; name: string; directory: string }): HostedRadio;
  /** To be called when no device runs any more. */
  close(): Promise<void>;
}

/** Devices that share one simulated air and the plan of one net. */
export function createSimulatedRadios(clock: Clock, plan: LoopbackPlan): Radios {
  const air = createSimulatedAir({ clock });
  return {
    of: ({ number, id, name }) => {
      const address = `3e:5b:1c:20:00:${number.toString(16).padStart(2, '0')}`;
      return {
        launcher: [],
        description: { kind: 'simulated' },
        attach: () => ({ supplicant: air.attach({ address, name }), network: plan.attach(id) }),
      };
    },
    close: async () => undefined,
  };
}

/** Moves each radio into a network namespace for its device; `close` gives them back. Rejects when one cannot be. */
export async function openRealRadios(interfaces: readonly RadioInterface[]): Promise<Radios> {
  await removeLeftOvers();
  const namespaces: RadioNamespace[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(namespaces.map(namespace => namespace.close()));
  };
  try {
    for (const [index, radio] of interfaces.entries()) {
      namespaces.push(await RadioNamespace.open(`phone-${index + 1}`, radio));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    of: ({ number, id, directory }) => {
      const radioDirectory = join(directory, `${id}.radio`);
      mkdirSync(radioDirectory);
      return {
        launcher: namespaces[number - 1]?.launcher ?? [],
        description: {
          kind: 'wpa',
          interfaceName: interfaces[number - 1]?.interfaceName ?? '',
          directory: radioDirectory,
        },
        attach: () => ({}),
      };
    },
    close,
  };
}
