import type { RealBench } from './realBench.js';
import type { Outcome } from './outcome.js';

/** The suites of `entry/src/ohosTest` that need a second device. */
const SUITES = ['TwoDevices', 'ConformancePeerFound', 'ConformancePeerConnected'];
const LIMIT_SECONDS = 240;
const POLL_MS = 200;

/** Runs them on phone 1; the person at phone 2 discovers and says yes to everything. */
export async function runSuites(bench: RealBench, wanted: string): Promise<Outcome[]> {
  const [one, two] = bench.phones;
  const suites = SUITES.filter(suite => suite.includes(wanted));
  if (suites.length === 0) {
    return [];
  }
  await bench.kill(one);
  await bench.start(one, '/job/tests.json');
  const willing = setInterval(() => {
    [one, two].forEach(phone => phone.sayYes());
  }, POLL_MS);
  bench.deviceOf(two).openSystemPage();
  const began = performance.now();
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => {
    limit = setTimeout(() => resolve(undefined), LIMIT_SECONDS * 1000);
  });
  const report = await Promise.race([bench.deviceOf(one).test(suites, two.name), late]);
  clearTimeout(limit);
  clearInterval(willing);
  const seconds = (performance.now() - began) / 1000;
  if (report === undefined) {
    return [{ name: suites.join(), seconds, error: `no end within ${LIMIT_SECONDS} s`, trace: [] }];
  }
  const cases = report.cases.map(({ suite, name, error }) => ({
    name: `${suite} › ${name}`, seconds: 0, ...error !== undefined && { error }, trace: [],
  }));
  const errors = report.errors.map(error => ({ name: 'the suites', seconds, error, trace: [] }));
  return [...cases, ...errors];
}
