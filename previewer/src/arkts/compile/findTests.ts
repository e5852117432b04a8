import { existsSync } from 'node:fs';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import type { TestKind } from '../Hap.js';
import { modulePaths } from './ProjectConfig.js';

/** A module that has tests. */
export interface TestedModule {
  projectDirectory: string;
  /** From the project's root: `entry`, or `.` for a module that stands alone. */
  modulePath: string;
  kinds: TestKind[];
}

/** Where hvigor looks for the list of suites; older projects keep tests in JavaScript in a folder of their own. */
const TEST_FOLDERS: Readonly<Record<TestKind, readonly string[]>> = {
  local: ['src/test'],
  instrumented: ['src/ohosTest/ets/test', 'src/ohosTest/js/test'],
};
const EXTENSIONS = ['.ets', '.ts', '.js'];
const MODULE_FOLDERS = ['src/main', 'src/ohosTest', 'src/test'];
const KINDS: readonly TestKind[] = ['local', 'instrumented'];

/** Module id of the `List.test` of a module, from the project's root; undefined where there is none. */
export function testListOf(projectDirectory: string, modulePath: string, kind: TestKind): string | undefined {
  return TEST_FOLDERS[kind]
    .map(folder => posix.join(modulePath, folder, 'List.test'))
    .find(id => EXTENSIONS.some(extension => existsSync(join(projectDirectory, id + extension))));
}

/**
 * The tested modules of a folder: a project with modules, or one module of a project or by itself. Throws ConfigError
 * for a project whose configuration cannot be read.
 */
export function findTests(folder: string): TestedModule[] {
  const directory = resolve(folder);
  const isModule = MODULE_FOLDERS.some(path => existsSync(join(directory, path)));
  const projectDirectory = isModule ? projectOf(directory) : directory;
  const paths = isModule ? [relative(projectDirectory, directory).split(sep).join('/') || '.'] : modulePaths(directory);
  return paths.map(modulePath => ({
    projectDirectory,
    modulePath,
    kinds: KINDS.filter(kind => testListOf(projectDirectory, modulePath, kind) !== undefined),
  })).filter(module => module.kinds.length > 0);
}

/** `entry` for a module of a project, the folder's name for one that stands alone. */
export function moduleLabel({ projectDirectory, modulePath }: TestedModule): string {
  return basename(join(projectDirectory, modulePath));
}

function projectOf(moduleDirectory: string): string {
  for (let directory = moduleDirectory; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'AppScope/app.json5'))) {
      return directory;
    }
    if (dirname(directory) === directory) {
      return moduleDirectory;
    }
  }
}
