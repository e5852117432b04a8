import type { BenchLab } from './BenchLab.js';
import { keepOn } from './cores.js';
import type { Target } from './jobs.js';
import { ProcessPair } from './ProcessPair.js';
import type { Figures } from './report.js';
import { median, medianRatio } from './statistics.js';

const TRIP_ROUNDS = 25;
const ROUND_TRIPS = 200;
const RATE_ROUNDS = 5;
/** So many of each before the first round: a code that has just been loaded is slow. */
const WARM_UP_TRIPS = 5_000;
const CLIENTS = 8;
const RATE_MESSAGES = 8_000;
const RATE_WINDOW = 16;

/** Texts to the owner of a group from clients without a phone, against a bare echo. */
export async function measureMessages(lab: BenchLab): Promise<Pick<Figures, 'roundTrip' | 'rate'>> {
  const pair = new ProcessPair();
  [lab.phones[0].processId, pair.far.processId].forEach(id => keepOn(0, id));
  keepOn(1, pair.near.processId);
  try {
    return await measureBetween(lab, pair);
  } finally {
    pair.close();
  }
}

async function measureBetween(
  lab: BenchLab,
  { near, far }: ProcessPair,
): Promise<Pick<Figures, 'roundTrip' | 'rate'>> {
  const first = await lab.addClient();
  const clients: Target[] = [first];
  while (clients.length < CLIENTS) {
    clients.push(await lab.addClient());
  }
  const echo: Target = { host: '127.0.0.1', port: await far.run('openEcho', {}), localAddress: '127.0.0.1' };
  const trips = { text: [] as number[], echo: [] as number[] };
  const rates = { text: [] as number[], echo: [] as number[] };
  const load = { messages: RATE_MESSAGES, window: RATE_WINDOW };
  const measureTrips = (of: 'echo' | 'text', count: number): Promise<number[]> =>
    near.run('roundTrips', { of, target: of === 'echo' ? echo : first, count });
  await measureTrips('echo', WARM_UP_TRIPS);
  await measureTrips('text', WARM_UP_TRIPS);
  for (let round = 0; round < TRIP_ROUNDS; round++) {
    trips.echo.push(median(await measureTrips('echo', ROUND_TRIPS)));
    trips.text.push(median(await measureTrips('text', ROUND_TRIPS)));
  }
  for (let round = 0; round < RATE_ROUNDS; round++) {
    rates.echo.push(await near.run('rate', { of: 'echo', targets: clients.map(() => echo), ...load }));
    rates.text.push(await near.run('rate', { of: 'text', targets: clients, ...load }));
  }
  return {
    roundTrip: {
      text: median(trips.text),
      echo: median(trips.echo),
      inEchoes: medianRatio(trips.text, trips.echo),
    },
    rate: {
      clients: CLIENTS,
      texts: median(rates.text),
      echo: median(rates.echo),
      ofEchoes: medianRatio(rates.text, rates.echo),
    },
  };
}
