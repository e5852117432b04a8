import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ConfigFile, textField } from './ConfigFile.js';
import type { Finding } from './Finding.js';

export interface RouteDeclaration {
  name: string;
  /** As written in the route map. */
  pageSourceFile: string;
  buildFunction: string;
  /** Absolute path of the page. */
  file: string;
}

/** What the configuration files say of a project and its entry module. */
export class ProjectModule {
  readonly buildProfile: ConfigFile;
  readonly appScope: ConfigFile;
  readonly rootPackage: ConfigFile;
  readonly hvigorConfig: ConfigFile;
  readonly moduleBuildProfile: ConfigFile;
  readonly moduleConfig: ConfigFile;
  readonly pagesConfig: ConfigFile;
  readonly routeMapConfig: ConfigFile | undefined;
  readonly moduleDirectory: string;

  constructor(readonly projectDirectory: string) {
    this.buildProfile = new ConfigFile(join(projectDirectory, 'build-profile.json5'));
    this.appScope = new ConfigFile(join(projectDirectory, 'AppScope/app.json5'));
    this.rootPackage = new ConfigFile(join(projectDirectory, 'oh-package.json5'));
    this.hvigorConfig = new ConfigFile(join(projectDirectory, 'hvigor/hvigor-config.json5'));
    this.moduleDirectory = resolve(projectDirectory, this.entryModulePath());
    this.moduleBuildProfile = new ConfigFile(join(this.moduleDirectory, 'build-profile.json5'));
    this.moduleConfig = new ConfigFile(join(this.moduleDirectory, 'src/main/module.json5'));
    this.pagesConfig = this.profile(this.moduleConfig.string('module', 'pages') ?? '$profile:main_pages');
    const routerMap = this.moduleConfig.string('module', 'routerMap');
    this.routeMapConfig = routerMap === undefined ? undefined : this.profile(routerMap);
  }

  get configFiles(): ConfigFile[] {
    const files = [this.buildProfile, this.appScope, this.rootPackage, this.hvigorConfig, this.moduleBuildProfile, this.moduleConfig,
      this.pagesConfig];
    return this.routeMapConfig === undefined ? files : [...files, this.routeMapConfig];
  }

  get compatibleSdkVersion(): number {
    const version = this.buildProfile.at('app', 'products', 0, 'compatibleSdkVersion');
    const number = typeof version === 'number' ? version : Number(/\((\d+)\)/.exec(String(version))?.[1]);
    return Number.isInteger(number) ? number : 12;
  }

  get permissions(): string[] {
    return this.moduleConfig.list('module', 'requestPermissions').map(entry => textField(entry, 'name'));
  }

  get pagesFile(): string {
    return this.pagesConfig.path;
  }

  get routeMapFile(): string {
    return this.routeMapConfig?.path ?? this.moduleConfig.path;
  }

  get pages(): { name: string; file: string }[] {
    return this.pagesConfig.list('src').filter(page => typeof page === 'string')
      .map(name => ({ name, file: join(this.moduleDirectory, 'src/main/ets', `${name}.ets`) }));
  }

  get routes(): RouteDeclaration[] {
    return (this.routeMapConfig?.list('routerMap') ?? []).map(route => ({
      name: textField(route, 'name'),
      pageSourceFile: textField(route, 'pageSourceFile'),
      buildFunction: textField(route, 'buildFunction'),
      file: join(this.moduleDirectory, textField(route, 'pageSourceFile')),
    }));
  }

  /** Every `.ets` and `.ts` source of the module and its tests, absolute. */
  get sources(): string[] {
    return ['src/main/ets', 'src/test', 'src/ohosTest/ets'].flatMap(folder => sourcesBelow(join(this.moduleDirectory, folder)));
  }

  isMainSource(file: string): boolean {
    return file.startsWith(join(this.moduleDirectory, 'src/main/'));
  }

  relative(file: string): string {
    return relative(this.projectDirectory, file);
  }

  findingIn(file: string, needle: string, rule: string, message: string): Finding {
    const config = this.configFiles.find(candidate => candidate.path === file);
    return config?.finding(needle, rule, message) ?? { file, line: 1, column: 1, rule, message };
  }

  private entryModulePath(): string {
    const path = textField(this.buildProfile.at('modules', 0), 'srcPath');
    return path === '' ? './entry' : path;
  }

  private profile(reference: string): ConfigFile {
    return new ConfigFile(join(this.moduleDirectory, 'src/main/resources/base/profile', `${reference.replace('$profile:', '')}.json`));
  }
}

function sourcesBelow(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder).sort().flatMap(name => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      return sourcesBelow(path);
    }
    return /(?<!\.d)\.e?ts$/.test(name) ? [path] : [];
  });
}
