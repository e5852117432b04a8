import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { LineCutter, type MonitorLine, readMonitorLine } from './monitorLines.js';

const COMMAND_LIMIT_MILLISECONDS = 20_000;
const ATTACH_LIMIT_MILLISECONDS = 10_000;
const QUIT_LIMIT_MILLISECONDS = 1_000;
/** A longer line might be broken where the interactive mode echoes it. */
const LINE_LIMIT = 76;
const END = 'PONG';

export interface ControlSocketOptions {
  /** Path of wpa_supplicant's global control socket. */
  path: string;
  onEvent(line: MonitorLine): void;
  /** wpa_cli ended, or answers no more: whatever it spoke with is gone. */
  onLost(): void;
}

interface Pending {
  /** Undefined for the first exchange, which only waits for the connection. */
  line?: string;
  replyLines: string[];
  resolve(reply: string | undefined): void;
}

/**
 * wpa_supplicant's global control interface through one interactive wpa_cli, which hears events and takes commands. A
 * `ping` behind each command marks the end of its reply. What the interactive mode might cut at the wrong place goes
 * through a wpa_cli of its own.
 */
export class ControlSocket {
  private readonly monitor: ChildProcess;
  private readonly queue: Pending[] = [];
  private limit: NodeJS.Timeout | undefined;
  private isClosed = false;

  private constructor(private readonly options: ControlSocketOptions) {
    const monitor = spawn('setpriv', ['--pdeathsig', 'TERM', 'wpa_cli', '-g', options.path], {
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
      env: { ...process.env, TERM: 'dumb', COLUMNS: '1000' },
    });
    this.monitor = monitor;
    const cutter = new LineCutter(line => this.receive(line));
    monitor.stdout.setEncoding('utf8').on('data', (text: string) => cutter.push(text));
    monitor.stdin.on('error', () => undefined);
    monitor.on('error', () => this.lose());
    monitor.once('exit', () => {
      removeSockets(monitor.pid);
      this.lose();
    });
  }

  /** Resolves when events are heard; undefined when the supplicant does not answer. */
  static async open(options: ControlSocketOptions): Promise<ControlSocket | undefined> {
    const socket = new ControlSocket(options);
    const reply = await socket.exchange(undefined, ATTACH_LIMIT_MILLISECONDS);
    if (reply === undefined) {
      await socket.close();
      return undefined;
    }
    return socket;
  }

  /** The reply's text; `FAIL` when there is none. */
  async request(...words: string[]): Promise<string> {
    const line = words.join(' ');
    const isPlain = line.length <= LINE_LIMIT && words.every((word, index) =>
      /^[!#-~][!-~]*$/.test(word) || (index === words.length - 1 && /^"[ -~]*"$/.test(word)));
    const reply = isPlain ? await this.exchange(line, COMMAND_LIMIT_MILLISECONDS) : await this.requestAlone(words);
    return reply ?? 'FAIL';
  }

  /** Resolves when wpa_cli is gone; it leaves in order only while the supplicant still answers. */
  close(): Promise<void> {
    this.isClosed = true;
    this.lose();
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

  private exchange(line: string | undefined, limit: number): Promise<string | undefined> {
    if (this.isClosed) {
      return Promise.resolve(undefined);
    }
    return new Promise(resolve => {
      this.queue.push({ ...line !== undefined && { line }, replyLines: [], resolve });
      if (this.queue.length === 1) {
        this.sendFirst(limit);
      }
    });
  }

  private sendFirst(limit = COMMAND_LIMIT_MILLISECONDS): void {
    const [first] = this.queue;
    if (first !== undefined) {
      this.limit = setTimeout(() => this.lose(), limit);
      this.monitor.stdin?.write(first.line === undefined ? 'ping\n' : `${first.line}\nping\n`);
    }
  }

  private receive(text: string): void {
    const event = readMonitorLine(text);
    if (event !== undefined) {
      this.options.onEvent(event);
      return;
    }
    const line = text.replace(/^(> )+/, '');
    const [first] = this.queue;
    if (first === undefined || line === '' || line === first.line || line === 'ping') {
      return;
    }
    if (line !== END) {
      first.replyLines.push(line);
      return;
    }
    clearTimeout(this.limit);
    this.queue.shift();
    this.sendFirst();
    first.resolve(first.replyLines.join('\n'));
  }

  private lose(): void {
    clearTimeout(this.limit);
    this.queue.splice(0).forEach(pending => pending.resolve(undefined));
    if (!this.isClosed) {
      this.isClosed = true;
      this.options.onLost();
    }
  }

  private requestAlone(words: string[]): Promise<string> {
    return new Promise(resolve => {
      const options = { timeout: COMMAND_LIMIT_MILLISECONDS };
      execFile('wpa_cli', ['-g', this.options.path, '--', ...words], options, (error, output) =>
        resolve(error === null ? output.trimEnd() : 'FAIL'),
      );
    });
  }
}

/** A command that wpa_supplicant took. */
export function isTaken(reply: string): boolean {
  return !/^(FAIL|UNKNOWN COMMAND|INVALID)/.test(reply);
}

/** wpa_cli removes its own two sockets, unless it is killed. */
function removeSockets(processId: number | undefined): void {
  for (const number of [1, 2]) {
    rmSync(`/tmp/wpa_ctrl_${processId}-${number}`, { force: true });
  }
}
