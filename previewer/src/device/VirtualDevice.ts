import { createStackMapper } from '../arkts/compile/mapStack.js';
import type { CompiledHap } from '../arkts/Hap.js';
import type { ArkUi, UiConfiguration } from '../arkui/ArkUi.js';
import { ROOT_NODE, type TreeNode } from '../arkui/tree.js';
import type { Clock } from '../clock/Clock.js';
import type { TestRun } from '../kits/KitHost.js';
import type { DeviceNetwork } from '../net/DeviceNetwork.js';
import type { SupplicantPort } from '../supplicant/SupplicantPort.js';
import { createWifiService } from '../wifi/createWifiService.js';
import type { WifiService, WifiSettings } from '../wifi/WifiApi.js';
import { AppProcess } from './application/AppProcess.js';
import type { AppThread } from './application/AppThread.js';
import { createCrashReport } from './application/crashReport.js';
import { watchRejections } from './application/uncaught.js';
import type {
  ApplicationStatus, DeviceCommand, DeviceNotice, DeviceStatus, DeviceView, LogEntry,
} from './DeviceView.js';
import { createResources } from './resources/createResources.js';
import { DeviceStorage } from './system/DeviceStorage.js';
import { LogBuffer } from './system/LogBuffer.js';
import { PermissionStore } from './system/PermissionStore.js';
import { SystemDialogs } from './system/SystemDialogs.js';
import { SystemScreens } from './system/SystemScreens.js';
import type { ThreadOptions } from './threads/threadMessages.js';
import { WorkerThreads } from './threads/WorkerThreads.js';

export interface VirtualDeviceOptions {
  id: string;
  name: string;
  clock: Clock;
  supplicant: SupplicantPort;
  network: DeviceNetwork;
  hap: CompiledHap;
  settings?: Partial<WifiSettings>;
  random?: () => number;
  configuration?: Partial<UiConfiguration>;
  /** Host folder for the device's files; default: one of its own that `close` removes. */
  sandboxDirectory?: string;
  /** Gives workers threads of their own, for a clock that runs by itself; default: they share the device's thread. */
  workerThreads?: ThreadOptions;
}

/** How a run of tests is started on a device. */
export interface TestLaunch {
  run: TestRun;
  /** Scripts of the packages that tests import, by specifier. */
  packages: Readonly<Record<string, string>>;
}

/** A virtual device: a system that goes on as long as the device, and an application that can crash and start again. */
export interface VirtualDevice extends DeviceView {
  readonly wifi: WifiService;
  readonly storage: DeviceStorage;
  /** Undefined while the application is not running. */
  readonly ui: ArkUi | undefined;
  /** Installs another build; a running application is started anew. */
  setHap(hap: CompiledHap): void;
  /** Starts the application's process without its ability, for tests to run in. */
  startTests(launch: TestLaunch): AppThread;
  close(): void;
}

const DEFAULT_CONFIGURATION: UiConfiguration = { colorMode: 'light', locale: 'en-US', width: 360, height: 792 };
const CRASH_DOMAIN = 0xc03f00;
const EMPTY_TREE: TreeNode = { id: ROOT_NODE, type: '$Root', props: {}, children: [] };

export function createVirtualDevice(options: VirtualDeviceOptions): VirtualDevice {
  return new Device(options);
}

class Device implements VirtualDevice {
  readonly wifi: WifiService;
  readonly storage: DeviceStorage;
  private readonly listeners = new Set<(notice: DeviceNotice) => void>();
  private readonly configurationListeners = new Set<() => void>();
  private readonly permissionListeners = new Set<() => void>();
  private readonly threads: WorkerThreads | undefined;
  private readonly buffer: LogBuffer;
  private readonly permissions: PermissionStore;
  private readonly dialogs: SystemDialogs;
  private readonly screens: SystemScreens;
  private readonly endRejections = watchRejections();
  private readonly endWifi: () => void;
  private configuration: UiConfiguration;
  private hap: CompiledHap;
  private process: AppProcess | undefined;
  private application: ApplicationStatus = { state: 'notRunning' };
  private isClosed = false;

  constructor(private readonly options: VirtualDeviceOptions) {
    const { clock, supplicant, network, name, random, settings } = options;
    this.hap = options.hap;
    this.configuration = { ...DEFAULT_CONFIGURATION, ...options.configuration };
    this.storage = new DeviceStorage(options.sandboxDirectory);
    this.screens = new SystemScreens(this.storage, () => this.statusChanged());
    this.buffer = new LogBuffer(clock, entry => this.notify({ kind: 'log', entry }));
    this.wifi = createWifiService({
      clock, supplicant, network, deviceName: name, ...random && { random }, ...settings && { settings },
    });
    this.dialogs = new SystemDialogs(this.wifi, () => this.statusChanged());
    this.permissions = new PermissionStore(
      () => this.hap.permissions,
      names => this.dialogs.askForPermission(names),
      () => this.permissionsChanged(),
    );
    this.threads = options.workerThreads && new WorkerThreads(options.workerThreads);
    this.endWifi = this.wifi.onChange(() => this.statusChanged());
    this.wifi.setEnabled(true);
  }

  get status(): DeviceStatus {
    const { colorMode, locale } = this.configuration;
    const label = this.label();
    const { picker, viewer, keepsScreenOn } = this.screens;
    const freeSpace = this.storage.freeSpace.bytes;
    return {
      id: this.options.id,
      name: this.options.name,
      wifi: this.wifi.status,
      permissions: this.permissions.states(),
      location: this.permissions.hasLocation,
      dialogs: this.dialogs.list(locale, label),
      application: this.application,
      colorMode,
      locale,
      label,
      foreground: this.process?.isForeground ?? false,
      keepsScreenOn,
      documents: this.storage.documents(),
      ...freeSpace !== undefined && { freeSpace },
      ...picker !== undefined && { picker },
      ...viewer !== undefined && { viewer },
    };
  }

