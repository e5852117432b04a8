import { readFileSync } from 'node:fs';
import type { SupplicantCommand, SupplicantReply } from '../commands.js';
import type { SupplicantEvent } from '../events.js';
import { done, refused } from '../reply.js';
import type { SupplicantPort } from '../SupplicantPort.js';
import { AddressBook } from './AddressBook.js';
import { wordsOf } from './commandWords.js';
import { ControlSocket, isTaken } from './ControlSocket.js';
import type { MonitorLine } from './monitorLines.js';
import { addNetwork, listNetworks, setNetwork } from './networkCommands.js';
import { parseEvent } from './parseEvent.js';
import { supplicantFiles, SupplicantProcess } from './SupplicantProcess.js';

/** A failed formation that had an interface already is followed by that interface's removal within this time. */
const REMOVAL_LIMIT_MILLISECONDS = 1_000;

export interface WpaSupplicantOptions {
  /** Station interface of the radio, in the network namespace of this process. */
  interfaceName: string;
  /** Existing folder; its path has to leave room for a socket's name (at most 80 characters). */
  directory: string;
  /** Gets what a person should know of a radio that does not start or went away. */
  report?: (text: string) => void;
}

/** A real radio: the radio port over a wpa_supplicant that this process starts. Needs the rights of `iw` and `ip`. */
export interface WpaSupplicant extends SupplicantPort {
  /** Of the running wpa_supplicant. */
  readonly processId: number | undefined;
  /** Ends the wpa_supplicant. */
  close(): Promise<void>;
}

export function createWpaSupplicant(options: WpaSupplicantOptions): WpaSupplicant {
  return new Radio(options);
}

interface Running {
  process: SupplicantProcess;
  control: ControlSocket;
  /** Own P2P device address. */
  address: string;
  deviceInterface: string;
}

class Radio implements WpaSupplicant {
  private readonly listeners = new Set<(event: SupplicantEvent) => void>();
  private addresses = new AddressBook();
  private groups = new Set<string>();
  private running: Running | undefined;
  /** Counts starts and ends, so that what belongs to an earlier one is recognised. */
  private generation = 0;
  private removalTimer: NodeJS.Timeout | undefined;
  /** The peer whose answer to a provision discovery is awaited. */
  private provisioned: string | undefined;

  constructor(private readonly options: WpaSupplicantOptions) {}

  get processId(): number | undefined {
    return this.running?.process.processId;
  }

