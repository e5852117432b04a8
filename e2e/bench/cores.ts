import { spawnSync } from 'node:child_process';

/**
 * Keeps all threads of a process on one core. Where the system lets two ends of a connection run changes what a round
 * trip takes several times over; so each end has a core of its own, of the application as of the reference.
 */
export function keepOn(core: 0 | 1, processId: number): void {
  const { status, stderr } = spawnSync('taskset', ['-apc', String(core), String(processId)], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`The bench needs taskset (util-linux) and two cores: ${stderr}`);
  }
}
