import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { HapModule } from '../../arkts/Hap.js';
import { type Offset, readCodeParts } from './codeParts.js';
import type { ScriptCoverage } from './collectCoverage.js';

export interface FileCoverage {
  file: string;
  lines: { reached: number; all: number };
  branches: { reached: number; all: number };
  /** 1-based, in the source. */
  missedLines: number[];
  /** Lines with a branch of which a way was never taken, other than missed lines. */
  missedBranches: number[];
}

/** Maps what ran of a module's code to the lines of its source: a line is reached when all that starts on it ran. */
export function measureModule(module: HapModule, scripts: readonly ScriptCoverage[]): FileCoverage {
  const instances = scripts.filter(script => script.url === `hap:/${module.file}`).map(rangesOf);
  const countAt = (offset: Offset): number => instances.reduce((sum, ranges) => sum + countIn(ranges, offset), 0);
  const lineOf = createLineLookup(module);
  const parts = readCodeParts(module.code);
  const lines = new Map<number, boolean>();
  for (const statement of parts.statements) {
    const line = lineOf(statement);
    if (line !== undefined) {
      lines.set(line, lines.get(line) !== false && countAt(statement) > 0);
    }
  }
  const arms = parts.arms.flatMap(({ condition, start, other }) => {
    const line = lineOf(start ?? condition);
    const count = start === undefined ? countAt(condition) - countAt(other) : countAt(start);
    return line === undefined ? [] : [{ line, isReached: count > 0 }];
  });
  const missedLines = keysOf(lines).filter(line => lines.get(line) === false);
  const missedArms = arms.filter(arm => !arm.isReached).map(arm => arm.line);
  return {
    file: module.file,
    lines: { reached: lines.size - missedLines.length, all: lines.size },
    branches: { reached: arms.length - missedArms.length, all: arms.length },
    missedLines,
    missedBranches: keysOf(new Map(missedArms.filter(line => lines.get(line) !== false).map(line => [line, true]))),
  };
}

interface CountedRange {
  start: number;
  end: number;
  count: number;
}

/** Innermost ranges first. */
function rangesOf(script: ScriptCoverage): CountedRange[] {
  return script.functions
    .flatMap(({ ranges }) => ranges.map(({ startOffset: start, endOffset: end, count }) => ({ start, end, count })))
    .sort((left, right) => (left.end - left.start) - (right.end - right.start));
}

function countIn(ranges: readonly CountedRange[], offset: Offset): number {
  return ranges.find(({ start, end }) => start <= offset && offset < end)?.count ?? 0;
}

/** Line of the source for an offset of the code; undefined for what the compiler added. */
function createLineLookup({ code, map }: HapModule): (offset: Offset) => number | undefined {
  const trace = new TraceMap(map);
  const starts = [0, ...Array.from(code.matchAll(/\n/g), match => match.index + 1)];
  return offset => {
    const line = starts.findLastIndex(start => start <= offset);
    return originalPositionFor(trace, { line: line + 1, column: offset - (starts[line] ?? 0) }).line ?? undefined;
  };
}

function keysOf(lines: ReadonlyMap<number, boolean>): number[] {
  return [...lines.keys()].sort((left, right) => left - right);
}
