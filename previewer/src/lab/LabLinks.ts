import type { ConnectionFault, LinkCondition } from '../net/LinkFault.js';
import type { LoopbackPlan } from '../net/LoopbackPlan.js';
import type { LinkQuality } from './protocol.js';

/** What a person at the page can choose. */
const QUALITIES: Readonly<Record<LinkQuality, LinkCondition>> = {
  normal: {},
  slow: { bytesPerSecond: 1_000_000 },
  laggy: { latencyMilliseconds: 300 },
  stalled: { state: 'stalled' },
};

export function isLinkQuality(value: unknown): value is LinkQuality {
  return typeof value === 'string' && Object.hasOwn(QUALITIES, value);
}

/** The links between all devices of a lab, as the page sets them together. */
export class LabLinks {
  quality: LinkQuality = 'normal';

  constructor(
    private readonly plan: LoopbackPlan,
    private readonly devices: readonly string[],
  ) {}

  set(quality: LinkQuality): void {
    this.quality = quality;
    this.apply();
  }

  /** Every open connection between two devices is reset. */
  breakConnections(): void {
    this.apply({ kind: 'reset' });
  }

  private apply(connections?: ConnectionFault): void {
    const fault = { ...QUALITIES[this.quality], ...connections && { connections } };
    this.devices.forEach((device, index) =>
      this.devices.slice(index + 1).forEach(other => this.plan.setLink(device, other, fault)));
  }
}
