import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { compileProject } from '../../src/arkts/compile/compileProject.js';
import { createStackMapper } from '../../src/arkts/compile/mapStack.js';
import type { CompiledHap, TestKind } from '../../src/arkts/Hap.js';
import { formatText } from '../../src/arkts/resources/formatText.js';
import { pickResource } from '../../src/arkts/resources/pickResource.js';
import { readSdkEnums } from '../../src/arkts/sdk/enums.js';
import { compileIndex, errorsOf, LoweredRun, writeProject } from './loweredRun.js';

const COUNTER = fileURLToPath(new URL('../fixtures/counter', import.meta.url));

async function compileCounter(tests?: TestKind): Promise<CompiledHap> {
  const result = await compileProject(tests ? { projectDirectory: COUNTER, tests } : { projectDirectory: COUNTER });
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.errors));
  return result.hap;
}

test('a HAP describes its module', async () => {
  const hap = await compileCounter();
  assert.equal(hap.bundleName, 'com.example.counter');
  assert.deepEqual(hap.apiVersion, { compatible: 12, target: 20 });
  assert.deepEqual(hap.abilities, [
    { name: 'EntryAbility', module: 'entry/src/main/ets/entryability/EntryAbility', label: '$string:ability_label' },
  ]);
  assert.deepEqual(hap.pages, ['entry/src/main/ets/pages/Index']);
  assert.deepEqual(hap.routes, [
    { name: 'Detail', module: 'entry/src/main/ets/pages/DetailPage', buildFunction: 'detailPageBuilder' },
  ]);
  assert.deepEqual(hap.workers, ['entry/src/main/ets/workers/CountWorker']);
  assert.deepEqual(hap.permissions, ['ohos.permission.INTERNET']);
  assert.equal(hap.testEntry, undefined);
});

test('tests are compiled in where they are asked for', async () => {
  const local = await compileCounter('local');
  assert.equal(local.testEntry, 'entry/src/test/List.test');
  assert.ok(local.modules.some(module => module.id === 'entry/src/test/Counter.test'));
  const instrumented = await compileCounter('instrumented');
  assert.equal(instrumented.testEntry, 'entry/src/ohosTest/ets/test/List.test');
});

test('enums have the values of the SDK', async () => {
  const { globalEnums } = await compileCounter();
  assert.deepEqual(globalEnums['FlexAlign'], {
    Start: 0,
    Center: 1,
    End: 2,
    SpaceBetween: 3,
    SpaceAround: 4,
    SpaceEvenly: 5,
  });
  assert.equal(globalEnums['FontWeight']?.['Bold'], 4);
  assert.deepEqual(readSdkEnums('@ohos.wifiManager')['wifiManager.GroupOwnerBand'], {
    GO_BAND_AUTO: 0,
    GO_BAND_2GHZ: 1,
    GO_BAND_5GHZ: 2,
  });
});

test('resources are picked by language, region and colour mode', async () => {
  const { resources } = await compileCounter();
  const pick = (name: string, locale: string, colorMode: 'light' | 'dark'): unknown =>
    pickResource(resources[name] ?? [], { locale, colorMode })?.value;
  assert.equal(pick('string.increment', 'zh-CN', 'light'), '加一');
  assert.equal(pick('string.increment', 'en-US', 'light'), 'Add one');
  assert.equal(pick('string.app_name', 'zh-Hans-CN', 'dark'), '计数器');
  assert.equal(pick('color.background', 'en-US', 'dark'), '#000000');
  assert.equal(pick('color.background', 'en-US', 'light'), '#FFFFFF');
  assert.equal(pick('color.accent', 'zh-CN', 'dark'), '#0A59F7');
  assert.deepEqual(pick('plural.taps', 'en-US', 'light'), { one: '%d tap', other: '%d taps' });
  assert.ok(existsSync(String(pick('media.icon', 'en-US', 'light'))));
  assert.ok(existsSync(String(pick('rawfile.about.txt', 'en-US', 'light'))));
});

