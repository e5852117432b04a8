import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { compileProject } from '../arkts/compile/compileProject.js';
import { ConfigError } from '../arkts/compile/ConfigNode.js';
import { findTests, moduleLabel, type TestedModule } from '../arkts/compile/findTests.js';
import type { CompileError, TestKind } from '../arkts/Hap.js';
import { printResult } from './hypium/printResult.js';
import { runTests } from './hypium/runTests.js';
import { findProject } from './project.js';

interface TestOptions {
  project?: string;
  kind?: TestKind;
}

export function command(): Command {
  return new Command('test')
    .description('run the hypium tests of an OpenHarmony project, those for a PC and those for a device, on virtual phones')
    .option('--project <folder>', 'the OpenHarmony project, or one module; default: the nearest project upwards from here')
    .addOption(new Option('--kind <kind>', 'only one kind of tests; default: whatever there is').choices(['local', 'instrumented']))
    .action(run);
}

async function run({ project, kind }: TestOptions): Promise<void> {
  const directory = project === undefined ? findProject(undefined) : { ok: true as const, directory: project };
  if (!directory.ok) {
    console.error(directory.message);
    process.exitCode = 2;
    return;
  }
  const modules = testsOf(directory.directory, kind);
  if (typeof modules === 'string') {
    console.error(modules);
    process.exitCode = 2;
    return;
  }
  for (const module of modules) {
    for (const one of module.kinds) {
      const label = modules.length === 1 ? one : `${one} (${moduleLabel(module)})`;
      if (!await runKind(label, one, module)) {
        process.exitCode = 1;
      }
    }
  }
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
    return modules.length > 0 ? modules : `${directory} has no tests: none of its modules has a List.test in ${folders}.`;
  } catch (error) {
    if (error instanceof ConfigError) {
      const { file, line, column, message } = error.place;
      return `${file}:${line}:${column} ${message}`;
    }
    throw error;
  }
}

async function runKind(label: string, kind: TestKind, module: TestedModule): Promise<boolean> {
  const { projectDirectory, modulePath } = module;
  const compiled = await compileProject({ projectDirectory, modulePath, tests: kind });
  if (!compiled.ok) {
    printErrors(projectDirectory, compiled.errors);
    console.log(`${label}: 0 passed, ${compiled.errors.length} failed`);
    return false;
  }
  if (compiled.hap.leftOut !== undefined) {
    console.error(`${label}: the tests run without the application, which does not compile:`);
    printErrors(projectDirectory, compiled.hap.leftOut);
  }
  const result = await runTests(compiled.hap, kind, line => console.log(line));
  return printResult(label, compiled.hap, result);
}

function printErrors(projectDirectory: string, errors: readonly CompileError[]): void {
  for (const { file, line, column, message } of errors) {
    console.error(`${relative(process.cwd(), resolve(projectDirectory, file))}:${line}:${column} ${message}`);
  }
}
