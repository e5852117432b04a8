import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { compileProject } from '../arkts/compile/compileProject.js';
import type { CompiledHap, CompileError } from '../arkts/Hap.js';
import { MovableClock } from '../clock/MovableClock.js';
import { mediaFile } from '../device/resources/createResources.js';
import { bundleWorkerThread } from '../device/threads/bundleWorkerThread.js';
import type { LinkFault } from '../net/LinkFault.js';
import { createLoopbackPlan, type LoopbackPlan } from '../net/LoopbackPlan.js';
import { DeviceHost } from './DeviceHost.js';
import { DocumentDoor } from './DocumentDoor.js';
import { LabLinks } from './LabLinks.js';
import { buildPage, readAsset, type Asset } from './pageAssets.js';
import { parsePageMessage } from './pageMessages.js';
import { PageServer } from './PageServer.js';
import type { DeviceSnapshot, LabMessage, ProjectSummary } from './protocol.js';
import type { RadioInterface } from './radio/RadioNamespace.js';
import { createSimulatedRadios, openRealRadios, type Radios } from './radio/radios.js';
import { watchProject } from './watchProject.js';

export interface LabOptions {
  projectDirectory: string;
  devices: number;
  /** The next free one is taken when it is busy; 0 lets the system choose. */
  port: number;
  /** How many times faster than real time the clocks of the devices and of the air run. */
  clockSpeed: number;
  /** Radios of this machine, one for each device; without them the devices share a simulated air. */
  interfaces?: readonly RadioInterface[];
  /** Called after every build; the first one included. */
  onBuild(errors: CompileError[]): void;
}

const WINDOW = { width: 360, height: 780 };

