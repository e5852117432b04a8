import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Transcript } from './Transcript.js';

/** Events that say nothing about groups and peers. */
const NOISE = /^(CTRL-EVENT-(SCAN|REGDOM|BSS|FREQ|SUBNET|NETWORK|EAP|DSCP-POLICY)|WPS-(ENROLLEE|AP-AVAIL|CRED)|RX-PROBE-REQ|EAPOL-4WAY)/;
const SOCKET_POLL_MS = 50;

interface Waiter {
  pattern: RegExp;
  resolve(text: string | undefined): void;
}

/** One wpa_supplicant on one software radio in a network namespace of its own, used through `wpa_cli`. */
export class Station {
  /** P2P device address. */
  address = '';
  private readonly waiters = new Set<Waiter>();
  private monitor: ChildProcess | undefined;

  constructor(
    readonly name: string,
    /** Number of the software radio. */
    readonly radio: number,
    private readonly namespace: string,
    private readonly transcript: Transcript,
  ) {}

  get interfaceName(): string {
    return `wlan${this.radio}`;
  }

  get deviceInterface(): string {
    return `p2p-dev-${this.interfaceName}`;
  }

  private get folder(): string {
    return `/run/radio/${this.namespace}`;
  }

  async start(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    await shell(`ip netns add ${this.namespace} && ip netns exec ${this.namespace} ip link set lo up && iw phy phy${this.radio} set netns name ${this.namespace}`);
    const configuration = `${this.folder}/wlan.conf`;
    writeFileSync(configuration, [
      `ctrl_interface=${this.folder}`, 'update_config=1', `device_name=Device ${this.name}`, 'device_type=10-0050F204-5',
      'config_methods=virtual_push_button physical_display keypad', 'persistent_reconnect=1', 'p2p_go_intent=6', '',
    ].join('\n'));
    copyFileSync(configuration, `${this.folder}/p2p.conf`);
    const socket = `${this.folder}/global`;
    await shell(`ip netns exec ${this.namespace} wpa_supplicant -B -P ${this.folder}/pid -g ${socket} -i ${this.interfaceName} -D nl80211 -c ${configuration} -m ${this.folder}/p2p.conf`);
    while (!existsSync(socket)) {
      await pause(SOCKET_POLL_MS);
    }
    this.listen(socket);
    this.address = /p2p_device_address=(\S+)/.exec(await this.ask('status'))?.[1] ?? '';
    this.transcript.write(`${this.name} is ${this.address}`);
  }

  /** Sends a command of the control interface and notes it with its answer. */
  async command(...words: string[]): Promise<string> {
    const answer = await this.ask(...words);
    this.transcript.write(`${this.name} > ${words.join(' ')}  =>  ${answer.split('\n').join(' | ')}`);
    return answer;
  }

  /** A command to one interface rather than to the device. */
  commandTo(interfaceName: string, ...words: string[]): Promise<string> {
    return this.command(`IFNAME=${interfaceName}`, ...words);
  }

  /** The next event that matches; undefined when none comes in time. */
  event(pattern: RegExp, seconds: number): Promise<string | undefined> {
    return new Promise(resolve => {
      const waiter: Waiter = { pattern, resolve: text => {
        this.waiters.delete(waiter);
        clearTimeout(limit);
        resolve(text);
      } };
      const limit = setTimeout(() => {
        this.transcript.write(`${this.name} - no ${pattern.source} in ${seconds} s`);
        waiter.resolve(undefined);
      }, seconds * 1000);
      this.waiters.add(waiter);
    });
  }

  async finds(other: Station, seconds = 40): Promise<void> {
    const found = this.event(new RegExp(`P2P-DEVICE-FOUND .*name='Device ${other.name}'`), seconds);
    await this.command('p2p_find', String(seconds), 'type=social');
    await found;
  }

  /** Which software radios hear this one: those whose masks share a bit. */
  async setRange(mask: number): Promise<void> {
    writeFileSync(`/sys/kernel/debug/ieee80211/phy${this.radio}/hwsim/group`, String(mask));
    this.transcript.write(`${this.name} = range ${mask}`);
  }

  async inside(command: string): Promise<string> {
    return shell(`ip netns exec ${this.namespace} ${command}`);
  }

  stop(): void {
    this.monitor?.kill();
    process.kill(Number(readFileSync(`${this.folder}/pid`, 'utf8')));
  }

  private ask(...words: string[]): Promise<string> {
    return new Promise(resolve => {
      execFile('wpa_cli', ['-g', `${this.folder}/global`, ...words], (_, out) => resolve(out.trim()));
    });
  }

  private listen(socket: string): void {
    this.monitor = spawn('wpa_cli', ['-g', socket], { stdio: ['pipe', 'pipe', 'ignore'] });
    let rest = '';
    this.monitor.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split(/[\r\n]+/);
      rest = lines.pop() ?? '';
      lines.forEach(line => this.heard(line.replace(/^(> ?)+/, '')));
    });
  }

  private heard(line: string): void {
    const [, interfaceName, text] = /^(?:IFNAME=(\S+) )?<\d>(.*)$/.exec(line) ?? [];
    if (text === undefined || NOISE.test(text)) {
      return;
    }
    this.transcript.write(`${this.name} < ${interfaceName === undefined ? '' : `${interfaceName} `}${text.trim()}`);
    [...this.waiters].filter(({ pattern }) => pattern.test(text)).forEach(waiter => waiter.resolve(text));
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** Standard output; a command that fails gives what it said until then. */
export function shell(command: string): Promise<string> {
  return new Promise(resolve => execFile('sh', ['-c', command], (_, out, errors) => resolve((out + errors).trim())));
}

/** The interface that a P2P-GROUP-STARTED names. */
export function groupInterface(event: string | undefined): string {
  return /P2P-GROUP-STARTED (\S+)/.exec(event ?? '')?.[1] ?? '';
}
