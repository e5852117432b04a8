import { mkdirSync } from 'node:fs';
import { callbackOf, settleWithCode } from './asyncResult.js';
import { PathMap } from './corefile/PathMap.js';
import type { AbilityInstance, KitHost, WantLike } from './KitHost.js';
import { partialKit } from './partialKit.js';
import { applicationInfo } from './bundleManager.js';
import { createResourceManager } from './resourceManager.js';

type Listener = (...args: unknown[]) => void;

/** `UIAbilityContext` of one ability; `ability` is undefined for the application's and a stage's context. */
export function createContext(host: KitHost, ability?: AbilityInstance): object {
  const start = (...args: unknown[]): Promise<void> | undefined =>
    settleWithCode(() => host.abilities.start(args[0] as WantLike), callbackOf(args));
  const abilityMembers = ability === undefined ? {} : {
    startAbility: start,
    terminateSelf: (callback?: unknown) => settleWithCode(() => host.abilities.terminate(ability), callback),
    moveAbilityToBackground: () => host.abilities.background(ability),
    isTerminating: () => host.abilities.stateOf(ability) === 4,
    setMissionLabel: (_label: string, callback?: unknown) => settleWithCode(() => undefined, callback),
    reportDrawnCompleted: (callback?: unknown) => settleWithCode(() => undefined, callback),
    config: configurationOf(host),
    abilityInfo: { bundleName: host.hap.bundleName, moduleName: host.hap.moduleName, name: host.hap.mainAbility },
    currentHapModuleInfo: { name: host.hap.moduleName, mainElementName: host.hap.mainAbility },
  };
  const { moduleName } = host.hap;
  const folders = foldersOf(host, `base/haps/${moduleName}`, `database/${moduleName}`);
  return partialKit('Context', { ...baseContext(host), ...folders, ...abilityMembers });
}

/** The application's context: the one of a process. */
export function createApplicationContext(host: KitHost): object {
  const environment = new Map<number, { onConfigurationUpdated?(configuration: object): void }>();
  let nextId = 0;
  host.onConfiguration(() => {
    environment.forEach(callback => callback.onConfigurationUpdated?.(configurationOf(host)));
  });
  return partialKit('ApplicationContext', {
    ...baseContext(host),
    ...foldersOf(host, 'base', 'database'),
    on: (type: string, callback: object) => {
      if (type === 'environment') {
        environment.set(nextId, callback);
      }
      return nextId++;
    },
    off: (_type: string, id: number, callback?: unknown) => settleWithCode(() => void environment.delete(id), callback),
    setColorMode: () => undefined,
    setLanguage: () => undefined,
  });
}

export function configurationOf(host: KitHost): object {
  const { locale, colorMode, width, height } = host.configuration();
  return {
    language: locale,
    colorMode: colorMode === 'dark' ? 0 : 1,
    direction: width > height ? 1 : 0,
    screenDensity: 480,
    displayId: 0,
    hasPointerDevice: false,
    fontSizeScale: 1,
    fontWeightScale: 1,
  };
}

function baseContext(host: KitHost): object {
  return {
    resourceManager: createResourceManager(host),
    applicationInfo: applicationInfo(host),
    eventHub: createEventHub(),
    area: 1,
    getApplicationContext: () => host.abilities.applicationContext,
  };
}

/** Paths as the application sees them; the folders exist from the start. */
function foldersOf(host: KitHost, base: string, databases: string): object {
  const paths = new PathMap(host.files);
  const folder = (name: string): string => {
    const { device, host: directory } = paths.resolve(`/data/storage/el2/${name}`);
    mkdirSync(directory, { recursive: true });
    return device;
  };
  return {
    filesDir: folder(`${base}/files`),
    cacheDir: folder(`${base}/cache`),
    tempDir: folder(`${base}/temp`),
    preferencesDir: folder(`${base}/preferences`),
    databaseDir: folder(databases),
  };
}

function createEventHub(): object {
  const listeners = new Map<string, Listener[]>();
  return {
    on: (event: string, callback: Listener) => {
      listeners.set(event, [...(listeners.get(event) ?? []), callback]);
    },
    off: (event: string, callback?: Listener) => {
      const kept = (listeners.get(event) ?? []).filter(one => callback !== undefined && one !== callback);
      listeners.set(event, kept);
    },
    emit: (event: string, ...args: unknown[]) => {
      (listeners.get(event) ?? []).forEach(listener => listener(...args));
    },
  };
}
