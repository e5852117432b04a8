import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceTable } from '../Hap.js';
import { ConfigFile, field, textField } from './ConfigFile.js';
import type { Finding } from './Finding.js';
import type { ProjectModule } from './projectModule.js';

const USER_GRANT = ['ohos.permission.APPROXIMATELY_LOCATION', 'ohos.permission.LOCATION', 'ohos.permission.LOCATION_IN_BACKGROUND',
  'ohos.permission.CAMERA', 'ohos.permission.MICROPHONE', 'ohos.permission.ACCESS_BLUETOOTH', 'ohos.permission.READ_PASTEBOARD'];

/** The configuration files against each other, against the sources and against the resources. */
export function checkConfiguration(module: ProjectModule, resources: ResourceTable): Finding[] {
  const findings: Finding[] = module.configFiles.flatMap(file => (file.problem === undefined ? [] : [file.problem]));
  checkVersions(module, findings);
  checkReferences(module, resources, findings);
  checkEntryPoints(module, findings);
  checkPermissions(module, findings);
  checkTranslations(module, resources, findings);
  return findings;
}

function checkVersions(module: ProjectModule, findings: Finding[]): void {
  const own = module.rootPackage.string('modelVersion');
  const hvigor = module.hvigorConfig.string('modelVersion');
  if (own !== hvigor) {
    findings.push(module.hvigorConfig.finding('modelVersion', 'project/model-version',
      `modelVersion is ${hvigor ?? 'missing'} here and ${own ?? 'missing'} in oh-package.json5: they must be equal.`));
  }
  const product = module.buildProfile.at('app', 'products', 0);
  const compatible = field(product, 'compatibleSdkVersion');
  const compile = field(product, 'compileSdkVersion') ?? field(product, 'targetSdkVersion');
  if (typeof compatible === 'number' && typeof compile === 'number' && compatible > compile) {
    findings.push(module.buildProfile.finding('compatibleSdkVersion', 'project/sdk-version',
      `compatibleSdkVersion ${compatible} is above compileSdkVersion ${compile}.`));
  }
}

function checkReferences(module: ProjectModule, resources: ResourceTable, findings: Finding[]): void {
  for (const file of [module.appScope, module.moduleConfig]) {
    for (const reference of file.references()) {
      if (resources[`${reference.type}.${reference.name}`] === undefined) {
        findings.push(file.finding(reference.written, 'resource/name', `There is no ${reference.type} called '${reference.name}'.`));
      }
    }
  }
}

function checkEntryPoints(module: ProjectModule, findings: Finding[]): void {
  const config = module.moduleConfig;
  const abilities = [...config.list('module', 'abilities'), ...config.list('module', 'extensionAbilities')];
  for (const ability of abilities) {
    const source = textField(ability, 'srcEntry');
    if (!existsSync(join(module.moduleDirectory, 'src/main', source))) {
      findings.push(config.finding(`"${source}"`, 'project/ability', `There is no file ${source}.`));
    }
  }
  const main = config.string('module', 'mainElement');
  if (!abilities.some(ability => textField(ability, 'name') === main)) {
    findings.push(config.finding('"mainElement"', 'project/ability', `mainElement names no ability: ${main ?? 'missing'}.`));
  }
  for (const worker of module.moduleBuildProfile.list('buildOption', 'sourceOption', 'workers')) {
    if (typeof worker === 'string' && !existsSync(join(module.moduleDirectory, worker))) {
      findings.push(module.moduleBuildProfile.finding(`"${worker}"`, 'project/worker', `There is no file ${worker}.`));
    }
  }
}

function checkPermissions(module: ProjectModule, findings: Finding[]): void {
  for (const permission of module.moduleConfig.list('module', 'requestPermissions')) {
    const name = textField(permission, 'name');
    const isExplained = field(permission, 'reason') !== undefined && field(permission, 'usedScene') !== undefined;
    if (USER_GRANT.includes(name) && !isExplained) {
      findings.push(module.moduleConfig.finding(`"${name}"`, 'project/permission', `${name} is granted by the user: it needs "reason" and "usedScene".`));
    }
  }
}

function checkTranslations(module: ProjectModule, resources: ResourceTable, findings: Finding[]): void {
  const strings = Object.entries(resources).filter(([name]) => name.startsWith('string.'));
  const languages = new Set(strings.flatMap(([, values]) => values.map(value => value.qualifiers)));
  languages.delete('base');
  for (const [name, values] of strings) {
    const present = new Set(values.map(value => value.qualifiers));
    if (values.every(value => String(value.value).startsWith('$'))) {
      continue;
    }
    const missing = [...languages].filter(language => !present.has(language) && translatesMost(strings, language));
    const key = name.slice('string.'.length);
    if (!present.has('base')) {
      findings.push(elementFinding(module, [...present][0] ?? 'base', key, `String '${key}' is missing in base.`));
    }
    for (const language of missing) {
      findings.push(elementFinding(module, 'base', key, `String '${key}' has no value for ${language}.`));
    }
  }
}

/** A folder such as `zh_CN` that translates the module, not one that overrides a single value. */
function translatesMost(strings: [string, { qualifiers: string }[]][], language: string): boolean {
  const count = strings.filter(([, values]) => values.some(value => value.qualifiers === language)).length;
  return count * 2 > strings.length;
}

function elementFinding(module: ProjectModule, qualifiers: string, key: string, message: string): Finding {
  const folders = [join(module.moduleDirectory, 'src/main/resources'), join(module.projectDirectory, 'AppScope/resources')];
  const files = folders.map(folder => new ConfigFile(join(folder, qualifiers, 'element/string.json')));
  const file = files.find(candidate => candidate.finding(`"${key}"`, '', '').line > 1) ?? files[0];
  return file?.finding(`"${key}"`, 'resource/translation', message) ??
    { file: module.projectDirectory, line: 1, column: 1, rule: 'resource/translation', message };
}
