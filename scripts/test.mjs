// `npm test`: every suite of the project, one after the other, and one line at the end.
// `npm test -- NAME …` runs the named suites only.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const previewer = ['previewer/bin/previewer.mjs'];

/** A suite prints `… N passed, N failed`; one without such a line counts as one test that its exit status decides. */
const suites = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', 'previewer'] },
  { name: 'types-e2e', command: ['node_modules/typescript/bin/tsc', '-p', 'e2e'] },
  { name: 'imports', command: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', 'previewer/.dependency-cruiser.cjs', 'previewer/src'] },
  { name: 'check', command: [...previewer, 'check'] },
  { name: 'local', command: [...previewer, 'test', '--kind', 'local'] },
  { name: 'previewer', command: nodeTest('previewer', 'previewer/test') },
  { name: 'instrumented', command: [...previewer, 'test', '--kind', 'instrumented'] },
  { name: 'browser', command: nodeTest('browser', 'e2e/test') },
];

/** Hypium's report for machines: its failures stand once more, readably, below it. */
const HYPIUM_REPORT = /^(OHOS_REPORT_|TestFinished-)/;

function nodeTest(suite, folder) {
  return ['--import', 'tsx', '--test', '--test-concurrency=2', '--test-reporter=./scripts/quiet-reporter.mjs', '--test-reporter-destination=stdout',
    ...testFiles(join(root, folder))];
}

function testFiles(folder) {
  return readdirSync(folder, { recursive: true }).map(String).filter(name => name.endsWith('.test.ts') && !name.startsWith('fixtures/')).sort()
    .map(name => join(folder, name));
}

function run(suite) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, suite.command, {
      cwd: root,
      env: { ...process.env, TEST_SUITE: suite.name },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = chunk => { output += chunk; };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('close', status => resolve({ status: status ?? 1, output }));
  });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !suites.some(suite => suite.name === name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are: ${suites.map(suite => suite.name).join(', ')}.`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const suite of suites.filter(candidate => wanted.length === 0 || wanted.includes(candidate.name))) {
  const { status, output } = await run(suite);
  const counts = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  const ran = counts ? { passed: Number(counts[1]), failed: Number(counts[2]) } : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  const isEmpty = ran.passed + ran.failed === 0;
  const isBroken = isEmpty || (status !== 0 && ran.failed === 0);
  if (isBroken) {
    ran.failed++;
  }
  passed += ran.passed;
  failed += ran.failed;
  if (ran.failed > 0) {
    console.log(output.split('\n').filter(line => !HYPIUM_REPORT.test(line)).join('\n').trimEnd());
  } else {
    const notes = output.split('\n').filter(line => line.startsWith('skipped: ') || line.startsWith('info: '));
    notes.forEach(line => console.log(`  ${line}`));
  }
  console.log(`${suite.name.padEnd(14)} ${ran.passed} passed, ${ran.failed} failed${isEmpty ? ' (nothing ran)' : ''}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
