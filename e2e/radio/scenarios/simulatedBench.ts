import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledHap } from '../../../previewer/src/arkts/Hap.js';
import { MovableClock } from '../../../previewer/src/clock/MovableClock.js';
import { createVirtualDevice, type VirtualDevice } from '../../../previewer/src/device/VirtualDevice.js';
import { createDeviceNetwork } from '../../../previewer/src/net/DeviceNetwork.js';
import { createLoopbackPlan } from '../../../previewer/src/net/LoopbackPlan.js';
import { createSimulatedAir, type SimulatedRadio } from '../../../previewer/src/supplicant/SimulatedAir.js';
import type { Bench } from './Bench.js';
import { Phone } from './Phone.js';
import { Trace, tracePort } from './Trace.js';

const STEP_MS = 50;
const REAL_STEP_MS = 2;
const ANY_DAY = Date.UTC(2030, 0, 1);

interface RunningDevice {
  device: VirtualDevice;
  radio: SimulatedRadio;
  close(): void;
}

export interface ClosableBench extends Bench {
  close(): Promise<void>;
}

/** Three phones with the application on one simulated air and one clock that moves only while somebody waits. */
export async function createSimulatedBench(hap: CompiledHap, random: () => number = Math.random): Promise<ClosableBench> {
  const clock = new MovableClock({ speed: 0, start: ANY_DAY });
  const air = createSimulatedAir({ clock, random });
  const plan = await createLoopbackPlan({ clock });
  const trace = new Trace(() => clock.now());
  const running = new Map<string, RunningDevice>();
  const folder = mkdtempSync(join(tmpdir(), 'radio-'));
  const storageOf = (phone: Phone): string => join(folder, idOf(phone));

  const start = async (phone: Phone): Promise<void> => {
    const id = idOf(phone);
    mkdirSync(storageOf(phone), { recursive: true });
    const radio = air.attach({ address: addressOf(phone), name: phone.name });
    const port = plan.attach(id);
    const network = await createDeviceNetwork({ port, deviceId: id, clock });
    const supplicant = tracePort(radio, (kind, text) => trace.add(kind, phone.name, text));
    const device = createVirtualDevice({ id, name: phone.name, clock, supplicant, network, hap, random, sandboxDirectory: storageOf(phone) });
    running.set(phone.name, { device, radio, close: () => {
      radio.detach();
      device.close();
      port.detach();
    } });
    await bench.waitFor(`${phone.name}: Wi-Fi`, 30, () => device.status.wifi.wifi === 'on');
    device.command({ kind: 'launch' });
    await bench.waitFor(`${phone.name}: the application`, 30, () => phone.has('tabGroup'));
  };
  const runningOf = (name: string): RunningDevice => {
    const found = running.get(name);
    if (found === undefined) {
      throw new Error(`${name} is off`);
    }
    return found;
  };
  const createPhone = (name: string): Phone => new Phone(name, () => bench, () => runningOf(name).device);
  const phones: Bench['phones'] = [createPhone('Phone 1'), createPhone('Phone 2'), createPhone('Phone 3')];
  const bench: ClosableBench = {
    radio: 'simulated',
    trace,
    phones,
    setInRange: async (phone, inRange) => {
      trace.add('act', phone.name, inRange ? 'comes back' : 'goes out of range');
      phones.filter(other => other !== phone).forEach(other => air.setInRange(addressOf(phone), addressOf(other), inRange));
    },
    kill: async phone => {
      trace.add('act', phone.name, 'loses power');
      runningOf(phone.name).close();
      running.delete(phone.name);
    },
    start,
    killSupplicant: async phone => {
      trace.add('act', phone.name, 'wpa_supplicant dies');
      runningOf(phone.name).radio.crash();
    },
    storageOf,
    pause: async seconds => {
      const end = clock.now() + seconds * 1000;
      await bench.waitFor('the end of a pause', seconds + 1, () => clock.now() >= end);
    },
    waitFor: async (what, limitSeconds, condition) => {
      for (let waited = 0; !condition(); waited += STEP_MS) {
        if (waited >= limitSeconds * 1000) {
          throw new Error(`Waited ${limitSeconds} s for ${what}`);
        }
        await clock.advance(STEP_MS);
        await realTime();
      }
    },
    close: async () => {
      running.forEach(({ close }) => close());
      plan.close();
      clock.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (const phone of phones) {
    await start(phone);
  }
  return bench;
}

/** Sockets are real: they get a moment in which to carry what was sent. */
function realTime(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, REAL_STEP_MS));
}

function idOf(phone: Phone): string {
  return phone.name.toLowerCase().replace(' ', '-');
}

function addressOf(phone: Phone): string {
  return `02:00:00:00:00:0${phone.name.at(-1)}`;
}
