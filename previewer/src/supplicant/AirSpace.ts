import type { Clock } from '../clock/Clock.js';
import type { Delay } from './delays.js';
import type { Radio } from './Radio.js';

/** What the radios of one air share. */
export interface AirSpace {
  readonly clock: Clock;
  /** By P2P device address. */
  readonly radios: Map<string, Radio>;
  random(): number;
  between(delay: Delay): number;
  /** Both are switched on and in range of each other. */
  canHear(one: Radio, other: Radio): boolean;
}
