/** Milliseconds, as a least and a most. */
export type Delay = readonly [least: number, most: number];

/** How long the simulated air takes; in the proportions seen with wpa_supplicant on simulated hardware. */
export const delays = {
  start: [80, 200],
  stop: [40, 120],
  /** A find begins with every channel and goes on with the social ones. */
  firstScan: [3300, 4600],
  scan: [400, 1500],
  frame: [40, 160],
  negotiation: [300, 900],
  formation: [400, 900],
  association: [300, 700],
  wpsExchange: [500, 4300],
  stationNotice: [20, 120],
  groupAdd: [60, 300],
  groupRemove: [20, 80],
  deauthentication: [50, 250],
  credentialJoin: [1500, 3000],
  reinvocation: [200, 500],
} as const satisfies Record<string, Delay>;

/** Time limits of the supplicant, in milliseconds. */
export const limits = {
  peerAge: 65_000,
  provisionDiscovery: 100_000,
  /** An asker waits this long for the peer's user. */
  negotiation: 120_000,
  /** A side that answers a request finds out sooner that the asker has left. */
  answeredNegotiation: 22_700,
  join: 60_000,
  pushButtonWindow: 120_000,
  formation: 15_000,
  credentialJoin: 10_000,
  invitation: 23_000,
  /** The owner sees a station whose supplicant stopped. */
  stationLoss: 600,
  /** A client gives up an owner that fell silent. */
  ownerLoss: 12_000,
  /** An owner drops a station that fell silent. */
  stationInactivity: 300_000,
  retry: 1_000,
} as const;
