import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { scenarios } from '../scenarios/scenarios.js';
import { Capture } from './Capture.js';
import type { Outcome } from './outcome.js';
import { createRealBench, idOf, type RealBench } from './realBench.js';
import { runSuites } from './suites.js';

const RESULTS = '/job/results';
const SESSION_TCP = 'tcp and net 192.168.49.0/24 and greater 80';
const KEY_EXCHANGE = 'ether proto 0x888e';

async function attempt(name: string, bench: RealBench, run: () => Promise<void>): Promise<Outcome> {
  const began = performance.now();
  bench.trace.begin();
  let error: string | undefined;
  try {
    await run();
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message : String(thrown);
  }
  const seconds = (performance.now() - began) / 1000;
  const outcome = { name, seconds, ...error !== undefined && { error }, trace: bench.trace.entries };
  print(outcome);
  return outcome;
}

function print({ name, seconds, error }: Outcome): void {
  const time = seconds === 0 ? '' : ` (${seconds.toFixed(1)} s)`;
  console.log(`${error === undefined ? 'passed' : 'FAILED'} ${name}${time}${error === undefined ? '' : `: ${error}`}`);
}

/** Ends whatever a failed scenario left behind: every phone starts anew. */
async function startAnew(bench: RealBench): Promise<void> {
  for (const phone of bench.phones) {
    await bench.setInRange(phone, true);
    await bench.kill(phone).catch(() => undefined);
    await bench.start(phone);
  }
}

function expect(condition: boolean, what: string): void {
  if (!condition) {
    throw new Error(what);
  }
}

mkdirSync(RESULTS, { recursive: true });
const bench = await createRealBench({ hapFile: '/job/hap.json', resultFolder: RESULTS });
execFileSync('ip', ['link', 'set', 'hwsim0', 'up']);
const air = new Capture(`${RESULTS}/air.pcap`, { interface: 'hwsim0' }, KEY_EXCHANGE);
const owner = new Capture(`${RESULTS}/phone-1.pcap`, { interface: 'any', namespace: idOf(bench.phones[0]) }, `tcp or ${KEY_EXCHANGE}`);
const wanted = readFileSync('/job/only', 'utf8');
const outcomes: Outcome[] = [];
for (const { name, run, tidy } of scenarios.filter(scenario => scenario.name.includes(wanted))) {
  const outcome = await attempt(name, bench, async () => {
    await run(bench);
    bench.trace.end();
    await tidy(bench);
  });
  outcomes.push(outcome);
  writeFileSync(`${RESULTS}/outcomes.json`, JSON.stringify(outcomes, undefined, 1));
  if (outcome.error !== undefined) {
    await startAnew(bench);
  }
}
await air.stop();
await owner.stop();
if (outcomes.length > 0) {
  outcomes.push(await attempt('the captures show key exchanges on the air and TCP of the session', bench, async () => {
    expect(air.count(KEY_EXCHANGE) > 0, 'no EAPOL frame on the air');
    expect(owner.count(SESSION_TCP) > 0, 'no TCP segment with data on the group interface');
  }));
}
const cases = await runSuites(bench, wanted);
cases.forEach(print);
outcomes.push(...cases);
writeFileSync(`${RESULTS}/outcomes.json`, JSON.stringify(outcomes, undefined, 1));
await bench.close();
process.exit(outcomes.some(({ error }) => error !== undefined) ? 1 : 0);
