import { inspect } from 'node:util';
import type { hilog } from '@kit.PerformanceAnalysisKit';
import type { KitHost, LogLevel } from './KitHost.js';
import { partialKit } from './partialKit.js';

const PLACEHOLDER = /%(?:\{(public|private)\})?([sdifoOcj%])/g;

/** `@kit.PerformanceAnalysisKit`. */
export function createPerformanceAnalysisKit(host: KitHost): object {
  const write = (level: LogLevel) => (domain: number, tag: string, format: string, ...args: unknown[]): void => {
    host.log(level, domain, tag, formatLog(format, args));
  };
  const implemented: Omit<typeof hilog, 'LogLevel'> & { LogLevel: Record<keyof typeof hilog.LogLevel, number> } = {
    debug: write('D'),
    info: write('I'),
    warn: write('W'),
    error: write('E'),
    fatal: write('F'),
    isLoggable: () => true,
    LogLevel: { DEBUG: 3, INFO: 4, WARN: 5, ERROR: 6, FATAL: 7 },
  };
  return partialKit('PerformanceAnalysisKit', { __esModule: true, hilog: partialKit('hilog', implemented) });
}

/** hilog's own format: an argument is private unless the format says `public`; a private one is not shown. */
export function formatLog(format: string, args: readonly unknown[]): string {
  let next = 0;
  return format.replace(PLACEHOLDER, (whole, privacy: string | undefined, kind: string) => {
    if (kind === '%') {
      return '%';
    }
    if (next >= args.length) {
      return whole;
    }
    const value = args[next++];
    return privacy === 'public' ? formatArgument(kind, value) : '<private>';
  });
}

function formatArgument(kind: string, value: unknown): string {
  if (kind === 'd' || kind === 'i') {
    return typeof value === 'bigint' ? value.toString() : String(Math.trunc(Number(value)));
  }
  if (kind === 'f') {
    return String(Number(value));
  }
  if (typeof value === 'object' && value !== null) {
    return kind === 's' && !(value instanceof Error) ? JSON.stringify(value) : inspect(value);
  }
  return String(value);
}
