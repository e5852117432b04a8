import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { copyCounter, type Edits } from '../support/fixture.js';

const PROGRAM = fileURLToPath(new URL('../../bin/previewer.mjs', import.meta.url));

function runTests(kind: string, edits: Edits): { status: number | null; output: string; errors: string } {
  const { projectDirectory, remove } = copyCounter(edits);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, 'test', '--project', projectDirectory, '--kind', kind],
    { encoding: 'utf8' },
  );
  remove();
  return { status, output: stdout, errors: stderr };
}

test('the command says what failed where, and fails', () => {
  const { status, output, errors } = runTests('local', {
    'entry/src/test/Counter.test.ets': source => source.replace('assertEqual(1)', 'assertEqual(2)'),
  });
  assert.equal(status, 1);
  assert.match(output, /^OHOS_REPORT_RESULT: stream=Tests run: 1, Failure: 1, Error: 0, Pass: 0, Ignore: 0$/m);
  assert.match(output, /local: 0 passed, 1 failed\n$/);
  assert.match(errors, /Counter\.test\.ets:9 CounterModel › countsUp\n {2}AssertException: expect 1 equals 2/);
});

test('a promise that the application leaves rejected ends it, and fails the run', () => {
  const { status, errors } = runTests('instrumented', {
    'entry/src/main/ets/model/CounterModel.ets': source =>
      source.replace('this.count += 1;', "this.count += 1; Promise.reject(new Error('left alone'));"),
  });
  assert.equal(status, 1);
  assert.match(errors, /CounterModel\.ets:12 CounterUi › countsTaps\n {2}Error: left alone/);
});
