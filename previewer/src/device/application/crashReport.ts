import type { MappedStack } from '../../arkts/compile/mapStack.js';
import type { CrashReport } from '../DeviceView.js';

/** What a person is shown of an error that nobody caught. */
export function createCrashReport(error: unknown, mapStack: (stack: string) => MappedStack): CrashReport {
  const message = describe(error);
  const hasStack = error instanceof Error && error.stack !== undefined;
  const mapped: MappedStack = hasStack ? mapStack(error.stack ?? '') : { text: message };
  return {
    message,
    stack: mapped.text,
    ...mapped.file !== undefined && { file: mapped.file },
    ...mapped.line !== undefined && { line: mapped.line },
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error === 'object' ? JSON.stringify(error) : String(error);
  }
  const code = 'code' in error ? ` (${String(error.code)})` : '';
  return `${error.name}: ${error.message}${code}`;
}
