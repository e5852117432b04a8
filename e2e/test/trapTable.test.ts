import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TESTS = join(ROOT, 'entry/src/test');
const TRAPS = 49;

interface TrapCase {
  trap: number;
  name: string;
}

/** Every case that names a trap, as `suite › case`. */
function casesInSources(): TrapCase[] {
  return readdirSync(TESTS).filter(name => name.endsWith('.test.ets')).flatMap(file => {
    const text = readFileSync(join(TESTS, file), 'utf8');
    const suite = /\bdescribe\('([^']+)'/.exec(text)?.[1];
    return [...text.matchAll(/\bit\('(trap (\d+): (?:[^'\\]|\\.)*)'/g)].map(([, name, trap]) => (
      { trap: Number(trap), name: `${suite} › ${name?.replaceAll('\\', '')}` }));
  });
}

function casesInTable(): TrapCase[] {
  const rows = readFileSync(join(ROOT, 'docs/platform-traps.md'), 'utf8').matchAll(/^\| (\d+) \|.*\| (.+?) \|$/gm);
  return [...rows].flatMap(([, trap, names]) => names!.split('<br>').map(name => ({ trap: Number(trap), name })));
}

function sorted(cases: TrapCase[]): string[] {
  return cases.map(({ trap, name }) => `${trap} ${name}`).sort();
}

it('docs/platform-traps.md names the tests of every trap and no others', () => {
  const listed = casesInTable();
  assert.equal(new Set(listed.map(({ trap }) => trap)).size, TRAPS);
  assert.deepEqual(sorted(listed), sorted(casesInSources()));
});
