import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import type { CompiledHap } from '../../src/arkts/Hap.js';
import type { StructConstructor } from '../../src/arkts/LoweredCode.js';
import { compileProject } from '../../src/arkts/compile/compileProject.js';
import { TestUi } from './testUi.js';

const project = fileURLToPath(new URL('../fixtures/counter', import.meta.url));

/** Loads modules of a HAP with nothing but ArkUI around them. */
function loader(hap: CompiledHap, ui: TestUi): (id: string) => Record<string, unknown> {
  const platform: Record<string, unknown> = { ...identifiersOf(hap.globalEnums), ...ui.ui.globals, $rt: ui.rt };
  const loaded = new Map<string, { exports: Record<string, unknown> }>();
  const load = (id: string): Record<string, unknown> => {
    const known = loaded.get(id);
    if (known !== undefined) {
      return known.exports;
    }
    const source = hap.modules.find(module => module.id === id);
    if (source === undefined) {
      return ui.ui.kit;
    }
    const module = { exports: {} as Record<string, unknown> };
    loaded.set(id, module);
    const names = ['exports', 'require', 'module', ...Object.keys(platform)];
    const body = compileFunction(source.code, names, { filename: `hap:/${source.file}` });
    const require = (name: string): Record<string, unknown> => load(source.imports[name] ?? name);
    Reflect.apply(body, undefined, [module.exports, require, module, ...Object.values(platform)]);
    return module.exports;
  };
  return load;
}

/** Enums in namespaces have dotted names, which cannot be parameters. */
function identifiersOf(enums: CompiledHap['globalEnums']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(enums).filter(([name]) => /^\w+$/.test(name)));
}

test('a compiled page counts, greets and opens a page of its route map', async () => {
  const result = await compileProject({ projectDirectory: project });
  assert.ok(result.ok);
  const english = Object.fromEntries(Object.entries(result.hap.resources).map(([name, values]) => {
    const base = values.find(value => value.qualifiers === 'base');
    return [`app.${name}`, { 'en-US': base?.value as string }];
  }));
  const ui = new TestUi(english);
  const load = loader(result.hap, ui);
  for (const route of result.hap.routes) {
    ui.routes.set(route.name, (name, parameters) => {
      (load(route.module)[route.buildFunction] as (name: string, parameters: unknown) => void)(name, parameters);
    });
  }
  load(result.hap.pages[0] ?? assert.fail('no page'));
  const entry: StructConstructor | undefined = ui.ui.takeEntry();
  ui.ui.mount(entry ?? assert.fail('no @Entry'));
  ui.expectNoErrors();
  assert.ok(ui.has('Counter'));
  ui.click('incrementButton');
  assert.ok(ui.has('1. 1'));
  assert.equal(ui.has('greeting'), false);
  ui.ui.input({ kind: 'text', node: ui.find('nameInput').id, text: 'Ada', sequence: 1 });
  assert.match(ui.find('greeting').text, /./);
  ui.click('detailsButton');
  assert.equal(ui.find('incrementButton').isReachable, false);
  assert.ok(ui.find('detailText').isReachable);
  ui.ui.input({ kind: 'back' });
  assert.equal(ui.has('detailText'), false);
  ui.expectNoErrors();
});
