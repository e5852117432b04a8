import type { JobMessage, JobReply } from './jobs.js';
import { openEcho, rate, roundTrips } from './messages.js';
import { openSink, sendThroughPipe } from './pipe.js';

// The program of a measuring process: does one job after the other.

process.on('disconnect', () => process.exit());
process.on('message', (message: JobMessage) => void answer(message));

async function answer(message: JobMessage): Promise<void> {
  const reply: JobReply = await perform(message).then(
    result => ({ number: message.number, result }),
    (error: unknown) => ({ number: message.number, error: String(error) }),
  );
  process.send?.(reply);
}

function perform(message: JobMessage): Promise<unknown> {
  switch (message.name) {
    case 'openSink':
      return openSink(message.job);
    case 'pipe':
      return sendThroughPipe(message.job);
    case 'openEcho':
      return openEcho();
    case 'roundTrips':
      return roundTrips(message.job);
    case 'rate':
      return rate(message.job);
  }
}
