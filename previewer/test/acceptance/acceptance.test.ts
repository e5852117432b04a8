import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/previewer.mjs', import.meta.url));
const PROJECT = fileURLToPath(new URL('../fixtures/acceptance', import.meta.url));

interface Run {
  status: number | null;
  output: string;
  errors: string;
}

function runTests(folder: string, ...options: string[]): Run {
  const { status, stdout, stderr } = spawnSync(
    process.execPath, [PROGRAM, 'test', '--project', folder, ...options], { encoding: 'utf8' },
  );
  return { status, output: stdout, errors: stderr };
}

function copy(context: TestContext, folder = PROJECT): string {
  const directory = mkdtempSync(join(tmpdir(), 'acceptance-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(folder, directory, { recursive: true });
  return directory;
}

function edit(file: string, from: string, to: string): void {
  const source = readFileSync(file, 'utf8');
  assert.ok(source.includes(from), `${file} has ${from}`);
  writeFileSync(file, source.replace(from, to));
}

test('the acceptance list of platform behaviour §9 holds, in every module and every language of tests', () => {
  const { status, output, errors } = runTests(PROJECT);
  assert.equal(errors, '');
  assert.equal(status, 0);
  const results = Array.from(output.matchAll(/^OHOS_REPORT_RESULT: stream=(.*)$/gm), ([, numbers]) => numbers);
  assert.deepEqual(results, [
    'Tests run: 11, Failure: 0, Error: 0, Pass: 11, Ignore: 0',
    'Tests run: 1, Failure: 0, Error: 0, Pass: 1, Ignore: 0',
    'Tests run: 38, Failure: 0, Error: 0, Pass: 38, Ignore: 0',
  ]);
  assert.match(output, /^OHOS_REPORT_STATUS: class=wifi$/m);
  assert.match(output, /^TestFinished-ResultCode: 0$/m);
});

test('a failed case is in hypium\'s report and in the exit status, with its place in the source', context => {
  const project = copy(context);
  edit(join(project, 'denied/src/ohosTest/ets/test/List.test.ets'), "assertEqual('201')", "assertEqual('202')");
  const { status, output, errors } = runTests(join(project, 'denied'));
  assert.equal(status, 1);
  assert.match(output, /^OHOS_REPORT_RESULT: stream=Tests run: 11, Failure: 6, Error: 0, Pass: 5, Ignore: 0$/m);
  assert.match(errors, /denied\/src\/ohosTest\/ets\/test\/List\.test\.ets:\d+ withoutPermission › ErrorCode201_0060/);
});

test('one module that stands alone, without a project around it, is enough', context => {
  const module = copy(context, join(PROJECT, 'granted'));
  const { status, output, errors } = runTests(module, '--kind', 'local');
  assert.equal(errors, '');
  assert.equal(status, 0);
  assert.match(output, /local: 1 passed, 0 failed\n$/);
});

test('an application that does not compile is left out, and said so, when its tests do not need it', context => {
  const project = copy(context);
  edit(join(project, 'denied/src/main/module.json5'), '"deviceTypes"',
    '"abilities": [{ "name": "Missing", "srcEntry": "./ets/Missing.ets" }], "deviceTypes"');
  const { status, errors } = runTests(join(project, 'denied'));
  assert.equal(status, 0);
  assert.match(errors, /the tests run without the application.*\n.*denied\/src\/main\/module\.json5:1:1 .*Missing/);
});

test('what is missing is named', context => {
  const project = copy(context);
  assert.match(runTests(join(project, 'nowhere')).errors, /There is no folder .*nowhere/);
  assert.match(runTests(join(project, 'denied'), '--kind', 'local').errors, /has no tests: .* List\.test in src\/test/);
  rmSync(join(project, 'AppScope'), { recursive: true });
  const { status, errors } = runTests(project);
  assert.equal(status, 1);
  assert.match(errors, /AppScope\/app\.json5:1:1 This file of a stage-model project is missing/);
});

test('a platform module that nothing is provided of can be imported, and says so when it is used', context => {
  const project = copy(context);
  const list = join(project, 'granted/src/test/List.test.ts');
  edit(list, 'export default', "import geoLocationManager from '@ohos.geoLocationManager';\n\nexport default");
  edit(list, 'expect([1, 2])', 'geoLocationManager.isLocationEnabled();\n      expect([1, 2])');
  const { status, errors } = runTests(join(project, 'granted'), '--kind', 'local');
  assert.equal(status, 1);
  assert.match(errors, /@ohos\.geoLocationManager\.isLocationEnabled is not provided by the previewer\. \(801\)/);
});

test('tests without a main part are enough, without any module.json5 they are not', context => {
  const module = copy(context, join(PROJECT, 'denied'));
  rmSync(join(module, 'src/main'), { recursive: true });
  assert.match(runTests(module).output, /instrumented: 11 passed, 0 failed\n$/);
  rmSync(join(module, 'src/ohosTest/module.json5'));
  assert.match(runTests(module).errors, /src\/main\/module\.json5:1:1 This file of a stage-model project is missing/);
});
