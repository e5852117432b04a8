import type { TraceEntry } from '../scenarios/Trace.js';

/** How one scenario, or one case of a suite, went in the machine. */
export interface Outcome {
  name: string;
  seconds: number;
  /** Undefined for one that passed. */
  error?: string;
  trace: TraceEntry[];
}
