import type { CompiledHap } from '../../arkts/Hap.js';
import type { AppThread } from '../../device/application/AppThread.js';
import type { CrashReport } from '../../device/DeviceView.js';
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
  /** What stopped the run or belongs to no case. */
  errors: { where: string; error: unknown }[];
  /** Promises that were left rejected, with the case that ran. */
  rejections: { where: string; error: unknown }[];
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

export interface HypiumOptions {
  /** Those of `aa test`: `-s peer` and the like. */
  parameters?: Record<string, string>;
  /** What `bundleHypium` made; default: made anew. */
  framework?: string;
  /** Takes the lines of hypium's own report, as `aa test` shows them. */
  print?(line: string): void;
}

/** Runs the tests of a HAP in a process of their own on the device, as the platform's test runner does. */
export async function runHypium(
  device: VirtualDevice,
  hap: CompiledHap,
  { parameters = {}, framework, print = () => undefined }: HypiumOptions = {},
): Promise<HypiumResult> {
  const script = framework ?? await bundleHypium();
  const result: HypiumResult = { cases: [], errors: [], rejections: [] };
  let running = hap.bundleName;
  await new Promise<void>(finish => {
    const end = onCrash(device, error => {
      result.errors.push({ where: running, error });
      stop();
    });
    // A promise that the last case left rejected is reported when the present turn is over.
    const stop = (): unknown => setImmediate(() => {
      end();
      finish();
    });
    const run: TestRun = {
      parameters,
      print: text => text.split('\n').filter(line => line !== '').forEach(line => print(line)),
      finish: (message, code) => {
        print(`TestFinished-ResultCode: ${code}`);
        print(`TestFinished-ResultMsg: ${message}`);
        stop();
      },
      leftRejected: error => result.rejections.push({ where: running, error }),
    };
    const thread = device.startTests({ run, packages: { '@ohos/hypium': script, '@ohos/hamock': script } });
    thread.run(() => begin(thread, hap, result, name => {
      running = name;
    }));
  });
  return result;
}

/** Calls back when the application of a device crashes. Returns the function that ends it. */
export function onCrash(device: VirtualDevice, report: (error: CrashReport) => void): () => void {
  let last: CrashReport | undefined;
  return device.subscribe(notice => {
    const application = notice.kind === 'status' ? notice.status.application : undefined;
    if (application?.state === 'crashed' && application.error !== last) {
      last = application.error;
      report(last);
    }
  });
}

function begin(thread: AppThread, hap: CompiledHap, result: HypiumResult, onCase: (name: string) => void): void {
  const hypium = thread.packageOf('@ohos/hypium') as Hypium;
  const registry = createAbilityDelegatorRegistry(thread.host) as DelegatorRegistry;
  const testSuite = thread.realm.require(hap.testEntry ?? '')['default'];
  hypium.Hypium.hypiumTest(registry.getAbilityDelegator(), registry.getArguments(), testSuite);
  const core = hypium.Core.getInstance();
  const suiteName = (): string => core.getDefaultService('suite').getCurrentRunningSuite().description;
  core.subscribeEvent('spec', {
    specStart: () => onCase(`${suiteName()} › ${core.getDefaultService('spec').currentRunningSpec.description}`),
    specDone: () => {
      const { description, error, fail } = core.getDefaultService('spec').currentRunningSpec;
      const suite = suiteName();
      result.cases.push({ suite, name: description, error: error ?? fail ?? undefined });
    },
  });
  core.subscribeEvent('suite', {
    suiteStart: () => undefined,
    suiteDone: () => {
      const { hookError } = core.getDefaultService('suite').getCurrentRunningSuite();
      if (hookError !== null && hookError !== undefined) {
        result.errors.push({ where: suiteName(), error: hookError });
      }
    },
  });
}
