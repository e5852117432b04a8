import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { etsOptions } from '../sdk/etsOptions.js';
import { readResources } from '../resources/readResources.js';
import { checkConfiguration } from './configRules.js';
import type { Finding } from './Finding.js';
import { checkProgram } from './program.js';
import { ProjectModule } from './projectModule.js';
import { checkResourceNames } from './resourceRules.js';
import { checkRoutes } from './routeRules.js';
import { checkSdkUse } from './sdkRules.js';
import { checkStructs } from './structs.js';

export interface CheckResult {
  findings: Finding[];
  /** How many source files were read. */
  files: number;
}

/**
 * Everything a real build would reject or warn of, as far as it can be known without the SDK: types and ArkTS rules by the real
 * front end, ArkUI syntax, resources, permissions, SDK versions, and the configuration files against each other.
 */
export function checkProject(projectDirectory: string): CheckResult {
  const module = new ProjectModule(resolve(projectDirectory));
  const resources = readResources(
    [join(module.moduleDirectory, 'src/main/resources'), join(module.projectDirectory, 'AppScope/resources')].filter(folder => existsSync(folder)));
  const configuration = checkConfiguration(module, resources);
  const { program, sources, findings } = checkProgram(module.sources, module.compatibleSdkVersion);
  const checker = program.getTypeChecker();
  const components = new Set(etsOptions().components);
  const sdk = checkSdkUse(sources, checker, {
    permissions: module.permissions,
    compatibleSdkVersion: module.compatibleSdkVersion,
    isTest: file => !module.isMainSource(file),
  });
  const isReal = (finding: Finding): boolean => !sdk.newerMembers.has(`${finding.file}:${finding.line}:${finding.column}`);
  const all = [
    ...configuration,
    ...findings.filter(isReal),
    ...sdk.findings,
    ...sources.flatMap(source => checkStructs(source, checker, components)),
    ...checkResourceNames(sources, resources),
    ...checkRoutes(sources, module),
  ];
  return { findings: sorted(withoutRepetition(all)), files: sources.length };
}

function withoutRepetition(findings: Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(finding => {
    const key = `${finding.file}:${finding.line}:${finding.column}:${finding.message}`;
    return seen.size < seen.add(key).size;
  });
}

function sorted(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
