import type { Clock } from '../clock/Clock.js';
import { MovableClock } from '../clock/MovableClock.js';
import { createVirtualDevice, type VirtualDevice } from '../device/VirtualDevice.js';
import { createDeviceNetwork, type DeviceNetwork } from '../net/DeviceNetwork.js';
import type { NetworkCommand, NetworkEvent, NetworkReply } from '../net/NetworkPort.js';
import { createRealNetwork } from '../net/real/createRealNetwork.js';
import type { SupplicantCommand, SupplicantReply } from '../supplicant/commands.js';
import type { SupplicantEvent } from '../supplicant/events.js';
import type { SupplicantPort } from '../supplicant/SupplicantPort.js';
import { createWpaSupplicant } from '../supplicant/wpa/createWpaSupplicant.js';
import type { DeviceStart, FromDevice, ToDevice } from './deviceMessages.js';
import { RemotePorts } from './RemotePorts.js';

// The main program of the process that one virtual device runs in.

const ports = new RemotePorts(send);
const airPort = ports.port<SupplicantCommand, SupplicantReply, SupplicantEvent>('supplicant');
const planPort = ports.port<NetworkCommand, NetworkReply, NetworkEvent>('network');
const LEAVE_LIMIT_MILLISECONDS = 1_500;
let device: VirtualDevice | undefined;
let closeRadio = async (): Promise<void> => undefined;

process.on('disconnect', () => void leave());
process.on('SIGINT', () => undefined);
process.on('message', (message: ToDevice) => {
  switch (message.kind) {
    case 'start':
      void start(message.options);
      break;
    case 'hap':
      device?.setHap(message.hap);
      break;
    case 'command':
      device?.command(message.command);
      break;
    default:
      ports.receive(message);
  }
});

function send(message: FromDevice): void {
  if (process.connected) {
    // A lab that goes at this moment is no error; without a callback it is one.
    process.send?.(message, undefined, undefined, () => undefined);
  }
}

async function start(options: DeviceStart): Promise<void> {
  const { id, name, configuration, sandboxDirectory, workerThreads, hap } = options;
  process.title = `previewer ${id}`;
  const clock = new MovableClock(options.clock);
  const { supplicant, network } = await createRadio(options, clock);
  device = createVirtualDevice({
    id,
    name,
    clock,
    supplicant,
    network,
    hap,
    configuration,
    sandboxDirectory,
    workerThreads,
  });
  device.subscribe(notice => send({ kind: 'notice', notice }));
  send({ kind: 'ready', status: device.status, tree: device.tree(), log: device.log() });
  device.command({ kind: 'launch' });
}

/** A real radio goes off in order, as far as that is quick. */
async function leave(): Promise<void> {
  setTimeout(() => process.exit(0), LEAVE_LIMIT_MILLISECONDS);
  await closeRadio();
  process.exit(0);
}

async function createRadio(
  { id, radio }: DeviceStart,
  clock: Clock,
): Promise<{ supplicant: SupplicantPort; network: DeviceNetwork }> {
  if (radio.kind === 'simulated') {
    return { supplicant: airPort, network: await createDeviceNetwork({ port: planPort, deviceId: id, clock }) };
  }
  const { interfaceName, directory } = radio;
  const report = (text: string): void => console.error(text);
  const supplicant = createWpaSupplicant({ interfaceName, directory, report });
  closeRadio = () => {
    device?.close();
    return supplicant.close();
  };
  return { supplicant, network: createRealNetwork({ clock, directory, report }) };
}
