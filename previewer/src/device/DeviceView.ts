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
  /** Name of the application as its icon bears it. */
  label: string;
  /** Whether the application is in front. */
  foreground: boolean;
  keepsScreenOn: boolean;
  /** Bytes that still fit on the device where that is limited. */
  freeSpace?: number;
  /** Names of the person's documents. */
  documents: string[];
  picker?: DocumentPicker;
  viewer?: FileViewer;
}

/** The system's screen on which a person chooses documents, or names the one to be saved. */
export interface DocumentPicker {
  id: string;
  kind: 'select' | 'save';
  suggestedNames: string[];
  suffixes: string[];
  /** How many documents may be chosen. */
  most: number;
}

/** The system's screen for a file that the application handed over. */
export interface FileViewer {
  name: string;
  /** MIME type; may be empty. */
  type: string;
  /** Below the device's folder on the host, with `/` between the parts. */
  path: string;
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
  | { kind: 'setLocale'; locale: string }
  /** `names` of the device's documents; for a picker that saves the name to save under. None: cancelled. */
  | { kind: 'answerPicker'; id: string; names: string[] }
  | { kind: 'closeViewer' }
  /** Bytes that may still be written; without them as many as the host has. */
  | { kind: 'setFreeSpace'; bytes?: number }
  /** Sends the application to the background, or brings it to the front. */
  | { kind: 'setForeground'; on: boolean };

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
