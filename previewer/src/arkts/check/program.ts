import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'ohos-typescript';
import { declarationsDirectory, etsOptions, sdkModuleFile } from '../sdk/etsOptions.js';
import { positionOf, type Finding } from './Finding.js';
import { pruneKit, readUsedNames } from './kitPruning.js';

export interface CheckedProgram {
  program: ts.Program;
  /** The project's own sources, without declarations. */
  sources: ts.SourceFile[];
  findings: Finding[];
}

const TEST_PACKAGES: Readonly<Record<string, string>> = { '@ohos/hypium': '@ohos/hypium', '@ohos/hamock': '@ohos/hypium' };

/** Type-checks the files and runs the ArkTS linter over them, as the real compiler does. */
export function checkProgram(files: string[], compatibleSdkVersion: number): CheckedProgram {
  const options = compilerOptions(compatibleSdkVersion);
  const declarations = declarationsDirectory();
  const rootNames = [
    ...files,
    join(declarations, 'global.d.ts'),
    ...ts.sys.readDirectory(join(declarations, 'component'), ['.d.ts']),
  ];
  const builder = ts.createIncrementalProgramForArkTs({ rootNames, options, host: createHost(options, files) });
  const program = builder.getProgram();
  const wanted = new Set(files);
  const sources = program.getSourceFiles().filter(file => wanted.has(file.fileName));
  const findings = program.getGlobalDiagnostics().map(diagnostic => fromDiagnostic(diagnostic, 'type'));
  for (const source of sources) {
    for (const diagnostic of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
      findings.push(fromDiagnostic(diagnostic, 'type'));
    }
  }
  // The linter's declaration leaves the optional arguments' order open; these are the ones its implementation takes.
  const linted = ts.ArkTSLinter_1_1.runArkTSLinter(builder, undefined, undefined, 'ArkTS_1_1');
  for (const diagnostic of linted) {
    if (diagnostic.file && wanted.has(diagnostic.file.fileName)) {
      findings.push(fromDiagnostic(diagnostic, 'arkts'));
    }
  }
  return { program, sources, findings };
}

function compilerOptions(compatibleSdkVersion: number): ts.CompilerOptions {
  return {
    ets: etsOptions(),
    allowJs: true,
    allowSyntheticDefaultImports: true,
    alwaysStrict: true,
    checkJs: false,
    compatibleSdkVersion,
    compatibleSdkVersionStage: 'release',
    esModuleInterop: true,
    experimentalDecorators: true,
    importsNotUsedAsValues: ts.ImportsNotUsedAsValues.Remove,
    incremental: true,
    isCompatibleVersion: false,
    lib: ['lib.es2021.d.ts'],
    maxFlowDepth: 2000,
    module: ts.ModuleKind.ES2020,
    moduleResolution: ts.ModuleResolutionKind.NodeJs,
    needDoArkTsLinter: true,
    noEmit: true,
    noImplicitAny: false,
    resolveJsonModule: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2021,
    tsBuildInfoFile: join(declarationsDirectory(), '.check.tsbuildinfo'),
    typeRoots: [],
    types: [],
  };
}

function createHost(options: ts.CompilerOptions, files: string[]): ts.CompilerHost {
  const host = ts.createIncrementalCompilerHost(options);
  const used = readUsedNames(files);
  const read = host.readFile.bind(host);
  host.readFile = file => {
    const text = read(file);
    const kit = /(@kit\.\w+)\.d\.e?ts$/.exec(file)?.[1];
    return text === undefined || kit === undefined ? text : pruneKit(text, used.get(kit));
  };
  const require = createRequire(import.meta.url);
  host.resolveModuleNames = (names, containingFile) => names.map(name => {
    const sdkFile = name.startsWith('@') ? sdkModuleFile(name) : undefined;
    if (sdkFile !== undefined) {
      return {
        resolvedFileName: sdkFile,
        extension: sdkFile.endsWith('.d.ets') ? ts.Extension.Dets : ts.Extension.Dts,
        isExternalLibraryImport: false,
      };
    }
    const testPackage = TEST_PACKAGES[name];
    const from = testPackage === undefined ? containingFile : join(dirname(require.resolve('ohos-typescript')), 'x.ts');
    return ts.resolveModuleName(testPackage ?? name, from, options, ts.sys).resolvedModule;
  });
  return host;
}

function fromDiagnostic(diagnostic: ts.Diagnostic, source: 'type' | 'arkts'): Finding {
  const position = diagnostic.file
    ? positionOf(diagnostic.file, diagnostic.start ?? 0)
    : { file: '', line: 1, column: 1 };
  return {
    ...position,
    rule: `${source}/${diagnostic.code}`,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
  };
}
