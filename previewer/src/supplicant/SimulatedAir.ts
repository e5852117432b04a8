import type { Clock } from '../clock/Clock.js';
import type { AirSpace } from './AirSpace.js';
import { Radio } from './Radio.js';
import type { SupplicantPort } from './SupplicantPort.js';

export interface SimulatedRadio extends SupplicantPort {
  /** The device loses power: nobody is told, the others find out by silence. */
  detach(): void;
  /** The supplicant dies without a word to the air; its own device hears that it is gone and may start it again. */
  crash(): void;
  /** Moves the group that the radio owns to another channel, in MHz. */
  switchChannel(frequency: number): void;
}

/** The space in which simulated radios hear each other. */
export interface SimulatedAir {
  /** Adds the radio of one device, switched off. `address` is its P2P device address. */
  attach(options: { address: string; name: string }): SimulatedRadio;
  /** Every pair is in range at first. */
  setInRange(address: string, otherAddress: string, inRange: boolean): void;
}

export function createSimulatedAir(options: { clock: Clock; random?: () => number }): SimulatedAir {
  const random = options.random ?? Math.random;
  const apart = new Set<string>();
  const radios = new Map<string, Radio>();
  const space: AirSpace = {
    clock: options.clock,
    radios,
    random,
    between: ([least, most]) => least + Math.floor(random() * (most - least + 1)),
    canHear: (one, other) => one.isOn && other.isOn && !apart.has(pairOf(one.address, other.address)),
  };
  return {
    attach({ address, name }) {
      const radio = new Radio(space, address, name);
      radios.set(address, radio);
      return {
        request: command => radio.request(command),
        subscribe: listener => radio.subscribe(listener),
        detach: () => {
          radio.losePower();
          radios.delete(address);
        },
        crash: () => radio.crash(),
        switchChannel: frequency => radio.groups.owned?.switchChannel(frequency),
      };
    },
    setInRange(address, otherAddress, inRange) {
      if (inRange) {
        apart.delete(pairOf(address, otherAddress));
        return;
      }
      apart.add(pairOf(address, otherAddress));
      const one = radios.get(address);
      const other = radios.get(otherAddress);
      if (one !== undefined && other !== undefined) {
        one.groups.part(other);
        other.groups.part(one);
      }
    },
  };
}

function pairOf(address: string, otherAddress: string): string {
  return [address, otherAddress].sort().join(' ');
}
