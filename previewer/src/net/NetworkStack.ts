import type { Clock } from '../clock/Clock.js';
import type { CutBudget } from './CutBudget.js';
import type { Member } from './NetworkPort.js';

/** What the open connections of a link have to suffer now. */
export type LinkBreak = { kind: 'cut'; budget: CutBudget } | { kind: 'reset' } | { kind: 'close' };

/** The life of one Wi-Fi Direct link. Once down it stays down: a later group makes new links. */
export interface Link {
  readonly clock: Clock;
  readonly isUp: boolean;
  /** Down for good, rather than stalled. */
  readonly isLost: boolean;
  /** Each way, in milliseconds of the clock. */
  readonly latency: number;
  /** What is sent arrives late or at a limited rate. */
  readonly isShaped: boolean;
  /** When bytes that are handed over now have arrived, in whole milliseconds of the clock. */
  arrivalOf(byteLength: number): number;
  /** Called when the link goes down, stalls, resumes or changes otherwise; returns what ends the subscription. */
  onChange(listener: () => void): () => void;
  /** Called when the connections that are open now break; returns what ends the subscription. */
  onBreak(listener: (how: LinkBreak) => void): () => void;
}

/** How a connection between two virtual addresses reaches the kernel. */
export interface Route {
  localVirtual: string;
  remoteVirtual: string;
  /** Loopback address to bind the source to. */
  localReal: string;
  /** Loopback address to connect to. */
  remoteReal: string;
  link: Link;
}

/**
 * The addresses of one virtual device (192.168.49.x of its group, its own 127.0.0.1) and the loopback addresses that
 * stand for them. Synchronous, inside the device's own process; nothing here relays a byte.
 */
export interface NetworkStack {
  /** Virtual addresses this device has now; `127.0.0.1` always. */
  ownAddresses(): string[];
  /** The loopback address behind one of its own virtual addresses; undefined when the device does not have it. */
  realOf(ownVirtual: string): string | undefined;
  /**
   * The way to a virtual address, or undefined when there is none (no group, unknown host): ENETUNREACH on a device.
   */
  routeTo(remoteVirtual: string): Route | undefined;
  /** The way that an accepted connection came, or undefined when it does not come from the device's net: refuse it. */
  routeOfAccepted(localReal: string, remoteReal: string): Route | undefined;
  /** Called when addresses come or go; returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
}

/** All that a stack consists of, as plain JSON: another thread of the device makes a stack of its own from it. */
export interface NetworkState {
  /** Stands for the device's own 127.0.0.1. */
  loopback: string;
  interfaces: InterfaceState[];
}

export interface InterfaceState {
  /** Unique for the life of the device: an interface that is set up again is another one. */
  id: number;
  address: string;
  real: string;
  /** The other members of its group. */
  members: Member[];
}

/** A stack that other threads of its device follow. */
export interface FollowedStack extends NetworkStack {
  readonly state: NetworkState;
  /**
   * The listener is told of every new state and resolves when it has taken it over. Returns what ends the subscription.
   */
  follow(listener: (state: NetworkState) => void | Promise<void>): () => void;
}
