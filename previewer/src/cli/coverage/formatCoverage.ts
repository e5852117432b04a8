import type { FileCoverage } from './measureModule.js';

interface Share {
  reached: number;
  all: number;
}

/** A table with a row for each file, and one for all of them. */
export function formatCoverage(files: readonly FileCoverage[]): string {
  const rows = [
    ['File', 'Lines', 'Branches', 'Lines not reached', 'Branches not taken'],
    ...files.map(({ file, lines, branches, missedLines, missedBranches }) =>
      [file, percentText(lines), percentText(branches), rangesText(missedLines), rangesText(missedBranches)]),
    ['All files', percentText(total(files, 'lines')), percentText(total(files, 'branches')), '', ''],
  ];
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

export function total(files: readonly FileCoverage[], kind: 'lines' | 'branches'): Share {
  return files.reduce<Share>((sum, file) => ({
    reached: sum.reached + file[kind].reached,
    all: sum.all + file[kind].all,
  }), { reached: 0, all: 0 });
}

/** Of nothing, all is reached. */
export function percentOf({ reached, all }: Share): number {
  return all === 0 ? 100 : reached / all * 100;
}

function percentText(share: Share): string {
  return `${percentOf(share).toFixed(1)} %`;
}

function rangesText(lines: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) {
      last[1] = line;
    } else {
      ranges.push([line, line]);
    }
  }
  return ranges.map(([from, to]) => from === to ? `${from}` : `${from}-${to}`).join(' ');
}
