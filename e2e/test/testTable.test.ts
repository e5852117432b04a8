import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TESTS = join(ROOT, 'entry/src/ohosTest/ets/test');

/** `suite › case` of every instrumented test in the sources. */
function casesInSources(): string[] {
  const files = readdirSync(TESTS, { recursive: true }).map(String).filter(name => name.endsWith('.ets'));
  return files.flatMap(file => casesIn(readFileSync(join(TESTS, file), 'utf8'), /\bdescribe\('([^']+)'|\bit\('([^']+)'/g));
}

function casesInTable(): string[] {
  return casesIn(readFileSync(join(ROOT, 'ohosTest.md'), 'utf8'), /^### (\S+)$|^\| (§.+?|skipped\w+|[a-z]\w*[A-Z]\w*|leaves) \|/gm);
}

function casesIn(text: string, pattern: RegExp): string[] {
  let suite = '';
  return [...text.matchAll(pattern)].flatMap(([, heading, name]) => {
    suite = heading ?? suite;
    return name === undefined ? [] : [`${suite} › ${name}`];
  });
}

it('ohosTest.md lists every instrumented test and no other', () => {
  const expected = casesInSources().sort();
  assert.ok(expected.length > 100);
  assert.deepEqual(casesInTable().sort(), expected);
});
