import type { CompiledHap } from '../../arkts/Hap.js';
import type { AppThread } from '../../device/application/AppThread.js';
import type { VirtualDevice } from '../../device/VirtualDevice.js';
import { createAbilityDelegatorRegistry } from '../../kits/abilityDelegator.js';
import type { TestRun } from '../../kits/KitHost.js';
import { bundleHypium } from './bundleHypium.js';

export interface CaseResult {
  suite: string;
  name: string;
  /** Undefined for a case that passed. */
  error?: unknown;
}

export interface HypiumResult {
  cases: CaseResult[];
  /** What stopped the run or lies outside of every case. */
  errors: unknown[];
}

/** The parts of hypium that a run uses. */
interface Hypium {
  Hypium: { hypiumTest(delegator: object, delegatorArguments: object, testSuite: unknown): void };
  Core: { getInstance(): HypiumCore };
}

interface HypiumCore {
  subscribeEvent(kind: 'suite' | 'spec' | 'task', receiver: object): void;
  getDefaultService(name: 'suite'): { getCurrentRunningSuite(): { description: string; hookError: unknown } };
  getDefaultService(name: 'spec'): { currentRunningSpec: { description: string; error?: unknown; fail?: unknown } };
}

interface DelegatorRegistry {
  getAbilityDelegator(): object;
  getArguments(): object;
}

/**
 * Runs the tests of a HAP in a process of their own on the device, as the platform's test runner does. `parameters` are those of
 * `aa test`: `-s peer` and the like.
 */
export async function runHypium(
  device: VirtualDevice,
  hap: CompiledHap,
  parameters: Record<string, string>,
): Promise<HypiumResult> {
  const script = await bundleHypium();
  const result: HypiumResult = { cases: [], errors: [] };
  await new Promise<void>(finish => {
    const end = device.subscribe(notice => {
      if (notice.kind === 'status' && notice.status.application.state === 'crashed') {
        result.errors.push(notice.status.application.error);
        stop();
      }
    });
    const stop = (): void => {
      end();
      finish();
    };
    const run: TestRun = { parameters, print: () => undefined, finish: stop };
    const thread = device.startTests({ run, packages: { '@ohos/hypium': script, '@ohos/hamock': script } });
    thread.run(() => begin(thread, hap, result));
  });
  return result;
}

function begin(thread: AppThread, hap: CompiledHap, result: HypiumResult): void {
  const hypium = thread.packageOf('@ohos/hypium') as Hypium;
  const registry = createAbilityDelegatorRegistry(thread.host) as DelegatorRegistry;
  const testSuite = thread.realm.require(hap.testEntry ?? '')['default'];
  hypium.Hypium.hypiumTest(registry.getAbilityDelegator(), registry.getArguments(), testSuite);
  const core = hypium.Core.getInstance();
  core.subscribeEvent('spec', {
    specStart: () => undefined,
    specDone: () => {
      const { description, error, fail } = core.getDefaultService('spec').currentRunningSpec;
      const suite = core.getDefaultService('suite').getCurrentRunningSuite().description;
      result.cases.push({ suite, name: description, error: error ?? fail ?? undefined });
    },
  });
  core.subscribeEvent('suite', {
    suiteStart: () => undefined,
    suiteDone: () => {
      const { hookError } = core.getDefaultService('suite').getCurrentRunningSuite();
      if (hookError !== null && hookError !== undefined) {
        result.errors.push(hookError);
      }
    },
  });
}
