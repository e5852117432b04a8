import type { Comparison } from './compare.js';

interface KnownDifference {
  difference: NonNullable<Comparison['difference']>;
  event: RegExp;
  /** Default: every scenario. */
  scenario?: RegExp;
  reason: string;
}

/** What stays different between the two radios, and why. */
export const differences: KnownDifference[] = [];
