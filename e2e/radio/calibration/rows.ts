import type { TraceEntry } from '../scenarios/Trace.js';

/** One event of a scenario, with the time since the last thing that the radio was asked for or that was done to it. */
export interface Row {
  phone: string;
  text: string;
  /** How many equal ones came before it on that phone. */
  nth: number;
  after: string;
  /** Seconds, of all runs. */
  least: number;
  most: number;
}

/** The rows of a scenario by its name. */
export type Rows = Record<string, Row[]>;

const CAUSES = {
  command: /^(find|connect|provisionDiscovery|reject|cancelConnect|groupAdd|groupRemove|invite|wpsPushButton)/,
  act: /^(goes out|comes back|loses power|wpa_supplicant dies)/,
};
/** What a flush of the table of peers causes: it depends on who was seen before. */
const NOISE = /^deviceLost/;

/** A device is told of anew with each find, and whenever something about it changed: the first time counts. */
export function rowsOf(trace: readonly TraceEntry[]): Row[] {
  const rows: Row[] = [];
  let cause = { time: 0, text: 'the beginning' };
  for (const { time, phone, kind, text } of trace) {
    if ((kind === 'command' || kind === 'act') && CAUSES[kind].test(text)) {
      cause = { time, text: `${phone} ${text}` };
    }
    const earlier = rows.filter(row => row.phone === phone && row.text === text).length;
    if (kind === 'event' && !NOISE.test(text) && (earlier === 0 || !text.startsWith('deviceFound'))) {
      const seconds = Number((time - cause.time).toFixed(2));
      rows.push({ phone, text, nth: earlier, after: cause.text, least: seconds, most: seconds });
    }
  }
  return rows;
}

/** Widens the ranges by another run, and adds what was not seen before. */
export function merge(known: readonly Row[], run: readonly Row[]): Row[] {
  const rows = known.map(row => ({ ...row }));
  for (const row of run) {
    const same = rows.find(other => isSame(other, row));
    if (same === undefined) {
      rows.push(row);
    } else if (same.after === row.after) {
      same.least = Math.min(same.least, row.least);
      same.most = Math.max(same.most, row.most);
    }
  }
  return rows;
}

export function isSame(one: Row, other: Row): boolean {
  return one.phone === other.phone && one.text === other.text && one.nth === other.nth;
}