  get ui(): ArkUi | undefined {
    return this.process?.main.ui;
  }

  tree(): TreeNode {
    return this.ui?.tree() ?? EMPTY_TREE;
  }

  log(): LogEntry[] {
    return this.buffer.all();
  }

  subscribe(listener: (notice: DeviceNotice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  command(command: DeviceCommand): void {
    switch (command.kind) {
      case 'input': {
        const { main } = this.process ?? {};
        main?.run(() => main.ui.input(command.event));
        break;
      }
      case 'launch':
        this.launch();
        break;
      case 'terminate':
        this.terminate();
        break;
      case 'setWifi':
        this.wifi.setEnabled(command.on);
        break;
      case 'setLocation':
        this.permissions.setLocation(command.on);
        break;
      case 'answerDialog':
        this.dialogs.answer(command.id, command.accepted);
        break;
      case 'setColorMode':
        this.configure({ colorMode: command.mode });
        break;
      case 'setLocale':
        this.configure({ locale: command.locale });
        break;
      case 'answerPicker':
        this.screens.answerPicker(command.id, command.names);
        break;
      case 'closeViewer':
        this.screens.closeViewer();
        break;
      case 'setFreeSpace':
        this.storage.freeSpace.bytes = command.bytes;
        this.statusChanged();
        break;
      case 'setForeground':
        void this.process?.setForeground(command.on);
        break;
    }
  }

  setHap(hap: CompiledHap): void {
    this.hap = hap;
    if (this.process === undefined) {
      this.statusChanged();
    } else {
      this.stop();
      this.launch();
    }
  }

  startTests(launch: TestLaunch): AppThread {
    this.stop();
    return this.createProcess(launch).main;
  }

  close(): void {
    if (this.isClosed) {
      return;
    }
    this.isClosed = true;
    this.listeners.clear();
    this.stop();
    this.endWifi();
    this.wifi.close();
    this.options.network.close();
    this.endRejections();
    this.storage.close();
  }

  private launch(): void {
    if (this.process === undefined) {
      this.createProcess().launch();
      this.notify({ kind: 'tree', tree: this.tree() });
    } else {
      void this.process.setForeground(true);
    }
  }

  private terminate(): void {
    void this.process?.terminate();
    this.forgetProcess();
  }

  private stop(): void {
    this.process?.stop();
    this.forgetProcess();
  }

  private createProcess(launch?: TestLaunch): AppProcess {
    const { clock, name, network, random } = this.options;
    const { hap } = this;
    const process: AppProcess = new AppProcess({
      hap, clock, network, random,
      deviceName: name,
      wifi: this.wifi,
      permissions: this.permissions,
      files: this.storage.startProcess(hap),
      screen: this.screens,
      testRun: launch?.run,
      packages: launch?.packages ?? {},
      threads: this.threads,
      configuration: () => this.configuration,
      onConfiguration: listener => subscribe(this.configurationListeners, listener),
      onPermissions: listener => subscribe(this.permissionListeners, listener),
      log: (level, domain, tag, text) => this.buffer.write(level, domain, tag, text),
    }, {
      crashed: error => this.crashed(process, hap, error),
      finished: () => this.process === process && this.terminate(),
      moved: () => this.process === process && this.statusChanged(),
    });
    this.process = process;
    this.application = { state: 'running' };
    process.main.ui.onPatches(patches => this.process === process && this.notify({ kind: 'patches', patches }));
    this.statusChanged();
    return process;
  }

  private crashed(process: AppProcess, hap: CompiledHap, error: unknown): void {
    const report = createCrashReport(error, createStackMapper(hap));
    this.buffer.write('F', CRASH_DOMAIN, 'JsError', report.stack);
    if (this.process === process) {
      this.forgetProcess({ state: 'crashed', error: report });
    }
  }

  private forgetProcess(application: ApplicationStatus = { state: 'notRunning' }): void {
    if (this.process === undefined) {
      return;
    }
    this.process = undefined;
    this.application = application;
    this.configurationListeners.clear();
    this.permissionListeners.clear();
    this.screens.withdraw();
    this.dialogs.withdrawQuestions();
    this.notify({ kind: 'tree', tree: this.tree() });
  }

  private configure(change: Partial<UiConfiguration>): void {
    this.configuration = { ...this.configuration, ...change };
    this.process?.configurationChanged();
    this.process?.main.run(() => [...this.configurationListeners].forEach(listener => listener()));
    this.statusChanged();
  }

  private label(): string {
    const label = this.hap.abilities.find(ability => ability.name === this.hap.mainAbility)?.label ?? '';
    if (!label.startsWith('$')) {
      return label;
    }
    const { bundleName, moduleName } = this.hap;
    const name = `app.${label.slice(1).replace(':', '.')}`;
    const resources = createResources(this.hap, () => this.configuration);
    return String(resources.resolve({ bundleName, moduleName, name, params: [] }));
  }

  private permissionsChanged(): void {
    [...this.permissionListeners].forEach(listener => listener());
    this.statusChanged();
  }

  private statusChanged(): void {
    this.notify({ kind: 'status', status: this.status });
  }

  private notify(notice: DeviceNotice): void {
    if (!this.isClosed) {
      this.listeners.forEach(listener => listener(notice));
    }
  }
}

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
