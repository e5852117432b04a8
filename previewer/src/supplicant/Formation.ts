import type { TimerId } from '../clock/Clock.js';
import type { AirGroup } from './AirGroup.js';
import type { SupplicantReply, WpsMethod } from './commands.js';
import { delays, limits } from './delays.js';
import { NegotiationStatus } from './events.js';
import { negotiate } from './negotiation.js';
import type { Radio } from './Radio.js';
import { done, refused } from './reply.js';

/** WPS configuration error: the owner's window is open for somebody else. */
const NOT_MEANT = 12;

/** A connect that is under way. */
export interface Attempt {
  peer: string;
  method: WpsMethod;
  join: boolean;
  goIntent: number;
  persistent: boolean;
  /** Ends the attempt when the peer does not answer. */
  timer: TimerId | undefined;
  /** Both sides want it, or the owner admits: only going away stops it now. */
  isAgreed: boolean;
}

/** How one radio comes into a group together with a peer: provision discovery, negotiation, joining. */
export class Formation {
  attempt: Attempt | undefined;
  /** Peers whose request this device's user has not answered. */
  private readonly askers = new Set<string>();
  private provisioned: string | undefined;

  constructor(private readonly radio: Radio) {}

  /** Waits for a peer, and listens meanwhile. */
  get isPending(): boolean {
    return this.attempt !== undefined || this.provisioned !== undefined;
  }

  provision(command: { address: string; method: WpsMethod; join: boolean }): SupplicantReply {
    if (!this.radio.discovery.knows(command.address)) {
      return refused('Unknown peer');
    }
    this.provisioned = command.address;
    this.sendProvision(command, this.radio.space.clock.now() + limits.provisionDiscovery);
    return done;
  }

  connect(command: Omit<Attempt, 'peer' | 'timer' | 'isAgreed'> & { address: string }): SupplicantReply {
    if (!command.join && !this.radio.discovery.knows(command.address)) {
      return refused('Unknown peer');
    }
    if (this.attempt !== undefined) {
      return refused('Another connect is under way');
    }
    this.radio.discovery.stopFind();
    const { address: peer, method, join, goIntent, persistent } = command;
    const attempt: Attempt = { peer, method, join, goIntent, persistent, timer: undefined, isAgreed: false };
    this.attempt = attempt;
    if (join) {
      this.join(attempt);
    } else {
      const limit = this.askers.delete(peer) ? limits.answeredNegotiation : limits.negotiation;
      attempt.timer = this.radio.later(limit, () => {
        this.attempt = undefined;
        this.radio.emit({ kind: 'goNegotiationFailure', status: NegotiationStatus.TIMEOUT });
      });
      this.ask(attempt);
    }
    return done;
  }

  reject(address: string): SupplicantReply {
    return this.askers.delete(address) ? done : refused('Nothing to reject');
  }

  cancel(): SupplicantReply {
    const hadAny = this.attempt !== undefined || this.provisioned !== undefined;
    this.drop();
    return hadAny ? done : refused('Nothing to cancel');
  }

  clear(): void {
    this.drop();
    this.askers.clear();
  }

  /** The owner's user pressed the button: for this radio, for another one, or not for a group it waits for. */
  windowOpened(group: AirGroup): void {
    const attempt = this.attempt;
    if (attempt?.join === true && attempt.peer === group.owner.address && !attempt.isAgreed) {
      this.enterWindow(attempt, group);
    }
  }

  private drop(): void {
    this.radio.cancel(this.attempt?.timer);
    this.attempt = undefined;
    this.provisioned = undefined;
  }

