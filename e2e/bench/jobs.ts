/** Where a client connects to, and from where. */
export interface Target {
  host: string;
  port: number;
  localAddress: string;
}

/** Both ends of a pipe hash, or neither does. */
export interface SinkJob {
  hashes: boolean;
  path?: string;
}

/** The bytes are those of the file where there is a path. */
export interface PipeJob {
  port: number;
  bytes: number;
  chunkBytes: number;
  hashes: boolean;
  path?: string;
}

/** What a measuring process can be asked for, and what it answers. Plain JSON. */
export interface Jobs {
  /** Opens the receiving end of pipes, which stores what comes where there is a path; the result is its port. */
  openSink: { job: SinkJob; result: number };
  /** Sends so many bytes to a sink; the result is the seconds until the sink has confirmed all of them. */
  pipe: { job: PipeJob; result: number };
  /** Opens a server that sends back whatever comes; the result is its port. */
  openEcho: { job: Record<string, never>; result: number };
  /** Microseconds of each round trip, one after the other. */
  roundTrips: { job: { of: 'echo' | 'text'; target: Target; count: number }; result: number[] };
  /** Messages per second, of all targets together, each with so many messages under way at a time. */
  rate: { job: { of: 'echo' | 'text'; targets: Target[]; messages: number; window: number }; result: number };
}

export type JobName = keyof Jobs;

export type JobMessage = { [Name in JobName]: { number: number; name: Name; job: Jobs[Name]['job'] } }[JobName];

export type JobReply = { number: number; result: unknown } | { number: number; error: string };
