import type { Clock } from '../clock/Clock.js';
import { MovableLink } from './links.js';
import type { Member } from './NetworkPort.js';
import type { FollowedStack, NetworkState, Route } from './NetworkStack.js';

const LOOPBACK = '127.0.0.1';

interface Ends {
  own: { address: string; real: string };
  member: Member;
}

/** The network stack that a state describes. Links live on from one state to the next. */
export class RouteTable implements FollowedStack {
  private readonly listeners = new Set<() => void>();
  private readonly followers = new Set<(state: NetworkState) => void | Promise<void>>();
  private readonly ownLink: MovableLink;
  /** By interface and member. */
  private readonly links = new Map<string, MovableLink>();
  private current: NetworkState;

  constructor(
    private readonly linkClock: Clock,
    state: NetworkState,
  ) {
    this.ownLink = new MovableLink(linkClock);
    this.current = { loopback: state.loopback, interfaces: [] };
    void this.apply(state);
  }

  get state(): NetworkState {
    return this.current;
  }

  /** Resolves when everybody who follows has taken the state over. */
  async apply(state: NetworkState): Promise<void> {
    const before = this.ownAddresses().join();
    this.current = state;
    this.moveLinks();
    const taken = Array.from(this.followers, follower => follower(state));
    if (this.ownAddresses().join() !== before) {
      Array.from(this.listeners).forEach(listener => listener());
    }
    await Promise.all(taken);
  }

  follow(listener: (state: NetworkState) => void | Promise<void>): () => void {
    this.followers.add(listener);
    return () => this.followers.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  ownAddresses(): string[] {
    return [LOOPBACK, ...this.current.interfaces.map(({ address }) => address)];
  }

  realOf(ownVirtual: string): string | undefined {
    if (ownVirtual === LOOPBACK) {
      return this.current.loopback;
    }
    return this.current.interfaces.find(({ address }) => address === ownVirtual)?.real;
  }

  routeTo(remoteVirtual: string): Route | undefined {
    const ownReal = this.realOf(remoteVirtual);
    if (ownReal !== undefined) {
      return this.routeToSelf(remoteVirtual, ownReal);
    }
    return this.findRoute(({ member }) => member.address === remoteVirtual);
  }

  routeOfAccepted(localReal: string, remoteReal: string): Route | undefined {
    if (localReal === remoteReal) {
      const own = this.ownAddresses().find(address => this.realOf(address) === localReal);
      return own === undefined ? undefined : this.routeToSelf(own, localReal);
    }
    return this.findRoute(({ own, member }) => own.real === localReal && member.real === remoteReal);
  }

  private routeToSelf(address: string, real: string): Route {
    return { localVirtual: address, remoteVirtual: address, localReal: real, remoteReal: real, link: this.ownLink };
  }

  private findRoute(matches: (ends: Ends) => boolean): Route | undefined {
    for (const own of this.current.interfaces) {
      for (const member of own.members) {
        const link = this.links.get(keyOf(own.id, member.id));
        if (link !== undefined && matches({ own, member })) {
          const ends = { localVirtual: own.address, remoteVirtual: member.address };
          return { ...ends, localReal: own.real, remoteReal: member.real, link };
        }
      }
    }
    return undefined;
  }

  private moveLinks(): void {
    const members = new Map(this.current.interfaces.flatMap(({ id, members: others }) =>
      others.map(member => [keyOf(id, member.id), member] as const)));
    for (const [key, link] of Array.from(this.links)) {
      if (!members.has(key)) {
        this.links.delete(key);
        link.lose();
      }
    }
    for (const [key, { link: description }] of members) {
      const known = this.links.get(key);
      if (known === undefined) {
        this.links.set(key, new MovableLink(this.linkClock, description));
      } else {
        known.move(description);
      }
    }
  }
}

function keyOf(interfaceId: number, memberId: number): string {
  return `${interfaceId} ${memberId}`;
}
