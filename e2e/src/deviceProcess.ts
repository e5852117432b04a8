import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { RunningLab } from './lab.js';
import { descendantsOf } from './tcp.js';

/** Process id of the process that a virtual phone of the lab runs in, found by its title. */
export function deviceProcessOf(lab: RunningLab, deviceId: string): number {
  const own = descendantsOf(lab.process.pid ?? 0).filter(pid => titleOf(pid) === `previewer ${deviceId}`);
  assert.equal(own.length, 1, `processes of ${deviceId}`);
  return own[0] ?? 0;
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0.*$/s, '');
  } catch {
    return '';
  }
}
