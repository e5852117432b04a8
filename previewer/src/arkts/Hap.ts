/** One lowered source file: the body of a CommonJS function with the parameters `exports, require, module` and the platform's names. */
export interface HapModule {
  /** The source's path from the project's root, without its extension: `<module>/src/main/ets/pages/Index`. */
  id: string;
  /** The source's path from the project's root, with extension, as shown in stack traces. */
  file: string;
  code: string;
  /** Source map of `code`, version 3, as JSON. */
  map: string;
  /** Every `import`/`export from` specifier as written → module id, or the specifier itself for `@kit.*`, `@ohos.*`, `@system.*` and packages. */
  imports: Record<string, string>;
}

export type ResourceType = 'string' | 'plural' | 'color' | 'float' | 'integer' | 'boolean' | 'strarray' | 'intarray' | 'media' | 'profile' | 'rawfile';

/** One value of a resource for one set of qualifiers: `base`, `dark`, `en_US`, `zh_CN-dark`, … */
export interface ResourceValue {
  qualifiers: string;
  /** A string, number, boolean or list; for media, profiles and raw files the absolute path of the file. */
  value: string | number | boolean | string[] | number[] | Record<string, string>;
}

/** `string.app_name` → its values, `base` among them. */
export type ResourceTable = Record<string, ResourceValue[]>;

export interface RouteMapEntry {
  name: string;
  /** Module id of the page. */
  module: string;
  /** Name of the exported builder. */
  buildFunction: string;
}

export interface AbilityDefinition {
  name: string;
  /** Module id of the ability. */
  module: string;
  /** `$string:…` or plain text. */
  label: string;
}

/** A compiled stage-model module, ready to run in any number of realms. Plain data: it can be written to disk or sent to another process. */
export interface CompiledHap {
  projectDirectory: string;
  bundleName: string;
  versionName: string;
  versionCode: number;
  /** Name in module.json5. */
  moduleName: string;
  apiVersion: { compatible: number; target: number };
  modules: HapModule[];
  resources: ResourceTable;
  abilities: AbilityDefinition[];
  mainAbility: string;
  /** Module ids of `$profile:main_pages`, in order. */
  pages: string[];
  routes: RouteMapEntry[];
  /** `requestPermissions` of module.json5. */
  permissions: string[];
  /** Module ids of the workers that build-profile.json5 names, by the name a `ThreadWorker` is given. */
  workers: string[];
  /** Module id of `src/ohosTest/ets/test/List.test` or `src/test/List.test`, where tests were compiled in. */
  testEntry?: string;
  /** Why the application itself is not in the HAP, where only its tests could be compiled. */
  leftOut?: CompileError[];
  /** Values of the enums that the SDK's component declarations make global: `FlexAlign` → `{ Start: 1, … }`. */
  globalEnums: Record<string, Record<string, number | string>>;
  /** Values of the enums that kits export, by dotted name: `wifiManager.GroupOwnerBand`. */
  kitEnums: Record<string, Record<string, number | string>>;
}

export interface CompileError {
  file: string;
  /** 1-based. */
  line: number;
  column: number;
  message: string;
}

export type CompileResult = { ok: true; hap: CompiledHap } | { ok: false; errors: CompileError[] };

/** Which tests to compile in: those for a PC (`src/test`) or those for a device (`src/ohosTest`). */
export type TestKind = 'local' | 'instrumented';
