import { differences } from './differences.js';
import { isSame, type Row, type Rows } from './rows.js';

export interface Comparison {
  scenario: string;
  row: Row;
  simulated: Row | undefined;
  real: Row | undefined;
  /** Undefined where both radios agree. */
  difference: 'only simulated' | 'only real' | 'other order' | 'other time' | undefined;
  reason: string | undefined;
}

/** Times agree when the ranges meet after each was widened by this. */
const TOLERANCE_SECONDS = 1;
const TOLERANCE_FACTOR = 1.5;

/** Every event of every scenario on both radios; the rows follow the real one. */
export function compare(simulated: Rows, real: Rows): Comparison[] {
  return Object.keys(real).flatMap(scenario => compareScenario(scenario, simulated[scenario] ?? [], real[scenario] ?? []));
}

function compareScenario(scenario: string, simulated: Row[], real: Row[]): Comparison[] {
  const rows = [...real, ...simulated.filter(row => !real.some(other => isSame(other, row)))];
  const common = (all: Row[], others: Row[], phone: string): Row[] =>
    all.filter(row => row.phone === phone && others.some(other => isSame(other, row)));
  return rows.map(row => {
    const one = simulated.find(other => isSame(other, row));
    const two = real.find(other => isSame(other, row));
    const isInOrder = one === undefined || two === undefined ||
      common(simulated, real, row.phone).indexOf(one) === common(real, simulated, row.phone).indexOf(two);
    const difference = two === undefined ? 'only simulated'
      : one === undefined ? 'only real'
      : !isInOrder ? 'other order'
      : one.after === two.after && !meet(one, two) ? 'other time'
      : undefined;
    const reason = difference === undefined ? undefined : differences.find(known =>
      known.difference === difference && known.event.test(row.text) && (known.scenario?.test(scenario) ?? true) &&
      (known.isRepeated === undefined || row.nth > 0))?.reason;
    return { scenario, row, simulated: one, real: two, difference, reason };
  });
}

function meet(one: Row, two: Row): boolean {
  const reaches = (early: Row, late: Row): boolean =>
    early.most * TOLERANCE_FACTOR + TOLERANCE_SECONDS >= late.least;
  return reaches(one, two) && reaches(two, one);
}

export function unexplained(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.filter(({ difference, reason }) => difference !== undefined && reason === undefined);
}

export function describe({ scenario, row, difference, simulated, real }: Comparison): string {
  return `${scenario}: ${row.phone} ${row.text}, ${difference}: simulated ${range(simulated)}, real ${range(real)}`;
}

export function range(row: Row | undefined): string {
  if (row === undefined) {
    return '—';
  }
  const least = row.least.toFixed(1);
  const most = row.most.toFixed(1);
  return least === most ? `${least} s` : `${least}–${most} s`;
}
