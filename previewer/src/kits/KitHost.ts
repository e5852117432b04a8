import type { CompiledHap } from '../arkts/Hap.js';
import type { ArkUi, ResourceReference, UiConfiguration } from '../arkui/ArkUi.js';
import type { Clock } from '../clock/Clock.js';
import type { NetworkStack } from '../net/NetworkStack.js';
import type { Caller, WifiService } from '../wifi/WifiApi.js';
import type { FileAreas } from './corefile/FileAreas.js';

export type LogLevel = 'D' | 'I' | 'W' | 'E' | 'F';

export interface PermissionAnswer {
  /** 0 granted, -1 denied, 2 invalid request (platform behaviour §6). */
  result: number;
  dialogShown: boolean;
}

/** The permissions of one application. */
export interface PermissionPort {
  has(name: string): boolean;
  /** Asks for what was not decided yet. */
  request(names: readonly string[]): Promise<PermissionAnswer[]>;
  /** Grants without asking, as a privileged application may; false for a name that nobody can grant. */
  grant(name: string): boolean;
  /** Asks again for what was denied, as the settings panel over the application does. */
  requestOnSetting(names: readonly string[]): Promise<PermissionAnswer[]>;
}

/** Values of resources for the configuration of now; an unknown name throws. */
export interface ResourcePort {
  resolve(reference: ResourceReference): ResourceResult;
  /** A text with plural forms, chosen by `quantity`. */
  plural(name: string, quantity: number, params: readonly unknown[]): string;
  /** Content of a media or raw file. */
  file(name: string): Uint8Array;
}

export type ResourceResult = string | number | boolean | string[] | number[];

/** The other end of a worker: what the creator of a `ThreadWorker` or the worker itself holds. */
export interface WorkerChannel {
  readonly name: string;
  post(message: unknown, transfer: ArrayBuffer[]): void;
  /** One receiver; messages that came earlier are kept for it. */
  listen(receiver: WorkerReceiver): void;
  /** Ends the worker. */
  close(): void;
}

export interface WorkerReceiver {
  message(data: unknown): void;
  /** An error that the other end did not catch. Returns whether the application listens for it. */
  error(error: unknown): boolean;
  exit(code: number): void;
}

export interface WorkerPort {
  /** Throws for a script that is no worker of the HAP. */
  create(script: string, name: string): WorkerChannel;
  /** Set inside a worker only. */
  readonly parent: WorkerChannel | undefined;
}

/** An ability as the life cycle drives it. */
export interface AbilityInstance {
  context: unknown;
  launchWant?: WantLike;
  lastRequestWant?: WantLike;
  onCreate?(want: WantLike, launchParam: object): unknown;
  onNewWant?(want: WantLike, launchParam: object): unknown;
  onWindowStageCreate?(windowStage: object): unknown;
  onWindowStageWillDestroy?(windowStage: object): unknown;
  onWindowStageDestroy?(): unknown;
  onForeground?(): unknown;
  onBackground?(): unknown;
  onDestroy?(): unknown;
  onConfigurationUpdate?(configuration: object): unknown;
}

export interface WantLike {
  bundleName?: string;
  abilityName?: string;
  moduleName?: string;
  [key: string]: unknown;
}

/** As in the SDK: 0 uninitialised, 1 created, 2 foreground, 3 background, 4 destroyed. */
export type AbilityState = 0 | 1 | 2 | 3 | 4;

export interface AbilityPort {
  readonly top: AbilityInstance | undefined;
  stateOf(ability: AbilityInstance): AbilityState;
  /** Rejects with 16000001 for an ability that this device does not have. */
  start(want: WantLike): Promise<void>;
  terminate(ability: AbilityInstance): Promise<void>;
  background(ability: AbilityInstance): Promise<void>;
  foreground(ability: AbilityInstance): Promise<void>;
  /** Called after every change of an ability's state; returns the function that ends the subscription. */
  onState(listener: (ability: AbilityInstance, name: string, state: AbilityState) => void): () => void;
  /** Mounts a page of `main_pages` in the ability's window. */
  loadPage(path: string): void;
  /** The `ApplicationContext` of the process. */
  readonly applicationContext: object;
}

/** What a run of tests was started with, and where its report goes. */
export interface TestRun {
  readonly parameters: Record<string, string>;
  print(message: string): void;
  finish(message: string, code: number): void;
  /** A promise that nobody handles; the run goes on, as on a device. */
  leftRejected(reason: unknown): void;
}

/** What a document picker asks the person: which of their documents, or how a new one is to be called. */
export interface PickRequest {
  kind: 'select' | 'save';
  suggestedNames: readonly string[];
  /** As the application gave them: `.txt`, or a description with suffixes behind a bar. */
  suffixes: readonly string[];
  /** How many documents may be chosen. */
  most: number;
}

/** A file that the application hands to the system to show. */
export interface ViewedFile {
  name: string;
  /** MIME type as the application gave it; may be empty. */
  type: string;
  hostPath: string;
}

/** The screen that the application shares with the system. */
export interface ScreenPort {
  /** Names of the documents that the application may open from now on; none when the person cancelled. */
  pick(request: PickRequest): Promise<string[]>;
  view(file: ViewedFile): void;
  keepOn(isKept: boolean): void;
}

/** What the kits need of the device and the realm they are instantiated for. */
export interface KitHost {
  readonly hap: CompiledHap;
  readonly clock: Clock;
  readonly ui: ArkUi;
  /** Undefined in a worker with a thread of its own. */
  readonly wifi: WifiService | undefined;
  readonly caller: Caller;
  readonly network: NetworkStack;
  readonly permissions: PermissionPort;
  readonly resources: ResourcePort;
  readonly abilities: AbilityPort;
  readonly workers: WorkerPort;
  readonly deviceName: string;
  readonly files: FileAreas;
  /** Undefined outside the main thread. */
  readonly screen: ScreenPort | undefined;
  readonly testRun: TestRun | undefined;
  random(): number;
  /** Called when the application's process ends, which its threads may do before it. */
  whenProcessEnds(ending: () => void): void;
  configuration(): UiConfiguration;
  onConfiguration(listener: () => void): () => void;
  /** `domain` as the number that hilog is given. */
  log(level: LogLevel, domain: number, tag: string, text: string): void;
  /** Runs a task on the realm's thread, in order; an error in it is one of the application. */
  post(task: () => void): void;
  /** As `post`, and at once where nothing waits: for callbacks of the host's event loop. */
  dispatch(task: () => void): void;
}
