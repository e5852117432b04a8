import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { LineCutter, type MonitorLine, readMonitorLine } from './monitorLines.js';

const COMMAND_LIMIT_MILLISECONDS = 20_000;
const ATTACH_LIMIT_MILLISECONDS = 10_000;
const QUIT_LIMIT_MILLISECONDS = 1_000;

export interface ControlSocketOptions {
  /** Path of wpa_supplicant's global control socket. */
  path: string;
  onEvent(line: MonitorLine): void;
  /** The monitor ended without having been closed: whatever it listened to is gone. */
  onLost(): void;
}

/** wpa_supplicant's global control interface by means of wpa_cli: one that listens, and one more for each command. */
export class ControlSocket {
  private isClosed = false;

  private constructor(
    private readonly path: string,
    private readonly monitor: ChildProcess,
  ) {}

  /** Resolves when events are heard; undefined when the supplicant does not answer. */
  static async open(options: ControlSocketOptions): Promise<ControlSocket | undefined> {
    const monitor = spawn(
      'setpriv',
      ['--pdeathsig', 'TERM', 'wpa_cli', '-g', options.path],
      { stdio: ['pipe', 'pipe', 'ignore'], detached: true },
    );
    const socket = new ControlSocket(options.path, monitor);
    const isAttached = new Promise<boolean>(resolve => {
      const limit = setTimeout(() => resolve(false), ATTACH_LIMIT_MILLISECONDS);
      const settle = (attached: boolean): void => {
        clearTimeout(limit);
        resolve(attached);
      };
      const cutter = new LineCutter(line => {
        const event = readMonitorLine(line);
        if (event !== undefined) {
          options.onEvent(event);
        } else if (line.includes('PONG')) {
          settle(true);
        }
      });
      monitor.stdout.setEncoding('utf8').on('data', (text: string) => cutter.push(text));
      monitor.on('error', () => settle(false));
      monitor.once('exit', () => {
        removeSockets(monitor.pid);
        settle(false);
        if (!socket.isClosed) {
          options.onLost();
        }
      });
    });
    monitor.stdin.on('error', () => undefined);
    monitor.stdin.write('ping\n');
    if (await isAttached) {
      return socket;
    }
    await socket.close();
    return undefined;
  }

  /** The reply's text; `FAIL` when wpa_cli itself fails. */
  request(...words: string[]): Promise<string> {
    return new Promise(resolve => {
      const options = { timeout: COMMAND_LIMIT_MILLISECONDS };
      execFile('wpa_cli', ['-g', this.path, '--', ...words], options, (error, output) =>
        resolve(error === null ? output.trimEnd() : 'FAIL'),
      );
    });
  }

  /** Resolves when the monitor is gone; it leaves in order only while the supplicant still answers. */
  close(): Promise<void> {
    this.isClosed = true;
    const { monitor } = this;
    if (monitor.pid === undefined || monitor.exitCode !== null || monitor.signalCode !== null) {
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const limit = setTimeout(() => monitor.kill('SIGKILL'), QUIT_LIMIT_MILLISECONDS);
      monitor.once('exit', () => {
        clearTimeout(limit);
        resolve();
      });
      monitor.stdin?.end('quit\n');
    });
  }
}

/** wpa_cli removes its own two sockets, unless it is killed. */
function removeSockets(processId: number | undefined): void {
  for (const number of [1, 2]) {
    rmSync(`/tmp/wpa_ctrl_${processId}-${number}`, { force: true });
  }
}

/** A command that wpa_supplicant took. */
export function isTaken(reply: string): boolean {
  return !/^(FAIL|UNKNOWN COMMAND|INVALID)/.test(reply);
}
