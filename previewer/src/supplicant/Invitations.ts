import type { SupplicantReply } from './commands.js';
import { delays, limits } from './delays.js';
import { InvitationStatus } from './events.js';
import type { Radio } from './Radio.js';
import { done, refused } from './reply.js';

const DEFAULT_FREQUENCY = 2412;

/** Invitations of one radio: into a group that runs, or to start a stored one again. */
export class Invitations {
  constructor(private readonly radio: Radio) {}

  invite(interfaceName: string, address: string): SupplicantReply {
    const group = this.radio.groups.of(interfaceName);
    if (group === undefined || !this.radio.discovery.knows(address)) {
      return refused('Unknown group or peer');
    }
    this.send(address, peer => {
      peer.emit({
        kind: 'invitationReceived',
        address: this.radio.address,
        ownerAddress: group.owner.address,
        persistent: false,
      });
      return InvitationStatus.UNAVAILABLE;
    });
    return done;
  }

  revive(networkId: number, address: string): SupplicantReply {
    const network = this.radio.networks.find(networkId);
    if (network === undefined || !this.radio.discovery.knows(address)) {
      return refused('Unknown network or peer');
    }
    this.send(address, peer => {
      if (peer.groups.isInGroup || peer.formation.isPending) {
        return InvitationStatus.UNAVAILABLE;
      }
      if (peer.networks.findBySsid(network.ssid) === undefined) {
        return InvitationStatus.UNKNOWN_GROUP;
      }
      peer.emit({ kind: 'invitationAccepted', address: this.radio.address });
      peer.discovery.stopFind();
      const [owner, client] = network.role === 'owner' ? [this.radio, peer] : [peer, this.radio];
      this.start(owner, client, network.ssid);
      return InvitationStatus.SUCCESS;
    });
    return done;
  }

  private send(address: string, arrive: (peer: Radio) => number): void {
    this.radio.later(this.radio.space.between(delays.frame), () => {
      const peer = this.radio.neighbourAt(address);
      if (peer?.isReachable !== true) {
        this.radio.later(limits.invitation, () => this.tell(InvitationStatus.NO_ANSWER));
        return;
      }
      peer.discovery.see(this.radio);
      const status = arrive(peer);
      this.radio.later(this.radio.space.between(delays.frame), () => this.tell(status));
    });
  }

  private tell(status: number): void {
    this.radio.emit({ kind: 'invitationResult', status });
  }

  private start(owner: Radio, client: Radio, ssid: string): void {
    const { space } = this.radio;
    owner.later(space.between(delays.reinvocation), () => {
      const stored = owner.networks.findBySsid(ssid);
      if (stored === undefined) {
        return;
      }
      const { passphrase } = stored;
      const group = owner.groups.own({ ssid, passphrase, frequency: DEFAULT_FREQUENCY, persistent: true });
      group.announce();
      client.later(space.between(delays.reinvocation), () => {
        if (owner.groups.has(group) && space.canHear(owner, client)) {
          group.admit(client, true);
        }
      });
    });
  }
}
