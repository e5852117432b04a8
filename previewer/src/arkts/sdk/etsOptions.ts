import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type ts from 'ohos-typescript';
import { cached, declarationsPackage } from './cache.js';

const NOT_COMPONENTS = /^(Common|ForEach|LazyForEach|Repeat|GestureGroup|.*Gesture)$/;

const DECORATORS_WITH_PARAMETERS = [
  'AnimatableExtend',
  'ComponentV2',
  'Concurrent',
  'Consume',
  'Consumer',
  'Entry',
  'Extend',
  'LocalStorageLink',
  'LocalStorageProp',
  'Monitor',
  'Preview',
  'Provide',
  'Provider',
  'StorageLink',
  'StorageProp',
  'Watch',
];

const DECORATORS_WITHOUT_PARAMETERS = [
  'Builder',
  'BuilderParam',
  'Component',
  'Computed',
  'CustomDialog',
  'Event',
  'Link',
  'Local',
  'LocalBuilder',
  'ObjectLink',
  'Observed',
  'ObservedV2',
  'Once',
  'Param',
  'Prop',
  'Require',
  'Reusable',
  'Sendable',
  'State',
  'Styles',
  'Trace',
  'Track',
  'Type',
];

/** The folder of the SDK's declarations: `api/`, `kits/`, `arkts/`, `component/`, `global.d.ts`. */
export function declarationsDirectory(): string {
  return join(declarationsPackage(), 'dist');
}

/** The declaration file of `@kit.*`, `@ohos.*`, `@arkts.*` or `@system.*`. */
export function sdkModuleFile(specifier: string): string | undefined {
  for (const folder of ['api', 'kits', 'arkts']) {
    for (const extension of ['.d.ts', '.d.ets']) {
      const file = join(declarationsDirectory(), folder, specifier + extension);
      if (existsSync(file)) {
        return file;
      }
    }
  }
  return undefined;
}

/** The `ets` block of the compiler's options, derived from the component declarations. */
export function etsOptions(): ts.EtsOptions {
  const names = cached('component-names', readComponentNames);
  return {
    libs: [],
    emitDecorators: [
      ...DECORATORS_WITH_PARAMETERS.map(name => ({ name, emitParameters: true })),
      ...DECORATORS_WITHOUT_PARAMETERS.map(name => ({ name, emitParameters: false })),
    ],
    propertyDecorators: ['Link', 'Prop', 'ObjectLink', 'Consume'].map(name => ({ name, needInitialization: false })),
    render: { method: ['build', 'pageTransition'], decorator: ['LocalBuilder', 'Builder'] },
    components: names.components,
    extend: {
      decorator: ['Extend', 'AnimatableExtend'],
      components: names.extensible.map(name => ({ name, type: `${name}Attribute`, instance: `${name}Instance` })),
    },
    styles: {
      decorator: 'Styles',
      component: { name: 'Common', type: 'T', instance: 'CommonInstance' },
      property: 'stateStyles',
    },
    concurrent: { decorator: 'Concurrent' },
    customComponent: 'CustomComponent',
    syntaxComponents: {
      paramsUICallback: ['ForEach', 'LazyForEach'],
      attrUICallback: [{ name: 'Repeat', attributes: ['each', 'template'] }],
    },
  };
}

interface ComponentNames {
  components: string[];
  /** Those that `@Extend` can name. */
  extensible: string[];
}

function readComponentNames(): ComponentNames {
  const folder = join(declarationsDirectory(), 'component');
  const text = readdirSync(folder)
    .filter(name => name.endsWith('.d.ts'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const all = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map(match => match[1] ?? ''))];
  const components = all(/^\s*(?:export\s+)?declare const (\w+):\s*\w+Interface\b/gm).filter(
    name => !NOT_COMPONENTS.test(name),
  );
  const attributes = new Set(all(/^\s*(?:export\s+)?declare class (\w+Attribute)\b/gm));
  const instances = new Set(all(/^\s*(?:export\s+)?declare const (\w+Instance):/gm));
  const extensible = components.filter(name => attributes.has(`${name}Attribute`) && instances.has(`${name}Instance`));
  return { components, extensible };
}
