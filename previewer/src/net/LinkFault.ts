/** How a link is for as long as nobody changes it. What is left out is as on a good link. */
export interface LinkCondition {
  /** `stalled`: nothing passes, and nobody is told. */
  state?: 'up' | 'stalled';
  /** Added to everything that travels, each way. */
  latencyMilliseconds?: number;
  /** The most that passes in each direction. */
  bytesPerSecond?: number;
}

/** What happens once to the connections that are open on a link. */
export type ConnectionFault =
  /**
   * As soon as either device has received this many more bytes, nothing reaches or leaves it over these connections any
   * more: no byte, no FIN, no RST.
   */
  | { kind: 'cut'; afterBytes: number }
  /** Both ends see a reset, also those that were cut. */
  | { kind: 'reset' }
  /** Both ends see the end of the other. */
  | { kind: 'close' };

export interface LinkFault extends LinkCondition {
  connections?: ConnectionFault;
}

/** A link as its devices are told of it. */
export interface LinkDescription extends LinkCondition {
  /** The last fault of connections: it is new to whoever has seen a smaller number. */
  last?: { number: number; fault: ConnectionFault };
}
