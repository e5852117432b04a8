import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import type { Clock } from '../../clock/Clock.js';
import type { LogLevel } from '../../kits/KitHost.js';
import type { RealmTimers } from './RealmTimers.js';

export interface PlatformNamesOptions {
  clock: Clock;
  timers: RealmTimers;
  random: (() => number) | undefined;
  write(level: LogLevel, text: string): void;
}

/** What the host's JavaScript has beside the language itself: none of it exists on a device. */
const HOST_NAMES: readonly string[] = hostNames();

const KNOWN_CAPABILITIES: ReadonlySet<string> = new Set([
  'SystemCapability.Ability.AbilityRuntime.Core',
  'SystemCapability.ArkUI.ArkUI.Full',
  'SystemCapability.BundleManager.BundleFramework.Core',
  'SystemCapability.Communication.NetStack',
  'SystemCapability.Communication.WiFi.Core',
  'SystemCapability.Communication.WiFi.P2P',
  'SystemCapability.Communication.WiFi.STA',
  'SystemCapability.FileManagement.AppFileService',
  'SystemCapability.FileManagement.File.FileIO',
  'SystemCapability.FileManagement.UserFileService',
  'SystemCapability.HiviewDFX.HiLog',
  'SystemCapability.Security.CryptoFramework',
  'SystemCapability.Security.CryptoFramework.MessageDigest',
  'SystemCapability.Security.CryptoFramework.Rand',
  'SystemCapability.Utils.Lang',
]);

/** The names that every module sees without importing them, other than those of the UI. */
export function createPlatformNames(options: PlatformNamesOptions): Record<string, unknown> {
  const { timers, random } = options;
  const hidden = Object.fromEntries(HOST_NAMES.map(name => [name, undefined]));
  return {
    ...hidden,
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    clearTimeout: timers.clear,
    clearInterval: timers.clear,
    queueMicrotask: (task: () => void) => void Promise.resolve().then(task),
    Date: clockDate(options.clock),
    Math: random === undefined ? Math : Object.create(Math, { random: { value: random } }) as Math,
    console: createConsole(options.write),
    canIUse: (capability: string) => KNOWN_CAPABILITIES.has(capability),
  };
}

function hostNames(): string[] {
  const ofLanguage = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]);
  ofLanguage.delete('console');
  const isHost = (name: string): boolean => !ofLanguage.has(name) && /^[A-Za-z_$][\w$]*$/.test(name);
  const names = Object.getOwnPropertyNames(globalThis).filter(isHost);
  return [...new Set([...names, 'globalThis', 'process', 'Buffer'])];
}

/** `Date` as the language has it, but its present is the clock's. */
function clockDate(clock: Clock): DateConstructor {
  const clocked: DateConstructor = new Proxy(Date, {
    construct: (target, args: readonly unknown[], newTarget) => {
      const type = newTarget === clocked ? target : newTarget;
      return Reflect.construct(target, args.length === 0 ? [clock.now()] : args, type) as Date;
    },
    apply: () => new Date(clock.now()).toString(),
    get: (target, property, receiver): unknown =>
      property === 'now' ? () => clock.now() : Reflect.get(target, property, receiver),
  });
  return clocked;
}

function createConsole(write: (level: LogLevel, text: string) => void): object {
  const at = (level: LogLevel) => (...values: unknown[]): void => write(level, values.map(display).join(' '));
  return {
    debug: at('D'),
    log: at('I'),
    info: at('I'),
    warn: at('W'),
    error: at('E'),
    trace: at('D'),
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) {
        at('E')('Assertion failed', ...values);
      }
    },
  };
}

function display(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}
