import type { CompiledHap } from '../../arkts/Hap.js';
import type { ArkUi, UiConfiguration } from '../../arkui/ArkUi.js';
import { createArkUi } from '../../arkui/createArkUi.js';
import type { Clock } from '../../clock/Clock.js';
import { createKits, type Kits } from '../../kits/createKits.js';
import type { FileAreas } from '../../kits/corefile/FileAreas.js';
import type {
  AbilityPort, KitHost, LogLevel, PermissionPort, ScreenPort, TestRun, WorkerPort,
} from '../../kits/KitHost.js';
import type { AbilityWindow } from '../../kits/window.js';
import type { FollowedStack } from '../../net/NetworkStack.js';
import type { Caller, WifiService } from '../../wifi/WifiApi.js';
import type { WorkerThreads } from '../threads/WorkerThreads.js';
import { AppRealm } from '../realm/AppRealm.js';
import { createPlatformNames } from '../realm/platformNames.js';
import { RealmTimers } from '../realm/RealmTimers.js';
import { createResources } from '../resources/createResources.js';
import { runApplication, runSystem, type UncaughtReceiver } from './uncaught.js';

/** What an application process needs of the device that it runs on. */
export interface ProcessEnvironment {
  readonly hap: CompiledHap;
  readonly deviceName: string;
  readonly clock: Clock;
  /** Undefined in a thread of its own: the service is one of the main thread. */
  readonly wifi: WifiService | undefined;
  readonly network: FollowedStack;
  readonly permissions: PermissionPort;
  readonly random: (() => number) | undefined;
  readonly files: FileAreas;
  /** Undefined in a thread of its own. */
  readonly screen: ScreenPort | undefined;
  readonly testRun: TestRun | undefined;
  /** Undefined where workers share the thread of their creator. */
  readonly threads: WorkerThreads | undefined;
  /** Modules beside those of the platform, by specifier: the script of a package. */
  readonly packages: Readonly<Record<string, string>>;
  configuration(): UiConfiguration;
  onConfiguration(listener: () => void): () => void;
  onPermissions(listener: () => void): () => void;
  log(level: LogLevel, domain: number, tag: string, text: string): void;
}

export interface AppThreadOptions {
  environment: ProcessEnvironment;
  caller: Caller;
  abilities: AbilityPort;
  workers: WorkerPort;
  currentWindow: () => AbilityWindow | undefined;
  onUncaught(error: unknown): void;
  whenProcessEnds(ending: () => void): void;
}

const CONSOLE_DOMAIN = 0xa03d00;

/** One thread of an application: module instances, kits, timers, and an ArkUI that a worker never mounts anything in. */
export class AppThread implements UncaughtReceiver {
  readonly host: KitHost;
  readonly ui: ArkUi;
  readonly realm: AppRealm;
  private readonly kits: Kits;
  private readonly timers: RealmTimers;
  private readonly packages = new Map<string, object>();
  private isOpen = true;
  private waitingTasks = 0;
  /** What is to run once the application is no longer suspended; undefined while it is not. */
  private held: (() => void)[] | undefined;

  constructor(private readonly options: AppThreadOptions) {
    const { environment, abilities, caller, workers } = options;
    const { clock, hap, random } = environment;
    const resources = createResources(hap, environment.configuration);
    this.ui = createArkUi({
      clock,
      configuration: environment.configuration(),
      resolveResource: reference => resources.resolve(reference),
      makeReference: (name, params) => ({ bundleName: hap.bundleName, moduleName: hap.moduleName, name, params }),
      routeBuilder: name => this.routeBuilder(name),
      abilityContext: () => abilities.top?.context,
      uncaught: error => this.uncaught(error),
    });
    this.host = {
      ...environment,
      caller,
      abilities,
      workers,
      screen: workers.parent === undefined ? environment.screen : undefined,
      resources,
      ui: this.ui,
      random: random ?? Math.random,
      post: task => this.post(task),
      dispatch: task => this.dispatch(task),
      whenProcessEnds: options.whenProcessEnds,
    };
    this.kits = createKits(this.host, options.currentWindow);
    this.timers = new RealmTimers(clock, task => this.run(task));
    this.realm = new AppRealm({
      hap,
      takeEntry: () => this.ui.takeEntry(),
      names: {
        ...createPlatformNames({
          clock, random,
          timers: this.timers,
          write: (level, text) => environment.log(level, CONSOLE_DOMAIN, 'JSAPP', text),
        }),
        ...hap.globalEnums,
        ...this.ui.globals,
        $rt: this.ui.runtime,
      },
      platformModule: specifier => this.packageOf(specifier) ?? this.kits.find(specifier),
    });
  }

  /** Runs code of the application now, or after its suspension; an error ends the process, and gives undefined. */
  run<T>(task: () => T): T | undefined {
    if (this.held !== undefined) {
      this.held.push(task);
      return undefined;
    }
    return this.isOpen ? runApplication(this, task) : undefined;
  }

  /** From now on no timer, message or event of the application runs; they wait. */
  suspend(): void {
    this.held ??= [];
  }

  resume(): void {
    const { held } = this;
    this.held = undefined;
    held?.forEach(task => this.run(task));
  }

  /** Runs code of the application later, in order. */
  post(task: () => void): void {
    this.waitingTasks++;
    runSystem(() => setImmediate(() => {
      this.waitingTasks--;
      this.run(task);
    }));
  }

  /** Runs code of the application in order, and at once where nothing waits: for callbacks of the host's event loop. */
  dispatch(task: () => void): void {
    if (this.waitingTasks === 0) {
      this.run(task);
    } else {
      this.post(task);
    }
  }

  uncaught(error: unknown): void {
    if (this.isOpen) {
      this.options.onUncaught(error);
    }
  }

  leftRejected(reason: unknown): void {
    const { testRun } = this.options.environment;
    if (testRun === undefined) {
      this.uncaught(reason);
    } else if (this.isOpen) {
      testRun.leftRejected(reason);
    }
  }

  close(): void {
    if (!this.isOpen) {
      return;
    }
    this.held = undefined;
    this.run(() => this.ui.dispose());
    this.isOpen = false;
    this.timers.close();
    this.kits.close();
  }

  /** Exports of a package that the process was given; undefined for one that it was not. */
  packageOf(specifier: string): object | undefined {
    const code = this.options.environment.packages[specifier];
    const present = code === undefined ? undefined : this.packages.get(code);
    if (code === undefined || present !== undefined) {
      return present;
    }
    const exports = this.realm.evaluateScript(code, `${specifier}.js`);
    this.packages.set(code, exports);
    return exports;
  }

  private routeBuilder(name: string): ((name: string, parameters: unknown) => void) | undefined {
    const route = this.options.environment.hap.routes.find(one => one.name === name);
    const builder = route === undefined ? undefined : this.realm.require(route.module)[route.buildFunction];
    return typeof builder === 'function' ? builder as (name: string, parameters: unknown) => void : undefined;
  }
}
