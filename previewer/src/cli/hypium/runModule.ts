import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { compileProject } from '../../arkts/compile/compileProject.js';
import { ConfigError } from '../../arkts/compile/ConfigNode.js';
import { findTests, moduleLabel, type TestedModule } from '../../arkts/compile/findTests.js';
import type { CompiledHap, CompileError, TestKind } from '../../arkts/Hap.js';
import { findProject } from '../project.js';
import { printResult } from './printResult.js';
import { runTests } from './runTests.js';

/** The tests of one kind in one module. */
export interface TestTarget {
  label: string;
  kind: TestKind;
  module: TestedModule;
}

/** The tests of a folder, or of the project around the present one; a text where there are none: what is wrong. */
export function findTargets(folder: string | undefined, kind: TestKind | undefined): TestTarget[] | string {
  const project = folder === undefined ? findProject(undefined) : { ok: true as const, directory: folder };
  const modules = project.ok ? testsOf(project.directory, kind) : project.message;
  return typeof modules === 'string' ? modules : modules.flatMap(module => module.kinds.map(one => ({
    label: modules.length === 1 ? one : `${one} (${moduleLabel(module)})`, kind: one, module,
  })));
}

/** The modules with tests of the kind, or of any; what to say where there are none. */
function testsOf(directory: string, kind: TestKind | undefined): TestedModule[] | string {
  if (!existsSync(directory)) {
    return `There is no folder ${directory}.`;
  }
  try {
    const modules = findTests(directory)
      .map(module => ({ ...module, kinds: module.kinds.filter(one => kind === undefined || one === kind) }))
      .filter(module => module.kinds.length > 0);
    const folders = kind === undefined ? 'src/test or src/ohosTest' : kind === 'local' ? 'src/test' : 'src/ohosTest';
    const nothing = `${directory} has no tests: none of its modules has a List.test in ${folders}.`;
    return modules.length > 0 ? modules : nothing;
  } catch (error) {
    if (error instanceof ConfigError) {
      const { file, line, column, message } = error.place;
      return `${file}:${line}:${column} ${message}`;
    }
    throw error;
  }
}

/** Compiles and runs; prints what failed. `print` takes the lines of hypium's own report. */
export async function runTarget(
  { label, kind, module: { projectDirectory, modulePath } }: TestTarget,
  print?: (line: string) => void,
): Promise<{ hap: CompiledHap | undefined; hasPassed: boolean }> {
  const compiled = await compileProject({ projectDirectory, modulePath, tests: kind });
  if (!compiled.ok) {
    printErrors(projectDirectory, compiled.errors);
    console.log(`${label}: 0 passed, ${compiled.errors.length} failed`);
    return { hap: undefined, hasPassed: false };
  }
  const { hap } = compiled;
  if (hap.leftOut !== undefined) {
    console.error(`${label}: the tests run without the application, which does not compile:`);
    printErrors(projectDirectory, hap.leftOut);
  }
  return { hap, hasPassed: printResult(label, hap, await runTests(hap, kind, print)) };
}

function printErrors(projectDirectory: string, errors: readonly CompileError[]): void {
  for (const { file, line, column, message } of errors) {
    console.error(`${relative(process.cwd(), resolve(projectDirectory, file))}:${line}:${column} ${message}`);
  }
}
