import type { CompiledHap } from '../../arkts/Hap.js';
import { configurationOf, createApplicationContext, createContext } from '../../kits/abilityContext.js';
import { businessError } from '../../kits/businessError.js';
import { viewedFileOf } from '../../kits/viewData.js';
import type { AbilityInstance, AbilityPort, AbilityState, WantLike } from '../../kits/KitHost.js';
import { type AbilityWindow, createAbilityWindow } from '../../kits/window.js';
import type { AppThread } from './AppThread.js';

interface RunningAbility {
  name: string;
  instance: AbilityInstance;
  state: AbilityState;
  window: AbilityWindow | undefined;
}

type StateListener = (ability: AbilityInstance, name: string, state: AbilityState) => void;

const ABILITY_NOT_FOUND = 16000001;
const PAGE_NOT_FOUND = 401;
const CREATED = 1;
const FOREGROUND = 2;
const BACKGROUND = 3;
const DESTROYED = 4;
const STAGE_SHOWN = 1;
const STAGE_ACTIVE = 2;
const STAGE_INACTIVE = 3;
const STAGE_HIDDEN = 4;
const STAGE_RESUMED = 5;
const STAGE_PAUSED = 6;
const SYSTEM_DOMAIN = 0xc01300;

/** The abilities of one application process, each a singleton, and their life cycle. */
export class Abilities implements AbilityPort {
  private readonly running: RunningAbility[] = [];
  private readonly listeners = new Set<StateListener>();
  private context: object | undefined;

  constructor(private readonly hap: CompiledHap, private readonly thread: () => AppThread) {}

  get top(): AbilityInstance | undefined {
    return this.running.at(-1)?.instance;
  }

  get topWindow(): AbilityWindow | undefined {
    return this.running.at(-1)?.window;
  }

  get applicationContext(): object {
    this.context ??= createApplicationContext(this.thread().host);
    return this.context;
  }

  stateOf(instance: AbilityInstance): AbilityState {
    return this.running.find(one => one.instance === instance)?.state ?? DESTROYED;
  }

  onState(listener: StateListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async start(want: WantLike): Promise<void> {
    const { files, screen } = this.thread().host;
    const viewed = viewedFileOf(want, files);
    if (viewed !== undefined) {
      screen?.view(viewed);
      return;
    }
    const definition = this.hap.abilities.find(ability => ability.name === want.abilityName);
    const isOwn = want.bundleName === undefined || want.bundleName === '' || want.bundleName === this.hap.bundleName;
    if (definition === undefined || !isOwn) {
      const name = [want.bundleName, want.abilityName].filter(part => part !== undefined).join('/');
      this.thread().host.log('W', SYSTEM_DOMAIN, 'AbilityManager', `There is no ability ${name} on this device.`);
      throw businessError(ABILITY_NOT_FOUND, 'The specified ability does not exist.');
    }
    const present = this.running.find(one => one.name === definition.name);
    if (present === undefined) {
      this.run(() => this.create(definition.name, definition.module, want));
    } else {
      present.instance.lastRequestWant = want;
      this.run(() => present.instance.onNewWant?.(want, launchParameters()));
      await this.foreground(present.instance);
    }
  }

  async foreground(instance: AbilityInstance): Promise<void> {
    const ability = this.find(instance);
    if (ability !== undefined && ability.state !== FOREGROUND) {
      this.run(() => {
        ability.window?.emitStageEvent(STAGE_SHOWN);
        instance.onForeground?.();
        this.move(ability, FOREGROUND);
        ability.window?.emitStageEvent(STAGE_ACTIVE);
        ability.window?.emitStageEvent(STAGE_RESUMED);
      });
    }
  }

  async background(instance: AbilityInstance): Promise<void> {
    const ability = this.find(instance);
    if (ability?.state === FOREGROUND) {
      this.run(() => {
        ability.window?.emitStageEvent(STAGE_PAUSED);
        ability.window?.emitStageEvent(STAGE_INACTIVE);
        ability.window?.emitStageEvent(STAGE_HIDDEN);
        instance.onBackground?.();
        this.move(ability, BACKGROUND);
      });
    }
  }

  /** Resolves when `onDestroy` has finished. */
  async terminate(instance: AbilityInstance): Promise<void> {
    const ability = this.find(instance);
    if (ability === undefined) {
      return;
    }
    await this.background(instance);
    const end = this.run(() => {
      if (ability.window !== undefined) {
        instance.onWindowStageWillDestroy?.(ability.window.stage);
        this.thread().ui.dispose();
        instance.onWindowStageDestroy?.();
        ability.window.close();
      }
      return instance.onDestroy?.();
    });
    this.running.splice(this.running.indexOf(ability), 1);
    this.move(ability, DESTROYED);
    await end;
  }

  /** `path` as `main_pages` has it: relative to the module's `ets` folder. */
  loadPage(path: string): void {
    const module = this.hap.pages.find(page => page.endsWith(`/ets/${path}`));
    if (module === undefined) {
      throw businessError(PAGE_NOT_FOUND, `The page '${path}' cannot be loaded: main_pages does not list it.`);
    }
    this.run(() => {
      const entry = this.thread().realm.entryOf(module);
      if (entry === undefined) {
        throw new Error(`The page '${path}' cannot be loaded: it has no @Entry struct.`);
      }
      this.thread().ui.mount(entry);
    });
  }

  configurationChanged(): void {
    const { host } = this.thread();
    this.running.forEach(({ instance }) => instance.onConfigurationUpdate?.(configurationOf(host)));
  }

  private create(name: string, module: string, want: WantLike): void {
    const { host, realm } = this.thread();
    const Ability = realm.require(module)['default'];
    if (typeof Ability !== 'function') {
      throw new Error(`${module} has no default export: the ability ${name} cannot be started.`);
    }
    const instance = Reflect.construct(Ability, []) as AbilityInstance;
    const ability: RunningAbility = { name, instance, state: 0, window: undefined };
    instance.context = createContext(host, instance);
    instance.launchWant = want;
    instance.lastRequestWant = want;
    this.running.push(ability);
    instance.onCreate?.(want, launchParameters());
    this.move(ability, CREATED);
    ability.window = createAbilityWindow(host);
    instance.onWindowStageCreate?.(ability.window.stage);
    void this.foreground(instance);
  }

  /** An error in the application's own code ends the process, it does not go to who asked for the change of state. */
  private run<T>(task: () => T): T | undefined {
    return this.thread().run(task);
  }

  private find(instance: AbilityInstance): RunningAbility | undefined {
    return this.running.find(one => one.instance === instance);
  }

  private move(ability: RunningAbility, state: AbilityState): void {
    ability.state = state;
    [...this.listeners].forEach(listener => listener(ability.instance, ability.name, state));
  }
}

function launchParameters(): object {
  return { launchReason: 1, lastExitReason: 2, lastExitMessage: '' };
}
