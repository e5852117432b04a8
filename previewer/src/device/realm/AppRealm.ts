import { compileFunction } from 'node:vm';
import type { CompiledHap, HapModule } from '../../arkts/Hap.js';
import type { StructConstructor } from '../../arkts/LoweredCode.js';

export type ModuleExports = Record<string, unknown>;

export interface AppRealmOptions {
  hap: CompiledHap;
  /** Everything the modules see without importing it; what is no identifier is left out. */
  names: Record<string, unknown>;
  /** The `@Entry` struct that was registered since the last call. */
  takeEntry(): StructConstructor | undefined;
  /** The exports of a kit or a package; undefined for one that there is not. */
  platformModule(specifier: string): object | undefined;
}

interface LoadedModule {
  exports: ModuleExports;
}

/** Scripts of a HAP carry this before their path, so that stack frames of the application can be told from others. */
const SCRIPT_SCHEME = 'hap:/';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The instances of a HAP's modules in one thread of one application process. */
export class AppRealm {
  private readonly sources: ReadonlyMap<string, HapModule>;
  private readonly loaded = new Map<string, LoadedModule>();
  private readonly entries = new Map<string, StructConstructor>();
  private readonly parameters: readonly string[];
  private readonly values: readonly unknown[];

  constructor(private readonly options: AppRealmOptions) {
    this.sources = new Map(options.hap.modules.map(module => [module.id, module]));
    const names = Object.entries(options.names).filter(([name]) => IDENTIFIER.test(name));
    this.parameters = names.map(([name]) => name);
    this.values = names.map(([, value]) => value);
  }

  /** The module's exports; it is evaluated on first use. Throws what its evaluation throws. */
  require(id: string): ModuleExports {
    const present = this.loaded.get(id);
    if (present !== undefined) {
      return present.exports;
    }
    const source = this.sources.get(id);
    if (source === undefined) {
      throw new Error(`The application has no module '${id}'.`);
    }
    const module: LoadedModule = { exports: {} };
    this.loaded.set(id, module);
    this.evaluate(source.code, SCRIPT_SCHEME + source.file, module, specifier => this.resolve(source, specifier));
    const entry = this.options.takeEntry();
    if (entry !== undefined) {
      this.entries.set(id, entry);
    }
    return module.exports;
  }

  /** Evaluates a CommonJS script that is no part of the HAP, with the same names. */
  evaluateScript(code: string, fileName: string): ModuleExports {
    const module: LoadedModule = { exports: {} };
    this.evaluate(code, fileName, module, specifier => this.platform(specifier, fileName));
    return module.exports;
  }

  /** The `@Entry` struct of a page's module. */
  entryOf(id: string): StructConstructor | undefined {
    this.require(id);
    return this.entries.get(id);
  }

  private evaluate(
    code: string,
    fileName: string,
    module: LoadedModule,
    require: (specifier: string) => unknown,
  ): void {
    const body = compileFunction(code, ['exports', 'require', 'module', ...this.parameters], { filename: fileName });
    body.call(undefined, module.exports, require, module, ...this.values);
  }

  private resolve(importer: HapModule, specifier: string): unknown {
    const target = importer.imports[specifier] ?? specifier;
    return this.sources.has(target) ? this.require(target) : this.platform(target, importer.file);
  }

  private platform(specifier: string, importer: string): object {
    const found = this.options.platformModule(specifier);
    if (found === undefined) {
      throw new Error(`'${specifier}', imported by ${importer}, is not provided by the previewer.`);
    }
    return found;
  }
}