  subscribe(listener: (event: SupplicantEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async request(command: SupplicantCommand): Promise<SupplicantReply> {
    switch (command.kind) {
      case 'start':
        return this.start();
      case 'stop':
        await this.close();
        return done;
      default:
        return this.running === undefined ? refused('The radio is off') : this.execute(this.running, command);
    }
  }

  async close(): Promise<void> {
    const ended = this.end();
    await ended?.control.close();
    await ended?.process.stop();
  }

  private async start(): Promise<SupplicantReply> {
    if (this.running !== undefined) {
      return done;
    }
    const generation = ++this.generation;
    this.addresses = new AddressBook();
    this.groups = new Set();
    this.provisioned = undefined;
    const { interfaceName, directory } = this.options;
    const lost = (): void => this.lose(generation);
    const process = await SupplicantProcess.start({ interfaceName, directory, onExit: lost });
    if (typeof process === 'string') {
      return this.fail(process);
    }
    const control = await ControlSocket.open({
      path: supplicantFiles(directory).socket,
      onEvent: line => this.receive(generation, line),
      onLost: lost,
    });
    const status = await control?.request('status') ?? '';
    const address = /^p2p_device_address=(\S+)$/m.exec(status)?.[1];
    if (control === undefined || address === undefined || generation !== this.generation) {
      await control?.close();
      await process.stop();
      return generation === this.generation ? this.fail(`${interfaceName} has no Wi-Fi Direct`) : refused('Stopped');
    }
    const deviceInterface = /^ifname=(p2p-dev-\S+)$/m.exec(status)?.[1] ?? interfaceName;
    this.running = { process, control, address, deviceInterface };
    return done;
  }

  private fail(reason: string): SupplicantReply {
    this.options.report?.(reason);
    return refused(reason);
  }

  private async execute(
    { control, address, deviceInterface }: Running,
    command: Exclude<SupplicantCommand, { kind: 'start' | 'stop' }>,
  ): Promise<SupplicantReply> {
    const onDevice = (...words: string[]): Promise<string> => control.request(`IFNAME=${deviceInterface}`, ...words);
    if (command.kind === 'provisionDiscovery') {
      this.provisioned = command.address;
    } else if (command.kind === 'connect' || command.kind === 'cancelConnect' || command.kind === 'flush') {
      this.provisioned = undefined;
    }
    switch (command.kind) {
      case 'status':
        return { ok: true, address };
      case 'flush':
        await control.request('p2p_cancel');
        return answer(await control.request('p2p_flush'));
      case 'addNetwork':
        return addNetwork(onDevice, command);
      case 'setNetwork':
        return setNetwork(onDevice, command);
      case 'listNetworks':
        return listNetworks(onDevice, supplicantFiles(this.options.directory).device);
      default: {
        const words = wordsOf(command, { deviceInterface, addresses: this.addresses });
        return typeof words === 'string' ? refused(words) : answer(await control.request(...words));
      }
    }
  }

  private receive(generation: number, line: MonitorLine): void {
    if (generation !== this.generation) {
      return;
    }
    const event = parseEvent(line, { addresses: this.addresses, addressOfInterface });
    if (event?.kind === 'terminating') {
      this.lose(generation);
    } else if (event !== undefined && this.isTold(event)) {
      this.tell(event);
    }
  }

  /** Keeps the own groups, and drops what comes of an interface that is not, or no longer, one of them. */
  private isTold(event: SupplicantEvent): boolean {
    switch (event.kind) {
      case 'groupStarted':
        this.groups.add(event.interfaceName);
        return true;
      case 'provisionDiscoveryResponse':
      case 'provisionDiscoveryFailure':
        this.provisioned = undefined;
        return true;
      case 'groupFormationFailure':
        this.failProvision();
        this.awaitRemoval();
        return true;
      case 'groupRemoved':
        clearTimeout(this.removalTimer);
        this.groups.delete(event.interfaceName);
        return true;
      case 'stationConnected':
      case 'stationDisconnected':
      case 'channelSwitched':
        return this.groups.has(event.interfaceName);
      default:
        return true;
    }
  }

  /** A provision discovery for a group whose owner is gone ends as an attempt to join it. */
  private failProvision(): void {
    if (this.provisioned !== undefined) {
      this.tell({ kind: 'provisionDiscoveryFailure', address: this.provisioned });
      this.provisioned = undefined;
    }
  }

  /** An attempt that failed before it had an interface is reported without a removal: it is told here. */
  private awaitRemoval(): void {
    clearTimeout(this.removalTimer);
    this.removalTimer = setTimeout(() => {
      this.tell({ kind: 'groupRemoved', interfaceName: '', role: 'client', reason: 'FORMATION_FAILED' });
    }, REMOVAL_LIMIT_MILLISECONDS);
  }

  /** The supplicant went away unasked. */
  private lose(generation: number): void {
    if (generation !== this.generation || this.running === undefined) {
      return;
    }
    this.options.report?.(`wpa_supplicant on ${this.options.interfaceName} has ended`);
    const ended = this.end();
    void ended?.control.close();
    void ended?.process.stop();
  }

  /** Nothing is told of a supplicant after its end. */
  private end(): Running | undefined {
    const ended = this.running;
    this.generation++;
    this.running = undefined;
    clearTimeout(this.removalTimer);
    if (ended !== undefined) {
      this.tell({ kind: 'terminating' });
    }
    return ended;
  }

  private tell(event: SupplicantEvent): void {
    for (const listener of [...this.listeners]) {
      listener(event);
    }
  }
}

function answer(reply: string): SupplicantReply {
  return isTaken(reply) ? done : refused(reply);
}

/** `''` when the interface has gone already. */
function addressOfInterface(interfaceName: string): string {
  try {
    return readFileSync(`/sys/class/net/${interfaceName}/address`, 'utf8').trim();
  } catch {
    return '';
  }
}