/** Virtual devices that share one air, and the page that shows them. */
export class Lab {
  private readonly devices: DeviceHost[];
  private readonly links: LabLinks;
  private readonly pages = new Set<WebSocket>();
  private readonly sandboxes: string;
  private server: PageServer | undefined;
  private unwatch: () => void = () => undefined;
  private hap: CompiledHap | undefined;
  private errors: CompileError[] = [];
  private building = Promise.resolve();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly options: LabOptions,
    private readonly clock: MovableClock,
    private readonly plan: LoopbackPlan,
    private readonly radios: Radios,
  ) {
    this.sandboxes = mkdtempSync(join(tmpdir(), 'previewer-'));
    this.devices = Array.from({ length: options.devices }, (_, index) => this.createDevice(index + 1));
    this.links = new LabLinks(plan, this.devices.map(({ id }) => id));
  }

  /** Opens the door, builds the project and starts the devices. */
  async open(): Promise<void> {
    const { projectDirectory, port } = this.options;
    const documents = new DocumentDoor(id => {
      const device = this.snapshot().find(candidate => candidate.id === id);
      return device && { directory: this.directoryOf(id), viewer: device.status?.viewer };
    });
    const [page] = await Promise.all([buildPage(), bundleWorkerThread(this.threadProgram)]);
    this.server = new PageServer({
      page,
      media: (name, query) => this.media(name, query),
      onConnection: socket => this.welcome(socket),
      serveFile: (request, response, path) => documents.serve(request, response, path),
    });
    await this.server.listen(port);
    this.unwatch = watchProject(projectDirectory, () => void this.build());
    await this.build();
  }

  /** With its token. */
  get url(): string {
    return this.server?.url ?? '';
  }

  get processIds(): number[] {
    return this.devices.flatMap(device => device.processId ?? []);
  }

  snapshot(): DeviceSnapshot[] {
    return this.devices.map(device => device.snapshot());
  }

  /** Makes the link between two devices, by their ids, what `fault` says; `{}` is a good link. */
  setLink(deviceA: string, deviceB: string, fault: LinkFault): void {
    this.plan.setLink(deviceA, deviceB, fault);
  }

  /** Ends every process and closes the door; a second call waits for the first one. */
  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    this.unwatch();
    await Promise.all([...this.devices.map(device => device.close()), this.server?.close()]);
    await this.radios.close();
    this.plan.close();
    this.clock.close();
    rmSync(this.sandboxes, { recursive: true, force: true });
  }

  private get threadProgram(): string {
    return join(this.sandboxes, 'workerThread.cjs');
  }

  private directoryOf(id: string): string {
    return join(this.sandboxes, id);
  }

  private createDevice(number: number): DeviceHost {
    const id = `phone-${number}`;
    const name = `Phone ${number}`;
    const speed = this.options.clockSpeed;
    const sandboxDirectory = this.directoryOf(id);
    mkdirSync(sandboxDirectory);
    return new DeviceHost({
      id,
      name,
      radio: this.radios.of({ number, id, name, directory: this.sandboxes }),
      startOptions: () => ({
        clock: { speed, start: this.clock.now() },
        configuration: { ...WINDOW, colorMode: 'light', locale: 'en-US' },
        sandboxDirectory,
        workerThreads: { program: this.threadProgram, clockSpeed: speed },
      }),
      onNotice: notice => this.broadcast({ kind: 'notice', device: id, notice }),
      onProcess: () => {
        const device = this.find(id);
        if (device !== undefined && this.closing === undefined) {
          this.broadcast({ kind: 'device', device: device.snapshot() });
        }
      },
    });
  }

  private find(id: string): DeviceHost | undefined {
    return this.devices.find(candidate => candidate.id === id);
  }

  /** One build at a time; what changes meanwhile is built after it. */
  private build(): Promise<void> {
    this.building = this.building.then(() => (this.closing === undefined ? this.buildNow() : undefined));
    return this.building;
  }

  private async buildNow(): Promise<void> {
    const { projectDirectory, onBuild } = this.options;
    const result = await compileProject({ projectDirectory });
    if (this.closing !== undefined) {
      return;
    }
    this.errors = result.ok ? [] : result.errors;
    if (result.ok) {
      this.hap = result.hap;
      this.devices.forEach(device => device.setHap(result.hap));
    }
    onBuild(this.errors);
    this.broadcast({ kind: 'build', project: this.project(), errors: this.errors });
  }

  private async media(name: string, query: URLSearchParams): Promise<Asset | undefined> {
    const colorMode = query.get('colorMode') === 'dark' ? 'dark' : 'light';
    const file = this.hap && mediaFile(this.hap, name, { colorMode, locale: query.get('locale') ?? 'en-US' });
    return file === undefined ? undefined : readAsset(file);
  }

  private project(): ProjectSummary {
    const { bundleName, versionName } = this.hap ?? {};
    return { directory: this.options.projectDirectory, bundleName, versionName };
  }

  private welcome(socket: WebSocket): void {
    this.pages.add(socket);
    socket.on('close', () => this.pages.delete(socket));
    socket.on('error', () => socket.terminate());
    socket.on('message', data => this.receive(String(data)));
    const hello: LabMessage = {
      kind: 'hello',
      project: this.project(),
      devices: this.snapshot(),
      errors: this.errors,
      ...this.options.interfaces === undefined && { links: this.links.quality },
    };
    socket.send(JSON.stringify(hello));
  }

  private receive(text: string): void {
    const message = parsePageMessage(text);
    switch (message?.kind) {
      case 'command':
        this.find(message.device)?.command(message.command);
        break;
      case 'restartDevice':
        void this.find(message.device)?.restart();
        break;
      case 'setLinks':
        this.links.set(message.links);
        this.broadcast({ kind: 'links', links: message.links });
        break;
      case 'breakConnections':
        this.links.breakConnections();
    }
  }

  private broadcast(message: LabMessage): void {
    const text = JSON.stringify(message);
    for (const page of this.pages) {
      page.send(text);
    }
  }
}

/**
 * Resolves when the page can be opened; the devices may still be starting. Rejects when no port is free or a radio
 * cannot be had.
 */
export async function startLab(options: LabOptions): Promise<Lab> {
  const clock = new MovableClock({ speed: options.clockSpeed });
  const plan = await createLoopbackPlan({ clock });
  const { interfaces } = options;
  const radios = interfaces === undefined ? createSimulatedRadios(clock, plan) : await openRealRadios(interfaces);
  const lab = new Lab(options, clock, plan, radios);
  try {
    await lab.open();
  } catch (error) {
    await lab.close();
    throw error;
  }
  return lab;
}
