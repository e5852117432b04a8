import type { CompileError } from '../arkts/Hap.js';
import type { TreeNode } from '../arkui/tree.js';
import type { DeviceCommand, DeviceNotice, DeviceStatus, LogEntry } from '../device/DeviceView.js';

export type { CompileError };

/** The life of the process that a virtual device runs in. */
export type ProcessState =
  /** Without a compiled application there is nothing to start yet. */
  | { state: 'waiting' }
  | { state: 'starting' }
  | { state: 'running' }
  /** `reason` says how it ended: its exit status or signal and the last lines it wrote. */
  | { state: 'ended'; reason: string };

/** Everything the page needs to draw one device from nothing. */
export interface DeviceSnapshot {
  id: string;
  name: string;
  process: ProcessState;
  /** Absent until the process has reported for the first time. */
  status?: DeviceStatus;
  tree: TreeNode;
  log: LogEntry[];
}

export type LabMessage =
  /** First message on every connection. */
  | {
    kind: 'hello';
    project: ProjectSummary;
    devices: DeviceSnapshot[];
    errors: CompileError[];
    /** Missing where radios are real: nobody can change their links. */
    links?: LinkQuality;
  }
  /** The device anew: its process has started or ended. */
  | { kind: 'device'; device: DeviceSnapshot }
  | { kind: 'notice'; device: string; notice: DeviceNotice }
  /** The outcome of a rebuild; with errors the application runs on as it was. */
  | { kind: 'build'; project: ProjectSummary; errors: CompileError[] }
  | { kind: 'links'; links: LinkQuality };

/** The links between all phones: 1 MB/s in each direction, or 300 ms each way, or nothing passes. */
export type LinkQuality = 'normal' | 'slow' | 'laggy' | 'stalled';

export interface ProjectSummary {
  directory: string;
  /** Absent until the project has compiled once. */
  bundleName?: string;
  versionName?: string;
}

export type PageMessage =
  | { kind: 'command'; device: string; command: DeviceCommand }
  /** Starts the device's process again, whatever state it is in. */
  | { kind: 'restartDevice'; device: string }
  | { kind: 'setLinks'; links: LinkQuality }
  /** Resets every open connection between two phones. */
  | { kind: 'breakConnections' };
