import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const START_LIMIT_MILLISECONDS = 10_000;
const STOP_LIMIT_MILLISECONDS = 4_000;
const POLL_MILLISECONDS = 50;
const REASON_LINES = 3;
const OWNER_ONLY = 0o600;

export interface SupplicantProcessOptions {
  /** The station interface of the radio, in the network namespace of this process. */
  interfaceName: string;
  /** For configuration, log and sockets; stored groups stay in it from one start to the next. */
  directory: string;
  onExit(): void;
}

/** The files of one wpa_supplicant. */
export function supplicantFiles(
  directory: string,
): Record<'station' | 'device' | 'socket' | 'sockets' | 'log', string> {
  return {
    station: join(directory, 'station.conf'),
    /** The P2P device's own: its settings and the stored groups. */
    device: join(directory, 'p2p-device.conf'),
    socket: join(directory, 'global'),
    sockets: join(directory, 'interfaces'),
    log: join(directory, 'wpa_supplicant.log'),
  };
}

/** A wpa_supplicant that ends with this process, however this process ends, and by no key of the terminal. */
export class SupplicantProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when its control socket is there, or with the reason why it is not. */
  static async start(options: SupplicantProcessOptions): Promise<SupplicantProcess | string> {
    const { interfaceName, directory, onExit } = options;
    const files = supplicantFiles(directory);
    writeConfiguration(files);
    rmSync(files.socket, { force: true });
    const log = openSync(files.log, 'w', OWNER_ONLY);
    const radio = ['-i', interfaceName, '-D', 'nl80211', '-c', files.station, '-m', files.device];
    const child = spawn(
      'setpriv',
      ['--pdeathsig', 'TERM', 'wpa_supplicant', '-t', '-g', files.socket, ...radio],
      { stdio: ['ignore', log, log], detached: true },
    );
    closeSync(log);
    let isRunning = true;
    const ended = new Promise<void>(resolve => {
      const end = (): void => {
        isRunning = false;
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
    const deadline = Date.now() + START_LIMIT_MILLISECONDS;
    while (isRunning && !existsSync(files.socket) && Date.now() < deadline) {
      await pause(POLL_MILLISECONDS);
    }
    const supplicant = new SupplicantProcess(child);
    if (isRunning && existsSync(files.socket)) {
      void ended.then(onExit);
      return supplicant;
    }
    await supplicant.stop();
    return lastLines(files.log);
  }

  get processId(): number | undefined {
    return this.child.pid;
  }

  /** Ends it in order, or by force when that takes too long. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    await new Promise<void>(resolve => {
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MILLISECONDS);
      child.once('exit', () => {
        clearTimeout(limit);
        resolve();
      });
      child.kill('SIGTERM');
    });
  }
}

function writeConfiguration(files: ReturnType<typeof supplicantFiles>): void {
  const settings = [
    `ctrl_interface=${files.sockets}`,
    'update_config=1',
    'device_type=10-0050F204-5',
    'config_methods=virtual_push_button physical_display keypad',
    'persistent_reconnect=1',
    '',
  ].join('\n');
  writeFileSync(files.station, settings, { mode: OWNER_ONLY });
  if (!existsSync(files.device)) {
    writeFileSync(files.device, settings, { mode: OWNER_ONLY });
  }
}

function lastLines(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return `wpa_supplicant did not start: ${lines.slice(-REASON_LINES).join(' | ')}`;
}
