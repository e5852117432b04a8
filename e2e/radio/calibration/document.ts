import { range, type Comparison } from './compare.js';

const INTRODUCTION = `# How true the simulated radio is

The same scenarios, driven through the pages of the application, run on both radios: on the simulated air (\`npm test\`) and on
wpa_supplicant with software radios in a virtual machine (\`npm run test:radio\`). Below stands what the radios told each phone,
in the order of the real one, with the seconds since the last thing that a radio was asked for or that was done to it. \`npm run test:radio -- --write\` writes this file; an event
that only one radio has, another order on a phone or a time far off fails the test unless its reason is known
(\`e2e/radio/calibration/differences.ts\`).

The machine runs without hardware virtualization: what its processes do themselves takes several times as long as on a phone, and
the device clocks in it go at half speed. Times of the air (scans, beacons, time limits of wpa_supplicant) are true.
`;

/** The table of both radios, a section for each of the named scenarios. */
export function writeDocument(
  scenarios: readonly string[],
  comparisons: readonly Comparison[],
  notes: string,
): string {
  const sections = scenarios.map(scenario => {
    const rows = comparisons.filter(comparison => comparison.scenario === scenario);
    if (rows.length === 0) {
      return `## Scenario: ${scenario}\n\nNeither radio tells anything while it runs.\n`;
    }
    return [
      `## Scenario: ${scenario}`, '',
      '| phone | event | after | simulated | wpa_supplicant | difference |', '| --- | --- | --- | --- | --- | --- |',
      ...rows.map(({ row, simulated, real, difference, reason }) => {
        const note = difference === undefined ? '' : `${difference}: ${reason ?? 'not explained'}`;
        return `| ${row.phone} | ${row.text} | ${row.after} | ${range(simulated)} | ${range(real)} | ${note} |`;
      }), '',
    ].join('\n');
  });
  return [INTRODUCTION, ...sections, notes].join('\n');
}