  private sendProvision(command: { address: string; method: WpsMethod; join: boolean }, deadline: number): void {
    const { address, method, join } = command;
    this.radio.later(this.radio.space.between(delays.frame), () => {
      if (this.provisioned !== address) {
        return;
      }
      const peer = this.radio.neighbourAt(address);
      if (peer !== undefined && (join ? peer.groups.owned !== undefined : peer.isReachable)) {
        const group = join ? peer.groups.owned : undefined;
        peer.formation.provisionArrived(this.radio, method, group);
        this.radio.emit({ kind: 'provisionDiscoveryResponse', address, method });
      } else if (this.radio.space.clock.now() < deadline) {
        this.sendProvision(command, deadline);
      } else {
        this.provisioned = undefined;
        this.radio.emit({ kind: 'provisionDiscoveryFailure', address });
      }
    });
  }

  private provisionArrived(from: Radio, method: WpsMethod, group: AirGroup | undefined): void {
    this.radio.discovery.see(from);
    const interfaceName = group === undefined ? undefined : this.radio.groups.nameOf(group);
    this.radio.emit({
      kind: 'provisionDiscoveryRequest',
      address: from.address,
      name: from.name,
      method,
      ...(interfaceName === undefined ? {} : { interfaceName }),
    });
  }

  /** Knocks until the peer hears it; what the peer's user then does is up to them. */
  private ask(attempt: Attempt): void {
    this.radio.later(this.radio.space.between(delays.frame), () => {
      if (this.attempt !== attempt || attempt.isAgreed) {
        return;
      }
      const peer = this.radio.neighbourAt(attempt.peer);
      const answer = peer?.formation.attempt;
      if (peer !== undefined && answer?.peer === this.radio.address && !answer.join) {
        negotiate({ radio: this.radio, attempt }, { radio: peer, attempt: answer });
      } else if (peer?.isReachable === true) {
        peer.formation.requestArrived(this.radio, attempt);
      } else {
        this.radio.later(limits.retry, () => this.ask(attempt));
      }
    });
  }

  private requestArrived(from: Radio, request: Attempt): void {
    this.radio.discovery.see(from);
    this.askers.add(from.address);
    const { method, goIntent } = request;
    this.radio.emit({ kind: 'goNegotiationRequest', address: from.address, method: answering(method), goIntent });
  }

  private join(attempt: Attempt): void {
    attempt.timer = this.radio.later(limits.join, () => this.failToJoin(attempt));
    if (this.provisioned !== attempt.peer) {
      this.provision({ address: attempt.peer, method: attempt.method, join: true });
    }
    const group = this.radio.neighbourAt(attempt.peer)?.groups.owned;
    if (group?.awaitedPeer !== undefined) {
      this.enterWindow(attempt, group);
    }
  }

  private enterWindow(attempt: Attempt, group: AirGroup): void {
    const { space } = this.radio;
    if (group.awaitedPeer !== this.radio.address) {
      this.radio.later(space.between(delays.frame), () => this.failToJoin(attempt, NOT_MEANT));
      return;
    }
    attempt.isAgreed = true;
    group.noticeLoss(this.radio);
    this.radio.later(space.between(delays.wpsExchange), () => {
      if (this.attempt !== attempt) {
        return;
      }
      if (!group.owner.groups.has(group) || !space.canHear(this.radio, group.owner)) {
        this.failToJoin(attempt);
        return;
      }
      this.drop();
      group.closeWindow();
      this.radio.emit({ kind: 'groupFormationSuccess' });
      group.admit(this.radio, true);
    });
  }

  private failToJoin(attempt: Attempt, configError?: number): void {
    if (this.attempt === attempt) {
      this.drop();
      this.fail(configError);
    }
  }

  /** A formation that had begun comes to nothing. */
  fail(configError?: number): void {
    const interfaceName = this.radio.groups.nextInterface().name;
    if (configError !== undefined) {
      this.radio.emit({ kind: 'wpsFail', interfaceName, configError });
    }
    this.radio.emit({ kind: 'groupFormationFailure' });
    this.radio.emit({ kind: 'groupRemoved', interfaceName, role: 'client', reason: 'FORMATION_FAILED' });
  }
}

function answering(method: WpsMethod): WpsMethod {
  return method === 'keypad' ? 'display' : method === 'display' ? 'keypad' : method;
}
