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
  const failed = result.cases.filter(({ error }) => error !== undefined);
  for (const { suite, name, error } of failed) {
    printFailure(`${suite} › ${name}`, report(error), hap.projectDirectory);
  }
  for (const { where, error } of result.errors) {
    printFailure(where, report(error), hap.projectDirectory);
  }
  if (result.cases.length + result.errors.length === 0) {
    console.error(`${kind}: no test ran.`);
  }
  const failures = failed.length + result.errors.length;
  console.log(`${kind}: ${result.cases.length - failed.length} passed, ${failures} failed`);
  return result.cases.length > 0 && failures === 0;
}

function printFailure(title: string, { message, file, line }: CrashReport, projectDirectory: string): void {
  const place = file === undefined ? '' : `${relative(process.cwd(), join(projectDirectory, file))}:${line} `;
  console.error(`FAILED ${place}${title}\n  ${message}`);
}

function isReport(value: unknown): value is CrashReport {
  const isRecord = typeof value === 'object' && value !== null && !(value instanceof Error);
  return isRecord && 'message' in value && 'stack' in value;
}
