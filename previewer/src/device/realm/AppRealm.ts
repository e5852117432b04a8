import { compileFunction } from 'node:vm';
import type { CompiledHap, HapModule } from '../../arkts/Hap.js';
import type { LoweredRuntime, StructConstructor } from '../../arkts/LoweredCode.js';

export type ModuleExports = Record<string, unknown>;

export interface AppRealmOptions {
  hap: CompiledHap;
  /** Everything the modules see without importing it, less `$rt`. */
  names: Record<string, unknown>;
  runtime: LoweredRuntime;
  /** The exports of a kit or a package; undefined for one that there is not. */
  platformModule(specifier: string): object | undefined;
}

interface LoadedModule {
  exports: ModuleExports;
}

/** Scripts of a HAP carry this before their path, so that stack frames of the application can be told from others. */
export const SCRIPT_SCHEME = 'hap:/';

/** The instances of a HAP's modules in one thread of one application process. */
export class AppRealm {
  private readonly sources: ReadonlyMap<string, HapModule>;
  private readonly loaded = new Map<string, LoadedModule>();
  private readonly entries = new Map<string, StructConstructor>();
  private readonly evaluating: string[] = [];
  private readonly parameters: readonly string[];
  private readonly values: readonly unknown[];

  constructor(private readonly options: AppRealmOptions) {
    this.sources = new Map(options.hap.modules.map(module => [module.id, module]));
    const names: Record<string, unknown> = { ...options.names, $rt: this.observeEntries(options.runtime) };
    this.parameters = Object.keys(names);
    this.values = Object.values(names);
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
    this.evaluating.push(id);
    try {
      this.evaluate(source.code, SCRIPT_SCHEME + source.file, module, specifier => this.resolve(source, specifier));
    } finally {
      this.evaluating.pop();
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

  private evaluate(code: string, fileName: string, module: LoadedModule, require: (specifier: string) => unknown): void {
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

  /** `$rt` with a note of which module registers which entry. */
  private observeEntries(runtime: LoweredRuntime): LoweredRuntime {
    return new Proxy(runtime, {
      get: (target, property): unknown => {
        if (property === 'entry') {
          return (type: StructConstructor) => {
            this.entries.set(this.evaluating.at(-1) ?? '', type);
            target.entry(type);
          };
        }
        const member: unknown = Reflect.get(target, property);
        return typeof member === 'function' && property !== 'Struct' ? member.bind(target) as unknown : member;
      },
    });
  }
}
