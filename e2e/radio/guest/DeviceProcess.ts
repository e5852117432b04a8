import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, createWriteStream, readFileSync } from 'node:fs';
import type { TreeNode } from '../../../previewer/src/arkui/tree.js';
import type { DeviceCommand, DeviceNotice, DeviceStatus, LogEntry } from '../../../previewer/src/device/DeviceView.js';
import { emptyTree, TreeMirror } from '../../../previewer/src/lab/TreeMirror.js';
import type { Screen } from '../scenarios/Bench.js';
import type { FromDevice, ToDevice } from './messages.js';

export interface DeviceProcessOptions {
  id: string;
  name: string;
  radio: number;
  hapFile: string;
  resultFolder: string;
  onRadio(kind: 'command' | 'event', text: string, time: number): void;
}

export type TestReport = Extract<FromDevice, { kind: 'tested' }>;

/** One phone in a process of its own inside the namespace of its radio, and a copy of its screen. */
export class DeviceProcess implements Screen {
  private isRunning = true;
  private readonly mirror = new TreeMirror();
  private readonly entries: LogEntry[] = [];
  private readonly child: ChildProcess;
  private lastStatus: DeviceStatus | undefined;
  private reportTest: (report: TestReport) => void = () => undefined;

  constructor(private readonly options: DeviceProcessOptions) {
    const { id, name, radio, hapFile, resultFolder } = options;
    this.child = spawn('ip', [
      'netns', 'exec', id, process.execPath, '--enable-source-maps', 'device.mjs', id, name, `wlan${radio}`, `/run/radio/${id}`, hapFile,
    ], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const output = createWriteStream(`${resultFolder}/${id}.out`, { flags: 'a' });
    this.child.stdout?.pipe(output, { end: false });
    this.child.stderr?.pipe(output, { end: false });
    this.child.on('message', (message: FromDevice) => this.receive(message));
    this.child.once('exit', () => {
      this.isRunning = false;
      this.mirror.replace(emptyTree());
    });
  }

  /** Whether Wi-Fi is on. Throws when the process has ended. */
  get isUp(): boolean {
    if (!this.isRunning) {
      throw new Error(`${this.options.name} has ended: see ${this.options.id}.out`);
    }
    return this.lastStatus?.wifi.wifi === 'on';
  }

  get status(): DeviceStatus {
    if (this.lastStatus === undefined) {
      throw new Error(`${this.options.name} has not started`);
    }
    return this.lastStatus;
  }

  tree(): TreeNode {
    return this.mirror.tree;
  }

  log(): LogEntry[] {
    return this.entries;
  }

  command(command: DeviceCommand): void {
    this.send({ kind: 'command', command });
  }

  killSupplicant(): void {
    this.send({ kind: 'killSupplicant' });
  }

  /** The page of the system on which a person looks for devices: it keeps the phone discovering. */
  openSystemPage(): void {
    this.send({ kind: 'openSystemPage' });
  }

  test(suites: string[], peer: string): Promise<TestReport> {
    return new Promise(resolve => {
      this.reportTest = resolve;
      this.send({ kind: 'test', suites, peer });
    });
  }

  /** Everything in the phone's namespace ends at once, without a word to the air. */
  async kill(): Promise<void> {
    await this.end(() => {
      const processes = execFileSync('ip', ['netns', 'pids', this.options.id]).toString().split('\n')
        .filter(id => id !== '' && !isCapture(id));
      // Stopped first: a supplicant that outlived its parent for a moment would take its leave.
      for (const signal of ['SIGSTOP', 'SIGKILL']) {
        processes.forEach(id => process.kill(Number(id), signal));
      }
    });
  }

  async close(): Promise<void> {
    await this.end(() => this.child.disconnect());
  }

  private async end(how: () => void): Promise<void> {
    if (this.isRunning) {
      const gone = once(this.child, 'exit');
      how();
      await gone;
    }
  }

  private send(message: ToDevice): void {
    if (this.child.connected) {
      this.child.send(message, () => undefined);
    }
  }

  private receive(message: FromDevice): void {
    switch (message.kind) {
      case 'ready':
        this.lastStatus = message.status;
        this.mirror.replace(message.tree);
        break;
      case 'radio':
        this.options.onRadio(message.entry, message.text, message.time);
        break;
      case 'tested':
        this.reportTest(message);
        break;
      case 'notice':
        this.note(message.notice);
    }
  }

  private note(notice: DeviceNotice): void {
    switch (notice.kind) {
      case 'patches':
        this.mirror.apply(notice.patches);
        break;
      case 'tree':
        this.mirror.replace(notice.tree);
        break;
      case 'status':
        this.lastStatus = notice.status;
        break;
      case 'log': {
        const { time, level, domain, tag, text } = notice.entry;
        this.entries.push(notice.entry);
        appendFileSync(`${this.options.resultFolder}/${this.options.id}.log`,
          `${new Date(time).toISOString()} ${level} ${domain}/${tag}: ${text}\n`);
      }
    }
  }
}

function isCapture(processId: string): boolean {
  return readFileSync(`/proc/${processId}/comm`, 'utf8').trim() === 'tcpdump';
}
