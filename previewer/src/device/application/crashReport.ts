import type { CrashReport } from '../DeviceView.js';

/** Maps the stack of an error to the application's sources. */
export type StackMapper = (stack: string) => string;

const FRAME_POSITION = /\(?([^\s()]+\.(?:ets|ts)):(\d+):\d+\)?\s*$/;
const ENGINE_FRAME = /\s+at .*(?:node:|\/node_modules\/|\/previewer\/src\/)/;

/** What a person is shown of an error that nobody caught. */
export function createCrashReport(error: unknown, mapStack: StackMapper): CrashReport {
  const message = describe(error);
  const stack = error instanceof Error && error.stack !== undefined ? mapStack(error.stack) : message;
  const lines = stack.split('\n').filter(line => !ENGINE_FRAME.test(line));
  const position = lines.map(line => FRAME_POSITION.exec(line)).find(match => match !== null);
  return {
    message,
    stack: lines.join('\n'),
    ...(position === undefined ? {} : { file: position[1], line: Number(position[2]) }),
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error === 'object' ? JSON.stringify(error) : String(error);
  }
  const code = 'code' in error ? ` (${String(error.code)})` : '';
  return `${error.name}: ${error.message}${code}`;
}
