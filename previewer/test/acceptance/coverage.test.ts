import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { copyCounter, type Edits } from '../support/fixture.js';

const PROGRAM = fileURLToPath(new URL('../../bin/previewer.mjs', import.meta.url));
const MODEL = 'entry/src/main/ets/model/CounterModel.ets';
const LOCAL_TEST = 'entry/src/test/Counter.test.ets';

/** Lines 20 and on of the model. */
const ADDED = [
  'export function describeCount(count: number, isLoud: boolean): string {',
  '  if (isLoud) {',
  "    return 'LOUD';",
  '  }',
  "  const unit: string = count === 1 ? 'time' : 'times';",
  '  const texts: string[] = [1, 2].map((item: number) => `${item}`);',
  '  const never: () => number = () => 7;',
  '  return unit || texts[0] || never().toString();',
  '}',
];

function measure(edits: Edits, ...options: string[]): { status: number | null; rows: string[][]; errors: string } {
  const { projectDirectory, remove } = copyCounter(edits);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, 'coverage', '--project', projectDirectory, '--kind', 'local', ...options],
    { encoding: 'utf8' },
  );
  remove();
  const rows = stdout.split('\n').filter(line => line.includes('%')).map(line => line.split(/ {2,}/));
  return { status, rows, errors: stderr };
}

test('lines and branches that no test reaches are named by their place in the source', () => {
  const edits: Edits = {
    [MODEL]: source => `${source}\n\n${ADDED.join('\n')}\n`,
    [LOCAL_TEST]: source => source.replace('CounterModel }', 'CounterModel, describeCount }')
      .replace('expect(', "expect(describeCount(1, false)).assertEqual('time');\n      expect("),
  };
  const { status, rows, errors } = measure(edits, '--include', 'entry/src/main/ets/model', '--least', '95');
  const [row, all] = rows;
  assert.equal(row?.[0], MODEL);
  assert.deepEqual(row?.slice(3), ['22 26', '21 24 27'], 'missed lines and branches');
  assert.equal(all?.[0], 'All files');
  assert.equal(status, 1);
  assert.match(errors, /^\d+\.\d % of the lines are reached; at least 95 % are asked for\.$/m);
});

test('sources that the tests reach altogether are at 100 %, and enough', () => {
  const { status, rows } = measure({}, '--include', MODEL, '--least', '100');
  assert.equal(status, 0);
  assert.deepEqual(rows[0]?.slice(0, 3), [MODEL, '100.0 %', '100.0 %']);
});

test('a source that no test loads counts as not reached', () => {
  const { status, rows } = measure({}, '--include', 'entry/src/main/ets/pages');
  assert.equal(status, 0);
  assert.equal(rows.at(-1)?.[1], '0.0 %');
});

test('a failed test fails the measurement, and so does a folder without sources', () => {
  const wrong = { [LOCAL_TEST]: (source: string): string => source.replace('assertEqual(1)', 'assertEqual(2)') };
  assert.equal(measure(wrong, '--include', MODEL).status, 1);
  const { status, errors } = measure({}, '--include', 'entry/src/nowhere');
  assert.equal(status, 2);
  assert.match(errors, /No source below entry\/src\/nowhere/);
});
