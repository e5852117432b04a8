import { existsSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import type { CompileError, CompileResult, HapModule, TestKind } from '../Hap.js';
import { lowerSource } from '../lowering/lowerSource.js';
import { readResources } from '../resources/readResources.js';
import { readGlobalEnums, readSdkEnums } from '../sdk/enums.js';
import { etsOptions } from '../sdk/etsOptions.js';
import { emitModule } from './emitModule.js';
import { ConfigError, readProjectConfig, type ProjectConfig } from './ProjectConfig.js';
import { errorAt, SourceGraph } from './SourceGraph.js';

export interface CompileOptions {
  projectDirectory: string;
  /** Compiles these tests in. */
  tests?: TestKind;
}

const TEST_FOLDERS: Record<TestKind, string> = { local: 'src/test', instrumented: 'src/ohosTest/ets/test' };

/** Compiles the entry module of a stage-model project. Looks at syntax only: types are the checker's business. */
export async function compileProject({ projectDirectory, tests }: CompileOptions): Promise<CompileResult> {
  try {
    return await compile(readProjectConfig(resolve(projectDirectory)), tests);
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
  const testEntry = tests === undefined ? undefined : posix.join(modulePath, TEST_FOLDERS[tests], 'List.test');
  const graph = new SourceGraph(projectDirectory);
  addEntryPoints(graph, config, modulePath);
  if (testEntry !== undefined) {
    graph.add(testEntry, `${testEntry}.ets`);
  }
  const { modules, errors } = await emitAll(graph);
  if (errors.length > 0) {
    return { ok: false, errors };
  }
  const resources = readResources(
    [join(moduleDirectory, 'src/main/resources'), join(projectDirectory, 'AppScope/resources')].filter(folder =>
      existsSync(folder),
    ),
  );
  const hap = {
    ...described,
    projectDirectory,
    modules,
    resources,
    globalEnums: readGlobalEnums(),
    kitEnums: readSdkEnums('@ohos.wifiManager'),
  };
  return { ok: true, hap: testEntry === undefined ? hap : { ...hap, testEntry } };
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
  if (graph.errors.length > 0) {
    return { modules: [], errors: graph.errors };
  }
  const components = new Set(etsOptions().components);
  const errors: CompileError[] = [];
  const emitted = await Promise.all(
    [...graph.sources.values()].map(source => {
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
