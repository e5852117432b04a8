/** A figure, with its target where it has one. */
export interface Judged {
  what: string;
  value: number;
  unit: string;
  target?: { least: number } | { most: number };
}

export interface Figures {
  /** MB/s, the medians of the rounds, and the application's share of what the pipes do. */
  throughput: {
    application: number;
    hashingPipe: number;
    barePipe: number;
    /** Hashes, reads the file and stores it: what is left when a session does nothing else. */
    filePipe: number;
    ofHashingPipe: number;
    ofBarePipe: number;
    ofFilePipe: number;
  };
  /** Microseconds, and how many echoes one text takes. */
  roundTrip: { text: number; echo: number; inEchoes: number };
  /** MiB above idle. */
  memory: { sender: number; receiver: number };
  /** Messages per second of all clients together. */
  rate: { clients: number; texts: number; echo: number; ofEchoes: number };
  /** Milliseconds from the tap to what it changes on the screen. */
  taps: { worst: number; median: number; count: number };
}

export function judge({ throughput, roundTrip, memory, rate, taps }: Figures): Judged[] {
  return [
    {
      what: 'file over a session ÷ hashing pipe',
      value: throughput.ofHashingPipe,
      unit: '',
      target: { least: 0.8 },
    },
    { what: 'file over a session ÷ pipe of the file', value: throughput.ofFilePipe, unit: '' },
    { what: 'file over a session ÷ bare pipe', value: throughput.ofBarePipe, unit: '' },
    {
      what: 'text and receipt ÷ bare echo, p50',
      value: roundTrip.inEchoes,
      unit: '',
      target: { most: 2 },
    },
    { what: 'memory of the sender above idle', value: memory.sender, unit: 'MiB', target: { most: 64 } },
    { what: 'memory of the receiver above idle', value: memory.receiver, unit: 'MiB', target: { most: 64 } },
    { what: 'slowest tap during a transfer', value: taps.worst, unit: 'ms', target: { most: 100 } },
    { what: `texts ÷ bare echoes, ${rate.clients} clients`, value: rate.ofEchoes, unit: '' },
  ];
}

export function isMet({ value, target }: Judged): boolean {
  if (target === undefined) {
    return true;
  }
  return 'least' in target ? value >= target.least : value <= target.most;
}

export function describe(figures: Figures): string {
  const { throughput, roundTrip, rate, taps } = figures;
  const rows = judge(figures).map(judged => {
    const { what, value, unit } = judged;
    return `${what.padEnd(42)}${value.toFixed(2).padStart(8)} ${unit.padEnd(5)}${verdictOn(judged)}`.trimEnd();
  });
  return [
    ...rows,
    '',
    `MB/s: file ${whole(throughput.application)}, hashing pipe ${whole(throughput.hashingPipe)}, ` +
      `the same from file to file ${whole(throughput.filePipe)}, bare pipe ${whole(throughput.barePipe)}`,
    `µs: text ${whole(roundTrip.text)}, echo ${whole(roundTrip.echo)}`,
    `per second: texts ${whole(rate.texts)}, echoes ${whole(rate.echo)}`,
    `ms: tap p50 ${taps.median.toFixed(1)} of ${taps.count}`,
  ].join('\n');
}

function verdictOn(judged: Judged): string {
  const { target } = judged;
  if (target === undefined) {
    return '';
  }
  const goal = 'least' in target ? `at least ${target.least}` : `at most ${target.most}`;
  return `${goal}${isMet(judged) ? '' : ': MISSED'}`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
