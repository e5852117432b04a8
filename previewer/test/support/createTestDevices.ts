import type { TestContext } from 'node:test';
import type { CompiledHap } from '../../src/arkts/Hap.js';
import type { UiNode } from '../../src/arkui/ArkUi.js';
import { MovableClock } from '../../src/clock/MovableClock.js';
import { createDevices, type Devices, type DevicesOptions } from '../../src/device/createDevices.js';
import type { VirtualDevice } from '../../src/device/VirtualDevice.js';

export interface TestDevices extends Devices {
  readonly clock: MovableClock;
}

const STEP = 50;
const WAIT_LIMIT = 60_000;

/** Devices that end with the test, on one clock that stands still unless `speed` says otherwise. */
export async function createTestDevices(
  context: TestContext,
  hap: CompiledHap,
  options: Partial<DevicesOptions> & { speed?: number } = {},
): Promise<TestDevices> {
  const { speed = 0, ...others } = options;
  const clock = new MovableClock({ speed, start: Date.UTC(2030, 0, 1) });
  const devices = await createDevices({ hap, clock, count: 1, ...others });
  context.after(() => {
    devices.close();
    clock.close();
  });
  return { ...devices, clock };
}

/** Moves a standing clock until the condition holds, at most a minute of it; then fails with `what`. */
export async function waitUntil(clock: MovableClock, what: string, condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += STEP) {
    if (waited >= WAIT_LIMIT) {
      throw new Error(`Waited in vain: ${what}`);
    }
    await clock.advance(STEP);
  }
}

export function findById(device: VirtualDevice, id: string): UiNode | undefined {
  const search = (node: UiNode): UiNode | undefined => {
    if (node.key === id) {
      return node;
    }
    for (const child of node.children) {
      const found = search(child);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  };
  return device.ui === undefined ? undefined : search(device.ui.root());
}

export function tap(device: VirtualDevice, id: string): void {
  const node = findById(device, id);
  if (node === undefined) {
    throw new Error(`There is no component '${id}' on ${device.status.name}.`);
  }
  device.command({ kind: 'input', event: { kind: 'click', node: node.id } });
}
