import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../previewer/src/arkts/compile/compileProject.js';
import { MovableClock } from '../../previewer/src/clock/MovableClock.js';
import { bundleWorkerThread } from '../../previewer/src/device/threads/bundleWorkerThread.js';
import { DeviceHost } from '../../previewer/src/lab/DeviceHost.js';
import { createDeviceNetwork } from '../../previewer/src/net/DeviceNetwork.js';
import { createLoopbackPlan, type LoopbackPlan } from '../../previewer/src/net/LoopbackPlan.js';
import type { NetworkCommand } from '../../previewer/src/net/NetworkPort.js';
import { createSimulatedAir } from '../../previewer/src/supplicant/SimulatedAir.js';
import { BenchPhone } from './BenchPhone.js';
import type { Target } from './jobs.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Files in memory: the speed of a disk is not what is measured. */
const MEMORY_FOLDER = '/dev/shm';
const SESSION_PORT = 9450;

/** Two phones with the application, each in a process of its own, and room for clients of their group. */
export class BenchLab {
  readonly phones: [BenchPhone, BenchPhone];
  private readonly clock = new MovableClock({ speed: 1 });
  private readonly closers: (() => void)[] = [];
  private group: Extract<NetworkCommand, { kind: 'serve' }> | undefined;
  private clients = 0;

  private constructor(
    private readonly folder: string,
    private readonly plan: LoopbackPlan,
  ) {
    const air = createSimulatedAir({ clock: this.clock });
    this.phones = [this.createPhone(1, air), this.createPhone(2, air)];
  }

  static async open(): Promise<BenchLab> {
    const parent = existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir();
    const folder = mkdtempSync(join(parent, 'session-bench-'));
    const plan = await createLoopbackPlan({ clock: new MovableClock({ speed: 1 }) });
    const lab = new BenchLab(folder, plan);
    try {
      const [compiled] = await Promise.all([
        compileProject({ projectDirectory: PROJECT }),
        bundleWorkerThread(lab.threadProgram),
      ]);
      if (!compiled.ok) {
        throw new Error(`The application does not compile: ${JSON.stringify(compiled.errors[0])}`);
      }
      lab.phones.forEach(phone => phone.host.setHap(compiled.hap));
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  }

  async close(): Promise<void> {
    await Promise.all(this.phones.map(phone => phone.host.close()));
    this.closers.forEach(close => close());
    this.plan.close();
    this.clock.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Adds a client without a phone to the running group: where it reaches the session of the group's owner. */
  async addClient(): Promise<Target> {
    const { group } = this.group ?? { group: '' };
    const deviceId = `client-${++this.clients}`;
    const port = this.plan.attach(deviceId);
    const network = await createDeviceNetwork({ port, deviceId, clock: this.clock });
    this.closers.push(() => network.close(), () => port.detach());
    const hardwareAddress = `02:00:00:00:01:${this.clients.toString(16).padStart(2, '0')}`;
    const lease = await network.startClient({ interfaceName: 'p2p0', group, hardwareAddress });
    const route = lease && network.routeTo(lease.serverAddress);
    if (route === undefined) {
      throw new Error('There is no way to the owner of the group.');
    }
    return { host: route.remoteReal, port: SESSION_PORT, localAddress: route.localReal };
  }

  private get threadProgram(): string {
    return join(this.folder, 'workerThread.cjs');
  }

  private createPhone(number: number, air: ReturnType<typeof createSimulatedAir>): BenchPhone {
    const id = `phone-${number}`;
    const name = `Phone ${number}`;
    const sandboxDirectory = join(this.folder, id);
    mkdirSync(sandboxDirectory);
    const address = `3e:5b:1c:20:00:0${number}`;
    return new BenchPhone(
      sandboxDirectory,
      notify =>
        new DeviceHost({
          id,
          name,
          radio: {
            launcher: [],
            description: { kind: 'simulated' },
            attach: () => ({ supplicant: air.attach({ address, name }), network: this.attach(id) }),
          },
          startOptions: () => ({
            clock: { speed: 1, start: this.clock.now() },
            configuration: { width: 360, height: 780, colorMode: 'light', locale: 'en-US' },
            sandboxDirectory,
            workerThreads: { program: this.threadProgram, clockSpeed: 1 },
          }),
          onNotice: notify,
          onProcess: notify,
        }),
    );
  }

  /** The phone's port to the virtual network, which shows what group it serves. */
  private attach(id: string): ReturnType<LoopbackPlan['attach']> {
    const port = this.plan.attach(id);
    return {
      ...port,
      request: command => {
        this.group = command.kind === 'serve' ? command : this.group;
        return port.request(command);
      },
    };
  }
}
