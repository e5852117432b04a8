import { existsSync, readdirSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import type { AbilityDefinition, TestKind } from '../Hap.js';
import { ConfigError, ConfigNode, readConfig, readOptionalConfig } from './ConfigNode.js';

/** What the configuration files say of a project and one of its modules. */
export interface ProjectConfig {
  projectDirectory: string;
  /** Absolute. */
  moduleDirectory: string;
  bundleName: string;
  versionName: string;
  versionCode: number;
  moduleName: string;
  apiVersion: { compatible: number; target: number };
  abilities: AbilityDefinition[];
  mainAbility: string;
  /** Module ids. */
  pages: string[];
  routes: { name: string; module: string; buildFunction: string }[];
  permissions: string[];
  /** Module ids. */
  workers: string[];
}

const MAIN_CONFIG = 'src/main/module.json5';
const TEST_CONFIG = 'src/ohosTest/module.json5';

export interface ConfigOptions {
  /** From the project's root; default: the module of the type entry. */
  modulePath?: string;
  /** Adds what the tests of this kind declare for themselves. */
  tests?: TestKind;
}

/** Throws ConfigError. */
export function readProjectConfig(projectDirectory: string, options: ConfigOptions = {}): ProjectConfig {
  const modulePath = options.modulePath ?? entryModulePath(projectDirectory);
  const read = (file: string): ConfigNode => readConfig(projectDirectory, file);
  const readOptional = (file: string): ConfigNode =>
    readOptionalConfig(projectDirectory, file) ?? new ConfigNode(file, '', {});
  const app = readApp(projectDirectory, modulePath);
  const tests = readOptional(posix.join(modulePath, TEST_CONFIG)).at('module');
  const isTestsAlone = !has(projectDirectory, modulePath, MAIN_CONFIG) && has(projectDirectory, modulePath, TEST_CONFIG);
  const module = isTestsAlone ? tests : read(posix.join(modulePath, MAIN_CONFIG)).at('module');
  const profile = (reference: string, list: string): ConfigNode[] => reference === '' ? [] : read(posix.join(
    modulePath, `src/main/resources/base/profile/${reference.replace('$profile:', '')}.json`,
  )).at(list).items;
  const moduleId = (path: string, base: string): string =>
    posix.join(modulePath, base, path).replace(/\.(e?ts|js)$/, '');
  const buildProfile = readOptional('build-profile.json5').at('app');
  const product = buildProfile.at('products').items[0] ?? buildProfile;
  const compatible = apiVersion(product.at('compatibleSdkVersion').value, 12);
  const abilities = isTestsAlone ? [] : module.at('abilities').items.map(ability => ({
    name: ability.at('name').required(),
    module: moduleId(ability.at('srcEntry').required(), 'src/main'),
    label: ability.at('label').text || app.at('label').text,
  }));
  const workers = readOptional(posix.join(modulePath, 'build-profile.json5')).at('buildOption').at('sourceOption');
  const declaring = options.tests === 'instrumented' ? [module, tests] : [module];
  const permissions = declaring.flatMap(one => one.at('requestPermissions').items);
  return {
    projectDirectory,
    moduleDirectory: join(projectDirectory, modulePath),
    bundleName: app.at('bundleName').required(),
    versionName: app.at('versionName').required(),
    versionCode: Number(app.at('versionCode').value),
    moduleName: module.at('name').required(),
    apiVersion: { compatible, target: apiVersion(product.at('targetSdkVersion').value, compatible) },
    abilities,
    mainAbility: abilities.length === 0 ? '' : module.at('mainElement').text || abilities[0]?.name || '',
    pages: isTestsAlone ? [] : profile(module.at('pages').text, 'src')
      .map(page => moduleId(page.text, 'src/main/ets')),
    routes: profile(module.at('routerMap').text, 'routerMap').map(route => ({
      name: route.at('name').required(),
      module: moduleId(route.at('pageSourceFile').required(), '.'),
      buildFunction: route.at('buildFunction').required(),
    })),
    permissions: [...new Set(permissions.map(permission => permission.at('name').required()))],
    workers: workers.at('workers').items.map(worker => moduleId(worker.text, '.')),
  };
}

/** The modules that build-profile.json5 names, or the folders that are modules where it is missing. */
export function modulePaths(projectDirectory: string): string[] {
  const buildProfile = readOptionalConfig(projectDirectory, 'build-profile.json5');
  if (buildProfile === undefined) {
    return readdirSync(projectDirectory).filter(name =>
      [MAIN_CONFIG, TEST_CONFIG].some(file => has(projectDirectory, name, file)));
  }
  return buildProfile.at('modules').items.map(module => posix.normalize(module.at('srcPath').required()));
}

function entryModulePath(projectDirectory: string): string {
  const typeOf = (path: string): string =>
    readConfig(projectDirectory, posix.join(path, MAIN_CONFIG)).at('module').at('type').text;
  const found = modulePaths(projectDirectory).find(path => typeOf(path) === 'entry');
  if (found === undefined) {
    throw new ConfigError({
      file: 'build-profile.json5', line: 1, column: 1, message: 'No module of the type entry is named here',
    });
  }
  return found;
}

/** A module that stands alone, outside any project, is an application of its own name. */
function readApp(projectDirectory: string, modulePath: string): ConfigNode {
  const file = 'AppScope/app.json5';
  if (modulePath !== '.' || existsSync(join(projectDirectory, file))) {
    return readConfig(projectDirectory, file).at('app');
  }
  const name = basename(projectDirectory);
  const bundleName = `com.example.${name.toLowerCase().replace(/[^a-z0-9]+/g, '')}`;
  return new ConfigNode(file, 'app', { bundleName, versionName: '1.0.0', versionCode: 1_000_000, label: name });
}

function has(projectDirectory: string, modulePath: string, file: string): boolean {
  return existsSync(join(projectDirectory, modulePath, file));
}

/** `12` and `'5.0.0(12)'` both mean 12. */
function apiVersion(value: unknown, fallback: number): number {
  const number = typeof value === 'number' ? value : Number(/\((\d+)\)/.exec(String(value))?.[1]);
  return Number.isInteger(number) ? number : fallback;
}
