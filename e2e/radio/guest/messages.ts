import type { TreeNode } from '../../../previewer/src/arkui/tree.js';
import type { DeviceCommand, DeviceNotice, DeviceStatus } from '../../../previewer/src/device/DeviceView.js';
import type { CaseResult } from '../../../previewer/src/cli/hypium/runHypium.js';

/** Bench → device process. */
export type ToDevice =
  | { kind: 'command'; command: DeviceCommand }
  | { kind: 'killSupplicant' }
  | { kind: 'openSystemPage' }
  /** Runs these suites of the installed tests with that device as the second one. */
  | { kind: 'test'; suites: string[]; peer: string };

/** Device process → bench. */
export type FromDevice =
  | { kind: 'ready'; status: DeviceStatus; tree: TreeNode }
  | { kind: 'notice'; notice: DeviceNotice }
  /** Traffic of the radio port; `time` in milliseconds since the epoch. */
  | { kind: 'radio'; entry: 'command' | 'event'; text: string; time: number }
  | { kind: 'tested'; cases: (Omit<CaseResult, 'error'> & { error?: string })[]; errors: string[] };
