import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../../previewer/src/arkts/compile/compileProject.js';
import type { CompiledHap } from '../../../previewer/src/arkts/Hap.js';
import { MovableClock } from '../../../previewer/src/clock/MovableClock.js';
import { createVirtualDevice } from '../../../previewer/src/device/VirtualDevice.js';
import { createDeviceNetwork, type DeviceNetwork } from '../../../previewer/src/net/DeviceNetwork.js';
import type { LinkFault } from '../../../previewer/src/net/LinkFault.js';
import { createLoopbackPlan, type LoopbackPlan } from '../../../previewer/src/net/LoopbackPlan.js';
import { createSimulatedAir, type SimulatedAir } from '../../../previewer/src/supplicant/SimulatedAir.js';
import { createGroup, join as joinGroup, leaveSessions, openSession } from '../../radio/scenarios/steps.js';
import { Trace } from '../../radio/scenarios/Trace.js';
import { TransferPhone } from './TransferPhone.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const ANY_DAY = Date.UTC(2030, 0, 1);
const STEP_MS = 50;
const REAL_STEP_MS = 2;
const WORK_LIMIT_SECONDS = 1_800;
const GROUP = { name: 'DIRECT-transfers', passphrase: 'correct horse', persistent: false };

/** How a program without a phone around it reaches the group's owner: real addresses, its own first. */
export interface Target {
  localAddress: string;
  host: string;
  port: number;
}

export const SESSION_PORT = 9450;

/** Phones with the application on one air, one network and one clock that moves only while somebody waits. */
export class TransferBench {
  readonly trace: Trace;
  readonly phones: TransferPhone[] = [];
  private readonly networks = new Map<string, DeviceNetwork>();
  private readonly closers: (() => void)[] = [];
  private readonly watchers = new Set<() => void>();
  private readonly air: SimulatedAir;
  private group = '';
  private strangers = 0;

  private constructor(
    readonly clock: MovableClock,
    private readonly plan: LoopbackPlan,
    private readonly folder: string,
    private readonly hap: CompiledHap,
  ) {
    this.air = createSimulatedAir({ clock });
    this.trace = new Trace(() => clock.now());
    this.trace.end();
  }

  /** Phone 1 owns a group; the others have joined it and are in a session with it. */
  static async open(count: number): Promise<TransferBench> {
    const compiled = await compileProject({ projectDirectory: PROJECT });
    if (!compiled.ok) {
      throw new Error(`The application does not compile: ${JSON.stringify(compiled.errors[0])}`);
    }
    const clock = new MovableClock({ speed: 0, start: ANY_DAY });
    const plan = await createLoopbackPlan({ clock });
    const bench = new TransferBench(clock, plan, mkdtempSync(join(tmpdir(), 'transfers-')), compiled.hap);
    try {
      for (let number = 1; number <= count; number++) {
        await bench.addPhone();
      }
      await bench.launch();
    } catch (error) {
      bench.close();
      throw error;
    }
    return bench;
  }

