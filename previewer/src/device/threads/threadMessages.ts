import type { CompiledHap } from '../../arkts/Hap.js';
import type { UiConfiguration } from '../../arkui/ArkUi.js';
import type { FileAreas } from '../../kits/corefile/FileAreas.js';
import type { LogLevel } from '../../kits/KitHost.js';
import type { NetworkState } from '../../net/NetworkStack.js';

/** How the workers of a device get threads of their own. */
export interface ThreadOptions {
  /** File with the script that such a thread runs: what `bundleWorkerThread` gave. */
  program: string;
  /** Of the device's clock. */
  clockSpeed: number;
}

/** What changes while a thread runs. */
export interface ThreadSettings {
  configuration: UiConfiguration;
  /** The declared permissions that the application has. */
  granted: string[];
}

/** What the cell of a thread that is not to run holds. */
export const SUSPENDED = 1;

/** What a worker's thread is started with. Plain data. */
export interface ThreadStart extends ThreadSettings {
  name: string;
  threads: ThreadOptions;
  hap: CompiledHap;
  deviceName: string;
  uid: number;
  isSystemApplication: boolean;
  /** The clock showed `reading` when the real time was `realTime`, in milliseconds since the epoch. */
  clock: { reading: number; realTime: number };
  network: NetworkState;
  files: FileAreas;
  /** One 32-bit cell: `SUSPENDED`, or 0. */
  suspension: SharedArrayBuffer;
  packages: Readonly<Record<string, string>>;
}

/** Creator → thread. */
export type ToThread =
  | { kind: 'run'; module: string }
  | { kind: 'message'; data: unknown }
  | { kind: 'settings'; settings: ThreadSettings }
  /** Stands still until its cell is 0. */
  | { kind: 'suspend' }
  /** Answered with `taken`. */
  | { kind: 'network'; state: NetworkState; number: number };

/** Thread → creator. */
export type FromThread =
  | { kind: 'message'; data: unknown }
  | { kind: 'log'; level: LogLevel; domain: number; tag: string; text: string }
  | { kind: 'failed'; error: ThrownValue }
  | { kind: 'taken'; number: number };

/** Something that was thrown, without what cannot be cloned. */
export type ThrownValue =
  | { error: { name: string; message: string; stack?: string; code?: number | string } }
  | { text: string };

export function describeThrown(thrown: unknown): ThrownValue {
  if (!(thrown instanceof Error)) {
    return { text: typeof thrown === 'object' ? JSON.stringify(thrown) : String(thrown) };
  }
  const { name, message, stack } = thrown;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  const isPlain = typeof code === 'number' || typeof code === 'string';
  return { error: { name, message, stack, ...isPlain && { code } } };
}

export function rebuildThrown(thrown: ThrownValue): unknown {
  return 'text' in thrown ? thrown.text : Object.assign(new Error(thrown.error.message), thrown.error);
}
