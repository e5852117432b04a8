import type { BenchLab } from './BenchLab.js';
import type { Target } from './jobs.js';
import type { MeasuringProcess } from './MeasuringProcess.js';
import type { Figures } from './report.js';
import { median } from './statistics.js';

const ROUNDS = 5;
const ROUND_TRIPS = 200;
const CLIENTS = 8;
const RATE_MESSAGES = 8_000;
const RATE_WINDOW = 16;

/** Texts to the owner of a group from clients without a phone, against a bare echo. */
export async function measureMessages(
  lab: BenchLab,
  near: MeasuringProcess,
  far: MeasuringProcess,
): Promise<Pick<Figures, 'roundTrip' | 'rate'>> {
  const clients: Target[] = [];
  for (let number = 0; number < CLIENTS; number++) {
    clients.push(await lab.addClient());
  }
  const echo: Target = { host: '127.0.0.1', port: await far.run('openEcho', {}), localAddress: '127.0.0.1' };
  const trips = { text: [] as number[], echo: [] as number[] };
  const rates = { text: [] as number[], echo: [] as number[] };
  const count = ROUND_TRIPS / ROUNDS;
  const load = { messages: RATE_MESSAGES, window: RATE_WINDOW };
  for (let round = 0; round < ROUNDS; round++) {
    trips.echo.push(...(await near.run('roundTrips', { of: 'echo', target: echo, count })));
    trips.text.push(...(await near.run('roundTrips', { of: 'text', target: clients[0] ?? echo, count })));
  }
  for (let round = 0; round < ROUNDS; round++) {
    rates.echo.push(await near.run('rate', { of: 'echo', targets: clients.map(() => echo), ...load }));
    rates.text.push(await near.run('rate', { of: 'text', targets: clients, ...load }));
  }
  return {
    roundTrip: { text: median(trips.text), echo: median(trips.echo) },
    rate: { clients: CLIENTS, texts: median(rates.text), echo: median(rates.echo) },
  };
}
