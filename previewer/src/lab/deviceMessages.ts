import type { CompiledHap } from '../arkts/Hap.js';
import type { TreeNode } from '../arkui/tree.js';
import type { ThreadOptions } from '../device/threads/threadMessages.js';
import type { DeviceCommand, DeviceNotice, DeviceStatus, LogEntry } from '../device/DeviceView.js';

/** The ports of the lab that a device process reaches through its channel. */
export type PortName = 'supplicant' | 'network';

/** What a device sends and receives with: the air of the lab, or a radio of this machine and its files' folder. */
export type DeviceRadio = { kind: 'simulated' } | { kind: 'wpa'; interfaceName: string; directory: string };

export interface DeviceStart {
  id: string;
  name: string;
  clock: { speed: number; start: number };
  radio: DeviceRadio;
  configuration: { width: number; height: number; colorMode: 'light' | 'dark'; locale: string };
  sandboxDirectory: string;
  workerThreads: ThreadOptions;
  hap: CompiledHap;
}

/** Lab → device process. */
export type ToDevice =
  | { kind: 'start'; options: DeviceStart }
  | { kind: 'hap'; hap: CompiledHap }
  | { kind: 'command'; command: DeviceCommand }
  | { kind: 'reply'; request: number; value: unknown }
  | { kind: 'failure'; request: number; message: string }
  | { kind: 'event'; port: PortName; event: unknown };

/** Device process → lab. */
export type FromDevice =
  | { kind: 'ready'; status: DeviceStatus; tree: TreeNode; log: LogEntry[] }
  | { kind: 'notice'; notice: DeviceNotice }
  | { kind: 'request'; port: PortName; request: number; command: unknown };
