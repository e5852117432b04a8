import type { Comparison } from './compare.js';

interface KnownDifference {
  difference: NonNullable<Comparison['difference']>;
  event: RegExp;
  /** Default: every scenario. */
  scenario?: RegExp;
  /** Only what the phone was told before. */
  isRepeated?: true;
  reason: string;
}

const TOSS = 'with equal intents a random bit decides who owns the group';
const SEARCH = 'two that search hear each other when one listens where the other sends: at once, or some seconds later';
const EMULATED = 'an emulated processor makes the interface and starts the access point';

/** What stays different between the two radios, and why. */
export const differences: KnownDifference[] = [
  { scenario: /negotiate/, difference: 'only simulated', event: /^(groupStarted|stationConnected)/, reason: TOSS },
  { scenario: /negotiate/, difference: 'only real', event: /^(groupStarted|stationConnected)/, reason: TOSS },
  { scenario: /negotiate/, difference: 'other order', event: /^(groupStarted|stationConnected|groupFormationSuccess)/, reason: TOSS },
  { difference: 'other time', event: /^(deviceFound|findStopped|goNegotiationRequest|provisionDiscovery)/, reason: SEARCH },
  { difference: 'other order', event: /^deviceFound/, reason: SEARCH },
  {
    difference: 'only real',
    event: /^provisionDiscoveryRequest/,
    isRepeated: true,
    reason: 'wpa_supplicant sends the request again while it has not heard the answer',
  },
  { difference: 'other time', event: /^groupStarted owner/, reason: EMULATED },
  {
    difference: 'other time', event: /^(groupFormationSuccess|stationConnected|groupStarted client)/,
    reason: 'a joiner looks for its owner on every channel first, unless it has just seen it: 0.3 s or 4 s',
  },
];
