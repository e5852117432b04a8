import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { CompiledHap, CompileError, CompileResult, HapModule, TestKind } from '../Hap.js';
import { lowerSource } from '../lowering/lowerSource.js';
import { readResources } from '../resources/readResources.js';
import { readGlobalEnums, readSdkEnums } from '../sdk/enums.js';
import { etsOptions } from '../sdk/etsOptions.js';
import { emitModule } from './emitModule.js';
import { ConfigError } from './ConfigNode.js';
import { testListOf } from './findTests.js';
import { readProjectConfig, type ProjectConfig } from './ProjectConfig.js';
import { errorAt, SourceGraph } from './SourceGraph.js';

export interface CompileOptions {
  projectDirectory: string;
  /** From the project's root; default: the module of the type entry. */
  modulePath?: string;
  /** Compiles these tests in. */
  tests?: TestKind;
}

/** Compiles a module of a stage-model project. Looks at syntax only: types are the checker's business. */
export async function compileProject({ projectDirectory, ...options }: CompileOptions): Promise<CompileResult> {
  try {
    return await compile(readProjectConfig(resolve(projectDirectory), options), options.tests);
  } catch (error) {
    if (error instanceof ConfigError) {
      return { ok: false, errors: [error.place] };
    }
    throw error;
  }
}

async function compile(config: ProjectConfig, tests: TestKind | undefined): Promise<CompileResult> {
  const { projectDirectory, moduleDirectory, ...described } = config;
  const modulePath = relative(projectDirectory, moduleDirectory).split(sep).join('/');
  const testEntry = tests === undefined ? undefined : testListOf(projectDirectory, modulePath, tests);
  const graph = new SourceGraph(projectDirectory);
  addEntryPoints(graph, config, modulePath);
  if (testEntry !== undefined) {
    graph.add(testEntry, testEntry);
  }
  const emitted = await emitAll(graph);
  const errors = [...graph.errors, ...emitted.errors];
  const alone = errors.length > 0 && testEntry !== undefined ? testsAlone(graph, testEntry, errors) : undefined;
  if (errors.length > 0 && alone === undefined) {
    return { ok: false, errors };
  }
  const folders = [
    join(moduleDirectory, 'src/main/resources'),
    ...tests === 'instrumented' ? [join(moduleDirectory, 'src/ohosTest/resources')] : [],
    join(projectDirectory, 'AppScope/resources'),
  ];
  return {
    ok: true,
    hap: {
      ...described,
      projectDirectory,
      modules: emitted.modules,
      resources: readResources(folders.filter(folder => existsSync(folder))),
      globalEnums: readGlobalEnums(),
      kitEnums: { ...readSdkEnums('@ohos.wifiManager'), ...readSdkEnums('@ohos.net.socket') },
      ...testEntry !== undefined && { testEntry },
      ...alone,
    },
  };
}

/** An application that cannot be compiled is no reason not to run tests that import none of what is wrong with it. */
function testsAlone(graph: SourceGraph, testEntry: string, errors: CompileError[]): Partial<CompiledHap> | undefined {
  const files = new Set(graph.reachedFrom(testEntry).map(source => source.file));
  return errors.some(error => files.has(error.file))
    ? undefined
    : { abilities: [], mainAbility: '', pages: [], routes: [], workers: [], leftOut: errors };
}

function addEntryPoints(graph: SourceGraph, config: ProjectConfig, modulePath: string): void {
  const moduleConfig = `${modulePath}/src/main/module.json5`;
  for (const module of [
    ...config.abilities.map(ability => ability.module),
    ...config.pages,
    ...config.routes.map(route => route.module),
  ]) {
    graph.add(module, moduleConfig);
  }
  for (const worker of config.workers) {
    graph.add(worker, `${modulePath}/build-profile.json5`);
  }
}

async function emitAll(graph: SourceGraph): Promise<{ modules: HapModule[]; errors: CompileError[] }> {
  const components = new Set(etsOptions().components);
  const broken = new Set(graph.errors.map(error => error.file));
  const errors: CompileError[] = [];
  const emitted = await Promise.all(
    [...graph.sources.values()].filter(source => !broken.has(source.file)).map(source => {
      const lowered = lowerSource(source.tree, source.id, graph, components);
      errors.push(...lowered.errors.map(error => errorAt(source, error.position, error.message)));
      return lowered.errors.length > 0 ? [] : emitModule(source, lowered.output);
    }),
  );
  const modules: HapModule[] = [];
  for (const result of emitted) {
    if (Array.isArray(result)) {
      errors.push(...result);
    } else {
      modules.push(result);
    }
  }
  return { modules, errors };
}
