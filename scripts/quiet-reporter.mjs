// Reporter for node:test: says nothing of what passes but what a test tells as `info: …`, everything of what fails, and
// counts at the end.
import { relative } from 'node:path';

const suite = process.env.TEST_SUITE ?? 'tests';

export default async function* quietReporter(events) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for await (const { type, data } of events) {
    if (type === 'test:stderr' || type === 'test:stdout') {
      if (process.env.VERBOSE) {
        yield data.message;
      }
    } else if (type === 'test:diagnostic' && data.message.startsWith('info: ')) {
      yield `${data.message}\n`;
    } else if (type === 'test:pass' && data.details.type !== 'suite') {
      if (data.skip !== undefined) {
        skipped++;
        yield `skipped: ${data.name}${typeof data.skip === 'string' ? ` (${data.skip})` : ''}\n`;
      } else {
        passed++;
      }
    } else if (type === 'test:fail') {
      const cause = data.details.error?.cause ?? data.details.error;
      if (data.details.type === 'suite' && data.details.error?.failureType === 'subtestsFailed') {
        continue;
      }
      failed++;
      const place = data.file ? relative(process.cwd(), data.file) : '';
      yield `\nfailed: ${data.name}\n  ${place}\n  ${String(cause?.stack ?? cause).replace(/\n/g, '\n  ')}\n`;
    }
  }
  yield `${suite}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
}
