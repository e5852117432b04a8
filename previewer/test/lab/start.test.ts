import assert from 'node:assert/strict';
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from './LabClient.js';

const program = fileURLToPath(new URL('../../bin/previewer.mjs', import.meta.url));
const project = fileURLToPath(new URL('../fixtures/counter', import.meta.url));

describe('previewer start', () => {
  it('refuses bad options with status 2 and says why', () => {
    const cases: [args: string[], reason: RegExp][] = [
      [['--devices', '0'], /1 to 8|from 1/],
      [['--port', 'http'], /whole number/],
      [['--radio', 'air'], /sim, wpa/],
      [['--project', fileURLToPath(new URL('.', import.meta.url))], /not an OpenHarmony project/],
    ];
    for (const [args, reason] of cases) {
      const result = start(...args);
      assert.equal(result.status, 2, args.join(' '));
      assert.match(result.stderr, reason);
    }
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
    it(
      `leaves no process behind after ${signal}`,
      { skip: process.platform !== 'linux' && 'reads /proc' },
      async () => {
        const lab = spawn(process.execPath, [program, 'start', '--no-open', '--port', '0', '--project', project], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let printed = '';
        lab.stdout.on('data', chunk => {
          printed += String(chunk);
        });
        await until(() => printed.includes('token='), 'the URL');
        const children = childrenOf(lab.pid ?? 0);
        assert.ok(children.length >= 2);
        lab.kill(signal);
        const [status] = (await once(lab, 'exit')) as [number | null];
        assert.equal(status, signal === 'SIGKILL' ? null : 0);
        await until(() => children.every(child => !isRunning(child)), 'the children to end');
      },
    );
  }
});

function start(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, 'start', '--no-open', ...args], { encoding: 'utf8' });
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(id => parentOf(id) === parent);
}

function parentOf(id: number): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

function isRunning(id: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${id}/status`, 'utf8'));
  } catch {
    return false;
  }
}
