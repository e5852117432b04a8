import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 60_000;

export interface RunningLab {
  url: string;
  process: ChildProcess;
  /** Everything it printed until now. */
  output(): string;
  /** Ends it as Ctrl-C does and resolves with its exit status. */
  stop(): Promise<number | null>;
}

/** Runs what `npm start` runs, with `arguments` behind it, and waits for the URL. */
export function startLab(...args: string[]): Promise<RunningLab> {
  const child = spawn(process.execPath, ['previewer/bin/previewer.mjs', 'start', '--no-open', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const exited = new Promise<number | null>(resolve => child.on('exit', resolve));
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT');
    return exited;
  };
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`No URL after ${START_LIMIT_MS} ms:\n${printed}`));
    }, START_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(printed)?.[0];
      if (url !== undefined) {
        clearTimeout(limit);
        resolve({ url, process: child, output: () => printed, stop });
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void exited.then(status => {
      clearTimeout(limit);
      reject(new Error(`The lab ended with ${status}:\n${printed}`));
    });
  });
}
