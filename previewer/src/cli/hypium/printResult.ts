import { join, relative } from 'node:path';
import { createStackMapper } from '../../arkts/compile/mapStack.js';
import type { CompiledHap } from '../../arkts/Hap.js';
import { createCrashReport } from '../../device/application/crashReport.js';
import type { CrashReport } from '../../device/DeviceView.js';
import type { HypiumResult } from './runHypium.js';

/** Prints what failed and one line of numbers; returns whether something ran and nothing failed. */
export function printResult(kind: string, hap: CompiledHap, result: HypiumResult): boolean {
  const mapStack = createStackMapper(hap);
  const report = (error: unknown): CrashReport => isReport(error) ? error : createCrashReport(error, mapStack);
  const failed = result.cases.filter(({ error }) => error !== undefined)
    .map(({ suite, name, error }) => ({ where: `${suite} › ${name}`, error }));
  const rejections = result.rejections.map(({ where, error }) => ({ where, error: report(error) }));
  const ofApplication = rejections.filter(({ error }) => error.file?.includes('/src/main/'));
  const failures = [...failed, ...result.errors, ...ofApplication];
  for (const { where, error } of failures) {
    print('FAILED', where, report(error), hap.projectDirectory);
  }
  for (const { where, error } of rejections.filter(rejection => !ofApplication.includes(rejection))) {
    print('LEFT REJECTED', where, error, hap.projectDirectory);
  }
  if (result.cases.length + result.errors.length === 0) {
    console.error(`${kind}: no test ran.`);
  }
  console.log(`${kind}: ${result.cases.length - failed.length} passed, ${failures.length} failed`);
  return result.cases.length > 0 && failures.length === 0;
}

function print(what: string, where: string, { message, file, line }: CrashReport, projectDirectory: string): void {
  const place = file === undefined ? '' : `${relative(process.cwd(), join(projectDirectory, file))}:${line} `;
  console.error(`${what} ${place}${where}\n  ${message}`);
}

function isReport(value: unknown): value is CrashReport {
  const isRecord = typeof value === 'object' && value !== null && !(value instanceof Error);
  return isRecord && 'message' in value && 'stack' in value;
}
