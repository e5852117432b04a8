import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Bench } from '../scenarios/Bench.js';
import { Phone } from '../scenarios/Phone.js';
import { Trace } from '../scenarios/Trace.js';
import { DeviceProcess } from './DeviceProcess.js';

const POLL_MS = 50;
/** How much longer than a phone the machine may take. */
const SLOWNESS = 2;
const START_SECONDS = 60;
/** Masks of the software radios: radios that share a bit hear each other. */
const TOGETHER = 1;
const ALONE = 2;

export interface RealBench extends Bench {
  /** `hapFile`: another build than that of all phones. */
  start(phone: Phone, hapFile?: string): Promise<void>;
  deviceOf(phone: Phone): DeviceProcess;
  close(): Promise<void>;
}

/** Three phones, each with a wpa_supplicant on a software radio in a network namespace of its own. */
export async function createRealBench(options: { hapFile: string; resultFolder: string }): Promise<RealBench> {
  const running = new Map<string, DeviceProcess>();
  const trace = new Trace(() => Date.now());
  const deviceOf = (name: string): DeviceProcess => {
    const device = running.get(name);
    if (device === undefined) {
      throw new Error(`${name} is off`);
    }
    return device;
  };
  const createPhone = (name: string): Phone => new Phone(name, () => bench, () => deviceOf(name));
  const phones: Bench['phones'] = [createPhone('Phone 1'), createPhone('Phone 2'), createPhone('Phone 3')];
  const bench: RealBench = {
    radio: 'wpa_supplicant',
    trace,
    phones,
    deviceOf: phone => deviceOf(phone.name),
    setInRange: async (phone, inRange) => {
      trace.add('act', phone.name, inRange ? 'comes back' : 'goes out of range');
      const mask = inRange ? TOGETHER : ALONE;
      writeFileSync(`/sys/kernel/debug/ieee80211/phy${phones.indexOf(phone)}/hwsim/group`, String(mask));
    },
    kill: async phone => {
      trace.add('act', phone.name, 'loses power');
      await deviceOf(phone.name).kill();
      running.delete(phone.name);
    },
    start: async (phone, hapFile = options.hapFile) => {
      const device = new DeviceProcess({
        hapFile, resultFolder: options.resultFolder, id: idOf(phone), name: phone.name, radio: phones.indexOf(phone),
        onRadio: (kind, text, time) => trace.add(kind, phone.name, text, time),
      });
      running.set(phone.name, device);
      await bench.waitFor(`${phone.name}: Wi-Fi`, START_SECONDS, () => device.isUp);
      device.command({ kind: 'launch' });
      await bench.waitFor(`${phone.name}: the application`, START_SECONDS, () => phone.has('tabGroup'));
    },
    killSupplicant: async phone => {
      trace.add('act', phone.name, 'wpa_supplicant dies');
      deviceOf(phone.name).killSupplicant();
    },
    storageOf: phone => `/run/radio/${idOf(phone)}`,
    pause: seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000)),
    waitFor: async (what, limitSeconds, condition) => {
      const deadline = performance.now() + SLOWNESS * limitSeconds * 1000;
      while (!condition()) {
        if (performance.now() > deadline) {
          throw new Error(`Waited ${SLOWNESS * limitSeconds} s for ${what}`);
        }
        await new Promise(resolve => setTimeout(resolve, POLL_MS));
      }
    },
    close: async () => {
      await Promise.all([...running.values()].map(device => device.close()));
    },
  };
  run('modprobe', 'mac80211_hwsim', `radios=${phones.length}`, 'channels=2');
  for (const [radio, phone] of phones.entries()) {
    const id = idOf(phone);
    run('ip', 'netns', 'add', id);
    run('ip', 'netns', 'exec', id, 'ip', 'link', 'set', 'lo', 'up');
    run('iw', 'phy', `phy${radio}`, 'set', 'netns', 'name', id);
  }
  // One after the other: a phone that starts takes a processor for itself.
  for (const phone of phones) {
    await bench.start(phone);
  }
  return bench;
}

export function idOf(phone: Phone): string {
  return phone.name.toLowerCase().replace(' ', '-');
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
