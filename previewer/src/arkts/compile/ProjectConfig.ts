import { existsSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import json5 from 'json5';
import type { AbilityDefinition, CompileError } from '../Hap.js';

/** What the configuration files say of a project and its entry module. */
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

/** A configuration file that is missing, malformed, or lacks something. */
export class ConfigError extends Error {
  constructor(readonly place: CompileError) {
    super(place.message);
  }
}

/** Throws ConfigError. */
export function readProjectConfig(projectDirectory: string): ProjectConfig {
  const read = (file: string): ConfigNode => readConfig(projectDirectory, file);
  const buildProfile = read('build-profile.json5');
  const app = read('AppScope/app.json5').at('app');
  const modulePath = entryModulePath(projectDirectory, buildProfile);
  const module = read(`${modulePath}/src/main/module.json5`).at('module');
  const moduleProfile = read(`${modulePath}/build-profile.json5`);
  const profile = (reference: string): ConfigNode =>
    read(`${modulePath}/src/main/resources/base/profile/${reference.replace('$profile:', '')}.json`);
  const moduleId = (path: string, base: string): string => posix.join(modulePath, base, path).replace(/\.e?ts$/, '');
  const product = buildProfile.at('app').at('products').items[0] ?? buildProfile.at('app');
  const routerMap = module.at('routerMap').text;
  const abilities = module.at('abilities').items.map(ability => ({
    name: ability.at('name').required(),
    module: moduleId(ability.at('srcEntry').required(), 'src/main'),
    label: ability.at('label').text || app.at('label').text,
  }));
  const compatible = apiVersion(product.at('compatibleSdkVersion').value, 12);
  return {
    projectDirectory,
    moduleDirectory: join(projectDirectory, modulePath),
    bundleName: app.at('bundleName').required(),
    versionName: app.at('versionName').required(),
    versionCode: Number(app.at('versionCode').value),
    moduleName: module.at('name').required(),
    apiVersion: { compatible, target: apiVersion(product.at('targetSdkVersion').value, compatible) },
    abilities,
    mainAbility: module.at('mainElement').text || abilities[0]?.name || '',
    pages: profile(module.at('pages').required())
      .at('src')
      .items.map(page => moduleId(page.text, 'src/main/ets')),
    routes: (routerMap === '' ? [] : profile(routerMap).at('routerMap').items).map(route => ({
      name: route.at('name').required(),
      module: moduleId(route.at('pageSourceFile').required(), '.'),
      buildFunction: route.at('buildFunction').required(),
    })),
    permissions: module.at('requestPermissions').items.map(permission => permission.at('name').required()),
    workers: moduleProfile
      .at('buildOption')
      .at('sourceOption')
      .at('workers')
      .items.map(worker => moduleId(worker.text, '.')),
  };
}

/** A value in a configuration file, read without trusting its shape. */
class ConfigNode {
  constructor(
    private readonly file: string,
    private readonly path: string,
    readonly value: unknown,
  ) {}

  at(key: string): ConfigNode {
    const value =
      typeof this.value === 'object' && this.value !== null ? (this.value as Record<string, unknown>)[key] : undefined;
    return new ConfigNode(this.file, this.path === '' ? key : `${this.path}.${key}`, value);
  }

  get items(): ConfigNode[] {
    return Array.isArray(this.value)
      ? this.value.map((value: unknown, index) => new ConfigNode(this.file, `${this.path}[${index}]`, value))
      : [];
  }

  /** '' for what is not text. */
  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  required(): string {
    if (this.text === '') {
      throw new ConfigError({ file: this.file, line: 1, column: 1, message: `${this.path} is missing` });
    }
    return this.text;
  }
}

function readConfig(projectDirectory: string, file: string): ConfigNode {
  const path = join(projectDirectory, file);
  if (!existsSync(path)) {
    throw new ConfigError({ file, line: 1, column: 1, message: 'This file of a stage-model project is missing' });
  }
  try {
    return new ConfigNode(file, '', json5.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const {
      lineNumber = 1,
      columnNumber = 1,
      message,
    } = error as Error & { lineNumber?: number; columnNumber?: number };
    throw new ConfigError({ file, line: lineNumber, column: columnNumber, message });
  }
}

function entryModulePath(projectDirectory: string, buildProfile: ConfigNode): string {
  for (const module of buildProfile.at('modules').items) {
    const path = relative(projectDirectory, join(projectDirectory, module.at('srcPath').required()))
      .split(sep)
      .join('/');
    if (readConfig(projectDirectory, `${path}/src/main/module.json5`).at('module').at('type').text === 'entry') {
      return path;
    }
  }
  throw new ConfigError({
    file: 'build-profile.json5',
    line: 1,
    column: 1,
    message: 'No module of the type entry is named here',
  });
}

/** `12` and `'5.0.0(12)'` both mean 12. */
function apiVersion(value: unknown, fallback: number): number {
  const number = typeof value === 'number' ? value : Number(/\((\d+)\)/.exec(String(value))?.[1]);
  return Number.isInteger(number) ? number : fallback;
}
