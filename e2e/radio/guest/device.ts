import { mkdirSync, readFileSync } from 'node:fs';
import type { CompiledHap } from '../../../previewer/src/arkts/Hap.js';
import { runHypium } from '../../../previewer/src/cli/hypium/runHypium.js';
import { MovableClock } from '../../../previewer/src/clock/MovableClock.js';
import { createVirtualDevice } from '../../../previewer/src/device/VirtualDevice.js';
import { createRealNetwork } from '../../../previewer/src/net/real/createRealNetwork.js';
import { createWpaSupplicant } from '../../../previewer/src/supplicant/wpa/createWpaSupplicant.js';
import { tracePort } from '../scenarios/Trace.js';
import type { FromDevice, ToDevice } from './messages.js';

/** The machine is about ten times slower than a phone: its time limits, of 5 s and more, get twice as long. */
const CLOCK_SPEED = 0.5;

// One phone: a process in the network namespace that holds its radio. Arguments: id, name, interface, folder, HAP file.
const [id = '', name = '', interfaceName = '', directory = '', hapFile = ''] = process.argv.slice(2);
const hap = JSON.parse(readFileSync(hapFile, 'utf8')) as CompiledHap;
const clock = new MovableClock({ speed: CLOCK_SPEED });
const report = (text: string): void => console.error(`${name}: ${text}`);
mkdirSync(directory, { recursive: true });
const radio = createWpaSupplicant({ interfaceName, directory, report });
const supplicant = tracePort(radio, (kind, text) => send({ kind: 'radio', entry: kind, text, time: Date.now() }));
const network = createRealNetwork({ clock, directory, report });
const device = createVirtualDevice({ id, name, clock, supplicant, network, hap, sandboxDirectory: directory });

function send(message: FromDevice): void {
  if (process.connected) {
    process.send?.(message);
  }
}

async function test(suites: string[], peer: string): Promise<void> {
  const { cases, errors } = await runHypium(device, hap, {
    framework: readFileSync('hypium.js', 'utf8'),
    parameters: { '-s timeout': '120000', '-s class': suites.join(), '-s peer': peer },
  });
  send({
    kind: 'tested',
    cases: cases.map(({ suite, name: title, error }) => ({ suite, name: title, ...error !== undefined && { error: describe(error) } })),
    errors: errors.map(({ where, error }) => `${where}: ${describe(error)}`),
  });
}

function describe(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

device.subscribe(notice => send({ kind: 'notice', notice }));
process.on('disconnect', () => {
  void radio.close().finally(() => process.exit(0));
});
process.on('message', (message: ToDevice) => {
  switch (message.kind) {
    case 'command':
      device.command(message.command);
      break;
    case 'killSupplicant':
      process.kill(radio.processId ?? 0, 'SIGKILL');
      break;
    case 'openSystemPage':
      device.wifi.setSystemPageOpen(true);
      break;
    case 'test':
      void test(message.suites, message.peer);
  }
});
send({ kind: 'ready', status: device.status, tree: device.tree() });
