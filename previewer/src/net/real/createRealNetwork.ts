import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Clock } from '../../clock/Clock.js';
import type { DeviceNetwork } from '../DeviceNetwork.js';
import type { ClientLease, Lease } from '../GroupNetwork.js';
import type { Member } from '../NetworkPort.js';
import type { InterfaceState } from '../NetworkStack.js';
import { RouteTable } from '../RouteTable.js';
import { type BoundProcess, startBound } from './boundProcess.js';
import { CLIENT_SCRIPT, readClientLine, readServerLine } from './dhcpLines.js';

const LOOPBACK = '127.0.0.1';
const FIRST_HOST = 3;
const LAST_HOST = 254;
const LEASE_TIME = '6h';
const DHCP_TRIES = 20;
const OWNER_EXECUTABLE = 0o700;

export interface RealNetworkOptions {
  clock: Clock;
  /** Existing folder for the DHCP programs' files. */
  directory: string;
  /** Gets what a person should know of a program that does not work. */
  report?: (text: string) => void;
}

/**
 * The network of a device on the real interfaces of its groups, in the network namespace of this process. Every address
 * stands for itself. Needs the rights of `ip`.
 */
export function createRealNetwork(options: RealNetworkOptions): DeviceNetwork {
  return new RealNetwork(options);
}

interface GroupInterface {
  id: number;
  group: string;
  dhcp?: BoundProcess;
  /** Undefined until a client has its lease. */
  address?: string;
}

class RealNetwork extends RouteTable implements DeviceNetwork {
  private readonly interfaces = new Map<string, GroupInterface>();
  private readonly script: string;
  private lastId = 0;

  constructor(private readonly options: RealNetworkOptions) {
    super(options.clock, { loopback: LOOPBACK, interfaces: [] });
    this.script = join(options.directory, 'udhcpc.sh');
    writeFileSync(this.script, CLIENT_SCRIPT, { mode: OWNER_EXECUTABLE });
  }

  startServer(options: {
    interfaceName: string;
    group: string;
    address: string;
    onLease: (lease: ClientLease) => void;
  }): void {
    const { interfaceName, group, address, onLease } = options;
    this.stop(interfaceName);
    this.configure(`address replace ${address}/24 dev ${interfaceName}`, `link set ${interfaceName} up`);
    const dhcp = startBound(this.serverCommand(interfaceName, address), {
      line: line => {
        const lease = readServerLine(line);
        if (lease !== undefined) {
          onLease(lease);
        }
      },
      ended: reason => this.options.report?.(`dnsmasq on ${interfaceName} ended: ${reason}`),
    });
    this.interfaces.set(interfaceName, { id: ++this.lastId, group, dhcp, address });
    void this.update();
  }

  startClient(options: { interfaceName: string; group: string; hardwareAddress: string }): Promise<Lease | undefined> {
    const { interfaceName, group } = options;
    this.stop(interfaceName);
    return new Promise(resolve => {
      const added: GroupInterface = { id: ++this.lastId, group };
      this.interfaces.set(interfaceName, added);
      const client = startBound(this.clientCommand(interfaceName), {
        line: line => {
          const lease = readClientLine(line);
          if (lease !== undefined) {
            added.address = lease.address;
            void this.update().then(() => resolve(lease));
          }
        },
        ended: reason => {
          this.options.report?.(`udhcpc on ${interfaceName} ended: ${reason}`);
          resolve(undefined);
        },
      });
      added.dhcp = { end: () => {
        client.end();
        resolve(undefined);
      } };
    });
  }

  stop(interfaceName: string): void {
    const stopped = this.interfaces.get(interfaceName);
    if (stopped !== undefined) {
      this.interfaces.delete(interfaceName);
      stopped.dhcp?.end();
      void this.update();
      spawnSync('ip', ['address', 'flush', 'dev', interfaceName]);
    }
  }

  close(): void {
    for (const name of [...this.interfaces.keys()]) {
      this.stop(name);
    }
  }

  private update(): Promise<void> {
    const interfaces = [...this.interfaces.values()].flatMap(({ id, group, address }): InterfaceState[] =>
      address === undefined ? [] : [{ id, address, real: address, members: neighbours(group, address) }],
    );
    return this.apply({ ...this.state, interfaces });
  }

  private configure(...commands: string[]): void {
    const result = spawnSync('ip', ['-batch', '-'], { input: commands.join('\n'), encoding: 'utf8' });
    if (result.status !== 0) {
      this.options.report?.(`ip ${commands.join('; ip ')}: ${result.error?.message ?? result.stderr.trim()}`);
    }
  }

  private serverCommand(interfaceName: string, address: string): string[] {
    const net = netOf(address);
    return [
      'dnsmasq', '--conf-file=/dev/null', '--keep-in-foreground', '--log-facility=-', '--user=root', '--group=root',
      '--pid-file=', `--dhcp-leasefile=${join(this.options.directory, `${interfaceName}.leases`)}`,
      '--port=0', `--interface=${interfaceName}`, '--bind-interfaces', '--dhcp-authoritative', '--no-ping',
      '--dhcp-option=option:router', '--dhcp-option=option:dns-server',
      `--dhcp-range=${net}.${FIRST_HOST},${net}.${LAST_HOST},255.255.255.0,${LEASE_TIME}`,
    ];
  }

  private clientCommand(interfaceName: string): string[] {
    const program = isInPath('udhcpc') ? ['udhcpc'] : ['busybox', 'udhcpc'];
    return [...program, '-f', '-n', '-t', String(DHCP_TRIES), '-T', '1', '-i', interfaceName, '-s', this.script];
  }
}

/** Whoever else may be in the group: the other hosts of the net, since a client is not told of other clients. */
function neighbours(group: string, address: string): Member[] {
  const members: Member[] = [];
  for (let host = 1; host <= LAST_HOST; host++) {
    const other = `${netOf(address)}.${host}`;
    if (other !== address) {
      members.push({ id: host, group, address: other, real: other, link: {} });
    }
  }
  return members;
}

function netOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}

function isInPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)));
}
