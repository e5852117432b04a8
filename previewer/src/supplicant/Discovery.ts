import type { TimerId } from '../clock/Clock.js';
import type { SupplicantReply } from './commands.js';
import { type Delay, delays, limits } from './delays.js';
import type { Radio } from './Radio.js';
import { done, refused } from './reply.js';

interface FoundDevice {
  radio: Radio;
  ageTimer: TimerId;
  /** What was last told of it; undefined when a new find has to tell it again. */
  told: string | undefined;
}

/** Service discovery, concurrent operation and invitations, as wpa_supplicant announces them. */
const DEVICE_CAPABILITIES = 0x25;
/** The owner of a group tells of a client that it can be asked through it. */
const CLIENT_CAPABILITIES = DEVICE_CAPABILITIES | 2;

/** The find, the listening and the table of found devices of one radio. */
export class Discovery {
  private readonly found = new Map<string, FoundDevice>();
  private findTimer: TimerId | undefined;
  private scanTimer: TimerId | undefined;
  private isListening = false;

  constructor(private readonly radio: Radio) {}

  get isFinding(): boolean {
    return this.findTimer !== undefined;
  }

  /** A find includes listening, so a device that finds is found. */
  get isVisible(): boolean {
    return this.isFinding || this.isListening || this.radio.groups.owned !== undefined;
  }

  knows(address: string): boolean {
    return this.found.has(address);
  }

  /** A scan that is under way when the next find begins goes on, and its results count. */
  find(timeoutSeconds: number): SupplicantReply {
    this.radio.cancel(this.findTimer);
    for (const device of this.found.values()) {
      device.told = undefined;
    }
    this.findTimer = this.radio.later(timeoutSeconds * 1000, () => this.stopFind());
    if (this.scanTimer === undefined) {
      this.scheduleScan(delays.firstScan);
    }
    return done;
  }

  stopFind(): SupplicantReply {
    if (!this.isFinding) {
      return refused('Not finding');
    }
    this.stopTimers();
    this.radio.emit({ kind: 'findStopped' });
    return done;
  }

  listen(on: boolean): SupplicantReply {
    this.isListening = on;
    return done;
  }

  flush(): SupplicantReply {
    this.stopFind();
    for (const address of [...this.found.keys()]) {
      this.lose(address);
    }
    return done;
  }

  clear(): void {
    this.stopTimers();
    this.isListening = false;
    this.found.clear();
  }

  /** A frame of that radio was heard. */
  see(other: Radio, deviceCapabilities = DEVICE_CAPABILITIES): void {
    const known = this.found.get(other.address);
    this.radio.cancel(known?.ageTimer);
    const ageTimer = this.radio.later(limits.peerAge, () => this.expire(other));
    const groupCapabilities = other.groups.owned === undefined ? 0 : 1;
    const telling = `${groupCapabilities} ${other.name}`;
    this.found.set(other.address, { radio: other, ageTimer, told: telling });
    if (known?.told !== telling) {
      this.radio.emit({
        kind: 'deviceFound',
        address: other.address,
        name: other.name,
        primaryDeviceType: '10-0050F204-5',
        methods: ['pushButton', 'display', 'keypad'],
        deviceCapabilities,
        groupCapabilities,
      });
    }
  }

  private scheduleScan(delay: Delay): void {
    this.scanTimer = this.radio.later(this.radio.space.between(delay), () => {
      for (const other of this.radio.neighbours().filter(({ discovery }) => discovery.isVisible)) {
        other.groups.owned?.clientRadios.filter(client => client !== this.radio && !client.discovery.isVisible)
          .forEach(client => this.see(client, CLIENT_CAPABILITIES));
        this.see(other);
      }
      this.scheduleScan(delays.scan);
    });
  }

  private stopTimers(): void {
    this.radio.cancel(this.findTimer);
    this.radio.cancel(this.scanTimer);
    this.findTimer = undefined;
    this.scanTimer = undefined;
  }

  private expire(other: Radio): void {
    if (this.radio.groups.sharesGroupWith(other)) {
      this.see(other);
    } else {
      this.lose(other.address);
    }
  }

  private lose(address: string): void {
    this.radio.cancel(this.found.get(address)?.ageTimer);
    this.found.delete(address);
    this.radio.emit({ kind: 'deviceLost', address });
  }
}
