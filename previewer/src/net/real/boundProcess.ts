import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface BoundProcess {
  end(): void;
}

/** Starts a program that ends with this process, however this process ends, and by no key of the terminal. */
export function startBound(
  command: readonly string[],
  told: { line(text: string): void; ended(reason: string): void },
): BoundProcess {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], { detached: true });
  let isWanted = true;
  let lastLine = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      lastLine = line;
      if (isWanted) {
        told.line(line);
      }
    });
  }
  const ended = (reason: string): void => {
    if (isWanted) {
      isWanted = false;
      told.ended(reason);
    }
  };
  child.on('error', error => ended(error.message));
  child.once('close', code => ended(lastLine === '' ? `exit status ${code}` : lastLine));
  return {
    end: () => {
      isWanted = false;
      child.kill();
    },
  };
}