  close(): void {
    this.closers.forEach(close => close());
    this.plan.close();
    this.clock.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Phone 1, 2, … */
  phone(number: number): TransferPhone {
    const phone = this.phones[number - 1];
    if (phone === undefined) {
      throw new Error(`There is no Phone ${number}.`);
    }
    return phone;
  }

  setLink(one: TransferPhone, other: TransferPhone, fault: LinkFault): void {
    this.plan.setLink(one.status.id, other.status.id, fault);
  }

  /** Has `look` called after each step of the clock, until what it returns is called. */
  watch(look: () => void): () => void {
    this.watchers.add(look);
    return () => this.watchers.delete(look);
  }

  async waitFor(what: string, limitSeconds: number, condition: () => boolean): Promise<void> {
    for (let waited = 0; !condition(); waited += STEP_MS) {
      if (waited >= limitSeconds * 1000) {
        throw new Error(`Waited ${limitSeconds} s for ${what}\n${this.describe()}`);
      }
      await this.step(STEP_MS);
    }
  }

  /** `step` is in seconds; a long one leaves little real time to what goes over sockets. */
  async pause(seconds: number, step = STEP_MS / 1000): Promise<void> {
    for (let waited = 0; waited < seconds; waited += step) {
      await this.step(step * 1000);
    }
  }

  /** Brings the phones back into a group and into sessions, as their persons would. */
  async reunite(): Promise<void> {
    const [owner, ...clients] = this.phones as [TransferPhone, ...TransferPhone[]];
    for (const phone of this.phones) {
      phone.device.command({ kind: 'setWifi', on: true });
      const isReady = (): boolean => phone.has('tabLinked') || phone.has('sessionState');
      await phone.until('Wi-Fi', 30, () => phone.status.wifi.wifi === 'on' && isReady());
    }
    await leaveSessions(this.phones);
    if (owner.status.wifi.group === undefined) {
      for (const client of clients) {
        await client.until('the end of the group', 60, () => client.status.wifi.group === undefined);
      }
      await createGroup(owner, GROUP);
    }
    for (const client of clients.filter(({ status }) => status.wifi.group === undefined)) {
      await joinGroup(client, owner);
    }
    for (const phone of [...clients, owner]) {
      await openSession(phone);
    }
  }

  /** Resolves after so many steps of the clock that somebody else makes. */
  steps(count: number): Promise<void> {
    let left = count;
    return new Promise(resolve => {
      const release = this.watch(() => {
        if (--left <= 0) {
          release();
          resolve();
        }
      });
    });
  }

  /** Lets time pass while the promise is under way. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = work.finally(() => {
      isSettled = true;
    });
    settled.catch(() => undefined);
    await this.waitFor('work that is under way', WORK_LIMIT_SECONDS, () => isSettled);
    return settled;
  }

  /** Adds a phone without the application that joins the group: a program may take its place. */
  async addMember(): Promise<Target> {
    const phone = await this.addPhone();
    const binding = phone.device.wifi.bind({ uid: 1, isSystemApplication: false, hasPermission: () => true });
    await phone.until('Wi-Fi Direct', 30, () => phone.status.wifi.state === 'Idle');
    binding.startDiscoverDevices();
    await phone.until('the owner', 30, () => binding.getP2pPeerDevices().length > 0);
    const [owner] = binding.getP2pPeerDevices();
    binding.p2pConnect({
      deviceAddress: owner?.deviceAddress ?? '', deviceAddressType: owner?.deviceAddressType ?? 0,
      netId: -1, passphrase: '', groupName: '', goBand: 0,
    });
    await this.phone(1).answer(true);
    await phone.until('an address', 30, () => (phone.status.wifi.group?.ownAddress ?? '') !== '');
    return this.target(this.networks.get(phone.status.id), phone.name);
  }

  /** Adds a member of the group that has a network and nothing else. */
  async addStranger(): Promise<Target> {
    const deviceId = `stranger-${++this.strangers}`;
    const port = this.plan.attach(deviceId);
    const network = await createDeviceNetwork({ port, deviceId, clock: this.clock });
    const hardwareAddress = `02:00:00:00:01:${this.strangers.toString(16).padStart(2, '0')}`;
    await this.during(network.startClient({ interfaceName: 'p2p0', group: this.group, hardwareAddress }));
    this.closers.push(() => network.close(), () => port.detach());
    return this.target(network, deviceId);
  }

  private target(network: DeviceNetwork | undefined, name: string): Target {
    const owner = this.phone(1).status.wifi.group?.ownAddress ?? '';
    const route = network?.routeTo(owner);
    if (route === undefined) {
      throw new Error(`${name} has no way to the owner of the group.`);
    }
    return { host: route.remoteReal, port: SESSION_PORT, localAddress: route.localReal };
  }

  private async step(milliseconds: number): Promise<void> {
    await this.clock.advance(milliseconds);
    await new Promise(resolve => setTimeout(resolve, REAL_STEP_MS));
    this.watchers.forEach(look => look());
  }

  private async addPhone(): Promise<TransferPhone> {
    const { clock, hap, networks } = this;
    const number = this.phones.length + 1;
    const id = `phone-${number}`;
    const name = `Phone ${number}`;
    const sandboxDirectory = join(this.folder, id);
    mkdirSync(sandboxDirectory);
    const port = this.plan.attach(id);
    const request: typeof port.request = command => {
      this.group = command.kind === 'serve' ? command.group : this.group;
      return port.request(command);
    };
    const network = await createDeviceNetwork({ port: { ...port, request }, deviceId: id, clock });
    const supplicant = this.air.attach({ address: `02:00:00:00:00:0${number}`, name });
    const device = createVirtualDevice({ id, name, clock, supplicant, network, hap, sandboxDirectory });
    const phone = new TransferPhone(device, () => this, sandboxDirectory, hap);
    networks.set(id, network);
    this.phones.push(phone);
    this.closers.push(() => device.close(), () => port.detach(), () => supplicant.detach());
    return phone;
  }

  private async launch(): Promise<void> {
    for (const phone of this.phones) {
      await phone.until('Wi-Fi', 30, () => phone.status.wifi.wifi === 'on');
      phone.device.command({ kind: 'launch' });
      await phone.appears('tabGroup');
    }
    const [owner, ...clients] = this.phones as [TransferPhone, ...TransferPhone[]];
    await createGroup(owner, GROUP);
    for (const client of clients) {
      await joinGroup(client, owner);
      await openSession(client);
    }
    if (clients.length > 0) {
      await openSession(owner);
    }
  }

  private describe(): string {
    return this.phones.map(phone => {
      const lines = phone.device.log().slice(-25).map(({ time, level, tag, text }) =>
        `  ${((time - ANY_DAY) / 1000).toFixed(2)} ${level} ${tag}: ${text}`);
      const now = (this.clock.now() - ANY_DAY) / 1000;
      return [`${phone.name} at ${now} s: ${phone.read('sessionState')}; ${phone.row}`, ...lines].join('\n');
    }).join('\n');
  }
}
