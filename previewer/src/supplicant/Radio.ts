import type { TimerId } from '../clock/Clock.js';
import type { AirSpace } from './AirSpace.js';
import type { SupplicantCommand, SupplicantReply } from './commands.js';
import { delays } from './delays.js';
import { Discovery } from './Discovery.js';
import type { SupplicantEvent } from './events.js';
import { Formation } from './Formation.js';
import { Invitations } from './Invitations.js';
import { RadioGroups } from './RadioGroups.js';
import { done, refused } from './reply.js';
import { StoredNetworks } from './StoredNetworks.js';
import type { SupplicantPort } from './SupplicantPort.js';

/** One simulated radio: takes the commands of its device and tells it what happens on the air. */
export class Radio implements SupplicantPort {
  isOn = false;
  ssidPostfix = '';
  private isStarting = false;
  readonly networks = new StoredNetworks();
  readonly discovery = new Discovery(this);
  readonly formation = new Formation(this);
  readonly invitations = new Invitations(this);
  readonly groups = new RadioGroups(this);
  private readonly listeners = new Set<(event: SupplicantEvent) => void>();
  private readonly timers = new Set<TimerId>();

  constructor(
    readonly space: AirSpace,
    readonly address: string,
    public name: string,
  ) {}

  async request(command: SupplicantCommand): Promise<SupplicantReply> {
    if (command.kind === 'start') {
      this.isStarting = true;
      await this.pause(this.space.between(delays.start));
      this.isOn = this.isStarting;
      return this.isOn ? done : refused('Stopped');
    }
    if (command.kind === 'stop') {
      this.stop();
      await this.pause(this.space.between(delays.stop));
      return done;
    }
    return this.isOn ? this.execute(command) : refused('The radio is off');
  }

  subscribe(listener: (event: SupplicantEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(event: SupplicantEvent): void {
    if (!this.isOn) {
      return;
    }
    for (const listener of [...this.listeners]) {
      listener(event);
    }
  }

  /** Runs `action` after `milliseconds` unless the radio goes off before. */
  later(milliseconds: number, action: () => void): TimerId {
    const timer = this.space.clock.setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, milliseconds);
    this.timers.add(timer);
    return timer;
  }

  cancel(timer: TimerId | undefined): void {
    if (timer !== undefined) {
      this.timers.delete(timer);
      this.space.clock.clear(timer);
    }
  }

  /** Other radios that are on and in range. */
  neighbours(): Radio[] {
    return [...this.space.radios.values()].filter(other => other !== this && this.space.canHear(this, other));
  }

  neighbourAt(address: string): Radio | undefined {
    return this.neighbours().find(other => other.address === address);
  }

  /** Whether a frame that another radio sends now would be received. */
  get isReachable(): boolean {
    return this.discovery.isVisible || this.formation.isPending || this.groups.isInGroup;
  }

  losePower(): void {
    if (this.isOn) {
      this.isOn = false;
      this.groups.vanish();
      this.switchOff();
    }
  }

  crash(): void {
    if (this.isOn) {
      this.emit({ kind: 'terminating' });
      this.losePower();
    }
  }

  private stop(): void {
    this.isStarting = false;
    if (this.isOn) {
      this.emit({ kind: 'terminating' });
      this.groups.shutDown();
      this.switchOff();
    }
  }

  private switchOff(): void {
    this.discovery.clear();
    this.formation.clear();
    this.isOn = false;
    for (const timer of this.timers) {
      this.space.clock.clear(timer);
    }
    this.timers.clear();
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => this.space.clock.setTimeout(resolve, milliseconds));
  }

  private execute(command: Exclude<SupplicantCommand, { kind: 'start' | 'stop' }>): SupplicantReply {
    switch (command.kind) {
      case 'status':
        return { ok: true, address: this.address };
      case 'setDeviceName':
        this.name = command.name;
        return done;
      case 'setSsidPostfix':
        this.ssidPostfix = command.postfix;
        return done;
      case 'find':
        return this.discovery.find(command.timeoutSeconds);
      case 'stopFind':
        return this.discovery.stopFind();
      case 'extendedListen':
        return this.discovery.listen(command.on);
      case 'flush':
        this.formation.clear();
        return this.discovery.flush();
      case 'provisionDiscovery':
        return this.formation.provision(command);
      case 'connect':
        return this.formation.connect(command);
      case 'reject':
        return this.formation.reject(command.address);
      case 'cancelConnect':
        return this.formation.cancel();
      case 'groupAdd':
        return this.groups.add(command);
      case 'groupRemove':
        return this.groups.remove(command.interfaceName);
      case 'invitePersistent':
        return this.invitations.revive(command.networkId, command.peer);
      case 'inviteToGroup':
        return this.invitations.invite(command.interfaceName, command.peer);
      case 'addNetwork':
        return { ok: true, networkId: this.networks.add(command).networkId };
      case 'setNetwork':
        return this.networks.change(command) ? done : refused('No such network');
      case 'listNetworks':
        return { ok: true, networks: this.networks.list() };
      case 'removeNetwork':
        return this.networks.remove(command.networkId) ? done : refused('No such network');
      case 'wpsPushButton':
        return this.groups.openWindow(command.interfaceName, command.peerAddress);
      case 'wpsCancel':
        return this.groups.closeWindow(command.interfaceName);
    }
  }
}
