import type { DeviceCommand, DeviceStatus, LogEntry } from '../../../previewer/src/device/DeviceView.js';
import type { TreeNode } from '../../../previewer/src/arkui/tree.js';
import type { Phone } from './Phone.js';
import type { Trace } from './Trace.js';

/** What a scenario sees of a device and can do to it: its screen, its dialogs, its input. */
export interface Screen {
  readonly status: DeviceStatus;
  tree(): TreeNode;
  log(): LogEntry[];
  command(command: DeviceCommand): void;
}

/** The world of a scenario: three phones and the air between them, simulated or real. */
export interface Bench {
  readonly radio: 'simulated' | 'wpa_supplicant';
  readonly trace: Trace;
  /** Phones 1, 2 and 3. */
  readonly phones: readonly [Phone, Phone, Phone];
  /** Moves a phone away from all others, or back. */
  setInRange(phone: Phone, inRange: boolean): Promise<void>;
  /** The phone loses power. */
  kill(phone: Phone): Promise<void>;
  /** A killed phone starts again, and its application. */
  start(phone: Phone): Promise<void>;
  /** The radio's program under the phone dies. */
  killSupplicant(phone: Phone): Promise<void>;
  /** Where the storage of the phone lies. */
  storageOf(phone: Phone): string;
  pause(seconds: number): Promise<void>;
  waitFor(what: string, limitSeconds: number, condition: () => boolean): Promise<void>;
}