test('language outweighs colour mode, and another region of the language outweighs base', () => {
  const values = ['base', 'dark', 'zh_CN', 'en_US-dark'].map(qualifiers => ({ qualifiers, value: qualifiers }));
  const pick = (locale: string, colorMode: 'light' | 'dark'): unknown =>
    pickResource(values, { locale, colorMode })?.value;
  assert.equal(pick('zh-CN', 'dark'), 'zh_CN');
  assert.equal(pick('zh-TW', 'light'), 'zh_CN');
  assert.equal(pick('en-US', 'dark'), 'en_US-dark');
  assert.equal(pick('en-US', 'light'), 'base');
});

test('text takes its parameters in order or by position', () => {
  assert.equal(formatText('%s: %d %%', ['a', 2]), 'a: 2 %');
  assert.equal(formatText('%2$s before %1$d', [1, 'b']), 'b before 1');
  assert.equal(formatText('%s and %s', ['a']), 'a and %s');
});

test('an error is traced to its line in the source', async () => {
  const hap = await compileIndex(`interface Unused { text: string }

@Entry
@ComponentV2
struct Index {
  @Local broken: Unused[] = [];

  private fail(): string {
    throw new Error('on purpose');
  }

  build() {
    Column() {
      Text('first')
      if (this.broken.length === 0) {
        Text(this.broken[0].text)
          .onClick(() => {
            this.fail();
          })
      }
    }
    .width('100%')
  }
}
`);
  const map = createStackMapper(hap);
  const app = new LoweredRun(hap);
  app.load();
  const stackOf = (action: () => void): string => {
    try {
      action();
    } catch (error) {
      return String((error as Error).stack);
    }
    return '';
  };
  const index = app.create();
  const inBuild = map(stackOf(() => app.draw(() => index.build())));
  assert.deepEqual([inBuild.file, inBuild.line], ['entry/src/main/ets/pages/Index.ets', 16]);
  index['broken'] = [];
  const [, frame] = map(stackOf(() => (index as unknown as { fail(): void }).fail())).text.split('\n');
  assert.match(frame ?? '', /at .*fail \(entry\/src\/main\/ets\/pages\/Index\.ets:9:11\)$/);
});

test('what cannot be lowered is an error with its place', async () => {
  const page = (members: string, build: string): string =>
    `@Entry\n@ComponentV2\nstruct Index {\n${members}\nbuild() {\n${build}\n}\n}`;
  const [syntax] = await errorsOf(page('', 'Column() {'));
  assert.equal(syntax?.file, 'entry/src/main/ets/pages/Index.ets');
  const [binding] = await errorsOf(page('@Local a: string = "";', 'Text("x" + this.a!!)'));
  assert.match(binding?.message ?? '', /two-way binding/);
  assert.deepEqual([binding?.line, binding?.column], [6, 12]);
  const [state] = await errorsOf(page('@State a: string = "";', 'Column()'));
  assert.match(state?.message ?? '', /@State belongs to state management V1/);
  const [lazy] = await errorsOf(page('', 'List() {\nLazyForEach(this.a, () => {})\n}'));
  assert.match(lazy?.message ?? '', /LazyForEach/);
  assert.equal(lazy?.line, 7);
  const [missing] = await errorsOf(`import { A } from './Nowhere';\n${page('', 'Column()')}`);
  assert.deepEqual([missing?.message, missing?.line, missing?.column], ["There is no source './Nowhere'", 1, 19]);
});

test('a broken configuration file is named', async () => {
  const result = await compileProject({
    projectDirectory: writeProject({ 'AppScope/app.json5': '{ app: {\n  bundleName: }}' }),
  });
  assert.ok(!result.ok);
  assert.deepEqual([result.errors[0]?.file, result.errors[0]?.line], ['AppScope/app.json5', 2]);
});
