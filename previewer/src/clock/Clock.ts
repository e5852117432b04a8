/** Identifies a pending timer of one clock; never 0. */
export type TimerId = number;

/**
 * The only source of time inside a virtual device. The Wi-Fi service, the simulated air and the application's own
 * `setTimeout`, `setInterval` and `Date` all read the same clock, so that moving it moves them together.
 */
export interface Clock {
  /** Milliseconds since the epoch, on this clock. */
  now(): number;
  /** Runs `callback` once, `milliseconds` (not below 0) of this clock from now. */
  setTimeout(callback: () => void, milliseconds: number): TimerId;
  /** Runs `callback` every `milliseconds` (at least 1) of this clock. */
  setInterval(callback: () => void, milliseconds: number): TimerId;
  /** Cancels a timer of either kind; an unknown or finished id is ignored. */
  clear(id: TimerId): void;
}
