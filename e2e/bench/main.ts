import { parseArgs } from 'node:util';
import { BenchLab } from './BenchLab.js';
import { measureFiles } from './measureFiles.js';
import { measureMessages } from './measureMessages.js';
import { describe, isMet, judge, type Figures } from './report.js';
import { connectPhones, openSession } from './walks.js';

// npm run bench [-- --json]: the session of the application against bare sockets, in ratios. A machine's speed drifts,
// so what is compared is measured in turns. Needs Linux: memory is read from /proc.

const { values: wanted } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

async function measure(): Promise<Figures> {
  const lab = await BenchLab.open();
  try {
    await connectPhones(lab);
    await openSession(lab);
    return { ...(await measureFiles(lab)), ...(await measureMessages(lab)) };
  } finally {
    await lab.close();
  }
}

const figures = await measure();
const judged = judge(figures);
if (wanted.json) {
  const targets = judged.map(one => ({ ...one, isMet: isMet(one) }));
  console.log(JSON.stringify({ figures, targets }, undefined, 2));
} else {
  console.log(describe(figures));
}
process.exit(judged.every(isMet) ? 0 : 1);
