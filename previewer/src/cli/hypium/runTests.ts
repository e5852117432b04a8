import type { CompiledHap, TestKind } from '../../arkts/Hap.js';
import { MovableClock } from '../../clock/MovableClock.js';
import { createDevices } from '../../device/createDevices.js';
import type { VirtualDevice } from '../../device/VirtualDevice.js';
import { type HypiumResult, onCrash, runHypium } from './runHypium.js';

/** Virtual time of instrumented tests; sockets keep to the real one. */
const CLOCK_SPEED = 4;
/** Time limit of one case, milliseconds of virtual time. */
const CASE_LIMIT = '60000';
/** How long a person takes to answer a dialog, milliseconds of virtual time. */
const ANSWER_DELAY = 500;

/** Runs the tests that were compiled into a HAP; `print` takes the lines of hypium's own report. */
export function runTests(hap: CompiledHap, kind: TestKind, print?: (line: string) => void): Promise<HypiumResult> {
  return kind === 'local' ? runLocal(hap, print) : runInstrumented(hap, print);
}

async function runLocal(hap: CompiledHap, print?: (line: string) => void): Promise<HypiumResult> {
  const clock = new MovableClock();
  const devices = await createDevices({ hap, clock, count: 1 });
  const result = await runHypium(devices.all[0]!, hap, { print, parameters: { '-s timeout': CASE_LIMIT } });
  devices.close();
  clock.close();
  return result;
}

/** A second phone runs the application and plays the peer. */
async function runInstrumented(hap: CompiledHap, print?: (line: string) => void): Promise<HypiumResult> {
  const clock = new MovableClock({ speed: CLOCK_SPEED });
  const devices = await createDevices({ hap, clock, count: 2 });
  const [device, peer] = devices.all as [VirtualDevice, VirtualDevice];
  devices.all.forEach(one => acceptDialogs(one, clock));
  if (hap.mainAbility !== '') {
    peer.command({ kind: 'launch' });
  }
  peer.wifi.setSystemPageOpen(true);
  const peerErrors: HypiumResult['errors'] = [];
  onCrash(peer, error => peerErrors.push({ where: peer.status.name, error }));
  const parameters = { '-s timeout': CASE_LIMIT, '-s peer': peer.status.name };
  await Promise.all(devices.all.map(wifiRunning));
  const { errors, ...others } = await runHypium(device, hap, { print, parameters });
  devices.close();
  clock.close();
  return { ...others, errors: [...errors, ...peerErrors] };
}

/** Tests find a device that has been on for a while. */
function wifiRunning({ wifi }: VirtualDevice): Promise<void> {
  const isRunning = (): boolean => wifi.status.wifi === 'on';
  return isRunning() ? Promise.resolve() : new Promise(resolve => {
    const end = wifi.onChange(() => {
      if (isRunning()) {
        end();
        resolve();
      }
    });
  });
}

/** The person at the device says yes to everything. */
function acceptDialogs(device: VirtualDevice, clock: MovableClock): void {
  const answered = new Set<string>();
  device.subscribe(notice => {
    if (notice.kind !== 'status') {
      return;
    }
    for (const { id } of notice.status.dialogs.filter(dialog => !answered.has(dialog.id))) {
      answered.add(id);
      clock.setTimeout(() => device.command({ kind: 'answerDialog', id, accepted: true }), ANSWER_DELAY);
    }
  });
}
