import { callbackOf, settle } from './asyncResult.js';
import { businessError } from './businessError.js';
import type { AbilityInstance, AbilityState, KitHost, WantLike } from './KitHost.js';
import { partialKit } from './partialKit.js';

interface AbilityMonitor {
  abilityName: string;
  onAbilityCreate?(ability: AbilityInstance): void;
  onAbilityForeground?(ability: AbilityInstance): void;
  onAbilityBackground?(ability: AbilityInstance): void;
  onAbilityDestroy?(ability: AbilityInstance): void;
}

const UNKNOWN_ABILITY_STATE: AbilityState = 0;
const WAIT_LIMIT = 5000;
const TEST_NOT_RUNNING = 16000011;

/** `abilityDelegatorRegistry`: how tests start and watch abilities. */
export function createAbilityDelegatorRegistry(host: KitHost): object {
  const monitors = new Set<AbilityMonitor>();
  host.abilities.onState((ability, name, state) => {
    [...monitors].filter(monitor => monitor.abilityName === name).forEach(monitor => notify(monitor, ability, state));
  });
  const add = (monitor: AbilityMonitor): void => void monitors.add(monitor);
  const remove = (monitor: AbilityMonitor): void => void monitors.delete(monitor);
  const print = (message: string): void => host.testRun?.print(message);
  const top = (): AbilityInstance => {
    const ability = host.abilities.top;
    if (ability === undefined) {
      throw businessError(TEST_NOT_RUNNING, 'No ability is on top.');
    }
    return ability;
  };
  const delegator = partialKit('AbilityDelegator', {
    startAbility: (want: WantLike, callback?: unknown) => settle(() => host.abilities.start(want), callback),
    getCurrentTopAbility: (callback?: unknown) => settle(top, callback),
    getAbilityState: (ability: AbilityInstance) => host.abilities.stateOf(ability) ?? UNKNOWN_ABILITY_STATE,
    getAppContext: () => host.abilities.applicationContext,
    doAbilityForeground: (ability: AbilityInstance, callback?: unknown) =>
      settle(() => host.abilities.foreground(ability), callback),
    doAbilityBackground: (ability: AbilityInstance, callback?: unknown) =>
      settle(() => host.abilities.background(ability), callback),
    addAbilityMonitor: (monitor: AbilityMonitor, callback?: unknown) => settle(() => add(monitor), callback),
    addAbilityMonitorSync: add,
    removeAbilityMonitor: (monitor: AbilityMonitor, callback?: unknown) => settle(() => remove(monitor), callback),
    removeAbilityMonitorSync: remove,
    waitAbilityMonitor: (monitor: AbilityMonitor, ...rest: unknown[]) =>
      settle(() => waitForForeground(host, monitor.abilityName, rest[0]), callbackOf(rest)),
    print: (message: string, callback?: unknown) => settle(() => print(message), callback),
    printSync: print,
    finishTest: (message: string, code: number, callback?: unknown) =>
      settle(() => host.testRun?.finish(message, code), callback),
  });
  const testArguments = {
    bundleName: host.hap.bundleName,
    parameters: host.testRun?.parameters ?? {},
    testCaseNames: '',
    testRunnerClassName: 'OpenHarmonyTestRunner',
  };
  return partialKit('abilityDelegatorRegistry', {
    AbilityLifecycleState: { UNINITIALIZED: 0, CREATE: 1, FOREGROUND: 2, BACKGROUND: 3, DESTROY: 4 },
    getAbilityDelegator: () => delegator,
    getArguments: () => testArguments,
  });
}

function notify(monitor: AbilityMonitor, ability: AbilityInstance, state: AbilityState): void {
  if (state === 1) {
    monitor.onAbilityCreate?.(ability);
  } else if (state === 2) {
    monitor.onAbilityForeground?.(ability);
  } else if (state === 3) {
    monitor.onAbilityBackground?.(ability);
  } else if (state === 4) {
    monitor.onAbilityDestroy?.(ability);
  }
}

function waitForForeground(host: KitHost, abilityName: string, limit: unknown): Promise<AbilityInstance> {
  return new Promise((resolve, reject) => {
    const finish = (settleWait: () => void): void => {
      end();
      host.clock.clear(timer);
      settleWait();
    };
    const end = host.abilities.onState((ability, name, state) => {
      if (name === abilityName && state === 2) {
        finish(() => resolve(ability));
      }
    });
    const timer = host.clock.setTimeout(
      () => finish(() => reject(businessError(16000050, `Ability ${abilityName} did not come to the foreground.`))),
      typeof limit === 'number' ? limit : WAIT_LIMIT,
    );
  });
}
