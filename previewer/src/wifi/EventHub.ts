import type { Clock, TimerId } from '../clock/Clock.js';
import type { AddressAliases } from './AddressAliases.js';
import { permissions } from './permissions.js';
import type { Caller, P2pEventName, P2pEvents } from './WifiApi.js';
import { aliased } from './masking.js';

type Receiver = <K extends P2pEventName>(event: K, payload: P2pEvents[K]) => void;

const LEAST_DELAY = 5;
const MOST_DELAY = 80;

/** One process's events: first in, first out, each with a delay of its own. */
export class EventQueue {
  private readonly registered = new Set<P2pEventName>();
  private readonly pending = new Set<TimerId>();
  private readonly waiting: (() => void)[] = [];
  private receiver: Receiver | undefined;
  private wifiStateReceiver: ((state: number) => void) | undefined;
  private lastDue = 0;

  constructor(
    readonly caller: Caller,
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly aliases: AddressAliases,
  ) {}

  get hasRegistrations(): boolean {
    return this.registered.size > 0;
  }

  register(event: P2pEventName): void {
    this.registered.add(event);
  }

  receiveEvents(receiver: Receiver): void {
    this.receiver = receiver;
  }

  receiveWifiState(receiver: (state: number) => void): void {
    this.wifiStateReceiver = receiver;
  }

  push<K extends P2pEventName>(event: K, payload: P2pEvents[K]): void {
    if (this.registered.has(event) && mayReceive(this.caller, event)) {
      const seen = this.asSeen(event, payload);
      this.deliver(() => this.receiver?.(event, seen));
    }
  }

  pushWifiState(state: number): void {
    if (this.caller.hasPermission(permissions.GET_WIFI_INFO)) {
      this.deliver(() => this.wifiStateReceiver?.(state));
    }
  }

  close(): void {
    this.pending.forEach(timer => this.clock.clear(timer));
    this.pending.clear();
    this.waiting.length = 0;
    this.registered.clear();
  }

  private asSeen<K extends P2pEventName>(event: K, payload: P2pEvents[K]): P2pEvents[K] {
    if (event === 'p2pPeerDeviceChange') {
      const peers = payload as P2pEvents['p2pPeerDeviceChange'];
      return peers.map(peer => aliased(peer, this.caller, this.aliases)) as P2pEvents[K];
    }
    return structuredClone(payload);
  }

  /** Timers that are due together may run in any order: each delivers whatever came first. */
  private deliver(action: () => void): void {
    this.waiting.push(action);
    const delay = LEAST_DELAY + this.random() * (MOST_DELAY - LEAST_DELAY);
    this.lastDue = Math.max(this.lastDue, this.clock.now() + delay);
    const timer = this.clock.setTimeout(() => {
      this.pending.delete(timer);
      this.waiting.shift()?.();
    }, this.lastDue - this.clock.now());
    this.pending.add(timer);
  }
}

/** Platform behaviour §2.2. */
function mayReceive(caller: Caller, event: P2pEventName): boolean {
  if (!caller.hasPermission(permissions.GET_WIFI_INFO)) {
    return false;
  }
  return event !== 'p2pDeviceChange' ||
    caller.hasPermission(permissions.LOCATION) ||
    caller.hasPermission(permissions.GET_WIFI_INFO_INTERNAL);
}

/** All processes that are bound to the service. */
export class EventHub {
  private readonly queues = new Set<EventQueue>();

  constructor(
    /** Whether the application may learn of peers, as the device is set. */
    private readonly maySeePeers: (caller: Caller) => boolean,
  ) {}

  add(queue: EventQueue): void {
    this.queues.add(queue);
  }

  remove(queue: EventQueue): void {
    queue.close();
    this.queues.delete(queue);
  }

  publish<K extends P2pEventName>(event: K, payload: P2pEvents[K]): void {
    for (const queue of this.queues) {
      if (event !== 'p2pPeerDeviceChange' || this.maySeePeers(queue.caller)) {
        queue.push(event, payload);
      }
    }
  }

  publishWifiState(state: number): void {
    this.queues.forEach(queue => queue.pushWifiState(state));
  }

  close(): void {
    this.queues.forEach(queue => queue.close());
    this.queues.clear();
  }
}
