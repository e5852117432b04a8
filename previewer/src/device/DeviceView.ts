import type { InputEvent, Patch, TreeNode } from '../arkui/tree.js';
import type { WifiStatus } from '../wifi/WifiApi.js';

/** What the lab and its page see of a virtual device. Plain JSON: it crosses process borders. */
export interface DeviceStatus {
  id: string;
  name: string;
  wifi: WifiStatus;
  /** User-grant permissions the installed application declares, and how the person decided. */
  permissions: { name: string; state: 'granted' | 'denied' | 'notAsked' }[];
  /** The location switch of the quick settings: grants or revokes the location permissions. */
  location: boolean;
  dialogs: SystemDialog[];
  application: ApplicationStatus;
  colorMode: 'light' | 'dark';
  locale: string;
  /** Whether the entry ability's window keeps the screen on, and the page title for the recents view. */
  label: string;
}

export type ApplicationStatus =
  | { state: 'notRunning' }
  | { state: 'running' }
  | { state: 'crashed'; error: CrashReport };

/** An error nobody caught, with its place in the `.ets` source. */
export interface CrashReport {
  message: string;
  /** Stack mapped to `.ets` files, innermost first. */
  stack: string;
  file?: string;
  line?: number;
}

export type SystemDialog =
  | { id: string; kind: 'connectionRequest'; title: string; text: string }
  | { id: string; kind: 'permission'; title: string; text: string };

export interface LogEntry {
  /** Milliseconds since the epoch, on the device's clock. */
  time: number;
  level: 'D' | 'I' | 'W' | 'E' | 'F';
  /** Hexadecimal, as hilog prints it: `A00101`. */
  domain: string;
  tag: string;
  text: string;
}

export type DeviceNotice =
  | { kind: 'patches'; patches: Patch[] }
  /** The whole tree anew: after launch, crash and restart. */
  | { kind: 'tree'; tree: TreeNode }
  | { kind: 'status'; status: DeviceStatus }
  | { kind: 'log'; entry: LogEntry };

export type DeviceCommand =
  | { kind: 'input'; event: InputEvent }
  | { kind: 'launch' }
  | { kind: 'terminate' }
  | { kind: 'setWifi'; on: boolean }
  | { kind: 'setLocation'; on: boolean }
  | { kind: 'answerDialog'; id: string; accepted: boolean }
  | { kind: 'setColorMode'; mode: 'light' | 'dark' }
  | { kind: 'setLocale'; locale: string };

/** A virtual device as seen from outside, in the same process or through a channel. */
export interface DeviceView {
  readonly status: DeviceStatus;
  /** The current tree, whole. */
  tree(): TreeNode;
  /** The last entries of its log, oldest first. */
  log(): LogEntry[];
  command(command: DeviceCommand): void;
  subscribe(listener: (notice: DeviceNotice) => void): () => void;
}
