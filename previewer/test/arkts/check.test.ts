import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkProject } from '../../src/arkts/check/checkProject.js';
import type { Finding } from '../../src/arkts/check/Finding.js';

const FIXTURE = fileURLToPath(new URL('../fixtures/counter', import.meta.url));

interface Plant {
  what: string;
  file: string;
  source: string;
  line: number;
  rule: string;
  message: RegExp;
}

const component = (name: string, build: string): string => `@ComponentV2\nexport struct ${name} {\n  build() {\n${build}\n  }\n}\n`;
const WIFI = "import { wifiManager } from '@kit.ConnectivityKit';\n";

const PLANTS: Plant[] = [
  {
    what: 'a misspelt method of wifiManager', file: 'model/Misspelt.ets', line: 4, rule: 'type/2551', message: /createGrup/,
    source: `${WIFI}export function misspelt(): void {\n  try {\n    wifiManager.createGrup();\n  } catch (error) {\n  }\n}\n`,
  },
  {
    what: 'a wrong attribute', file: 'view/WrongAttribute.ets', line: 4, rule: 'type/2551', message: /fontSise/,
    source: component('WrongAttribute', "    Text('a').fontSise(3)"),
  },
  {
    what: 'any', file: 'model/Anything.ets', line: 1, rule: 'arkts/8', message: /any/,
    source: 'export function anything(value: any): void {\n}\n',
  },
  {
    what: 'destructuring', file: 'model/Destructured.ets', line: 3, rule: 'arkts/74', message: /[Dd]estructuring/,
    source: 'export function destructured(): number {\n  const list: number[] = [1, 2];\n  const [first] = list;\n  return first;\n}\n',
  },
  {
    what: 'two roots in the build of an entry', file: 'pages/TwoRoots.ets', line: 6, rule: 'arkui/single-root', message: /single root/,
    source: "@Entry\n@ComponentV2\nstruct TwoRoots {\n  build() {\n    Column() {}\n    Row() {}\n  }\n}\n",
  },
  {
    what: 'a loop in a build', file: 'view/LoopInBuild.ets', line: 5, rule: 'arkui/statement-in-ui', message: /loop/,
    source: component('LoopInBuild', '    Column() {\n      for (let i = 0; i < 2; i++) {\n        Text(`${i}`)\n      }\n    }'),
  },
  {
    what: 'an unknown resource', file: 'view/UnknownResource.ets', line: 4, rule: 'resource/name', message: /no_such_text/,
    source: component('UnknownResource', "    Text($r('app.string.no_such_text'))"),
  },
  {
    what: 'a missing required parameter', file: 'view/MissingParameter.ets', line: 11, rule: 'arkui/required-parameter', message: /'title'/,
    source: '@ComponentV2\nstruct Titled {\n  @Require @Param title: string;\n  build() {\n    Text(this.title)\n  }\n}\n' +
      component('MissingParameter', '    Titled()'),
  },
  {
    what: 'a call whose permission is not declared', file: 'model/Permission.ets', line: 4, rule: 'sdk/permission', message: /GET_WIFI_INFO/,
    source: `${WIFI}export function leave(): void {\n  try {\n    wifiManager.removeGroup();\n  } catch (error) {\n  }\n}\n`,
  },
  {
    what: 'a page that the route map does not name', file: 'pages/Lost.ets', line: 2, rule: 'project/route-map', message: /Lost/,
    source: "@ComponentV2\nstruct Lost {\n  build() {\n    NavDestination() {\n    }\n  }\n}\n",
  },
  {
    what: 'a push to a route that does not exist', file: 'model/Pushing.ets', line: 2, rule: 'project/route-map', message: /Nowhere/,
    source: "export function pushing(stack: NavPathStack): void {\n  stack.pushPathByName('Nowhere', undefined);\n}\n",
  },
  {
    what: 'promptAction.showToast', file: 'model/Toast.ets', line: 4, rule: 'sdk/deprecated', message: /showToast is deprecated since API 18/,
    source: "import { promptAction } from '@kit.ArkUI';\nexport function toast(): void {\n  try {\n    promptAction.showToast({ message: 'x' });\n  } catch (error) {\n  }\n}\n",
  },
  {
    what: 'an unguarded TCPSocketServer.close()', file: 'model/Closing.ets', line: 4, rule: 'sdk/newer-api', message: /sdkApiVersion >= 20/,
    source: "import { socket } from '@kit.NetworkKit';\nexport async function closing(server: socket.TCPSocketServer): Promise<void> {\n  try {\n    await server.close();\n  } catch (error) {\n  }\n}\n",
  },
  {
    what: 'a wifiManager call outside try', file: 'model/Unguarded.ets', line: 3, rule: 'sdk/throws', message: /inside try/,
    source: `${WIFI}export function unguarded(): void {\n  wifiManager.startDiscoverDevices();\n}\n`,
  },
];

const ALLOWED: { what: string; file: string; source: string }[] = [
  {
    what: 'TCPSocketServer.close() behind a check of the SDK version', file: 'model/GuardedClose.ets',
    source: "import { deviceInfo } from '@kit.BasicServicesKit';\nimport { socket } from '@kit.NetworkKit';\n" +
      'export async function guardedClose(server: socket.TCPSocketServer): Promise<void> {\n  try {\n' +
      '    if (deviceInfo.sdkApiVersion >= 20) {\n      await server.close();\n    }\n  } catch (error) {\n  }\n}\n',
  },
  {
    what: 'builders, conditions and loops of the framework in a build', file: 'view/Allowed.ets',
    source: '@Builder\nfunction part(text: string) {\n  Text(text)\n}\n@ComponentV2\nexport struct Allowed {\n  @Local list: string[] = [];\n' +
      '  @BuilderParam content: () => void;\n  @Builder\n  own() {\n    Blank()\n  }\n  build() {\n    Column() {\n      part(\'a\')\n      this.own()\n' +
      '      this.content()\n      if (this.list.length > 0) {\n        ForEach(this.list, (item: string) => {\n          part(item)\n        })\n      }\n    }\n  }\n}\n',
  },
];

describe('npm run check', () => {
  let folder: string;
  let findings: Finding[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-'));
    cpSync(FIXTURE, folder, { recursive: true });
    for (const { file, source } of [...PLANTS, ...ALLOWED]) {
      const path = join(folder, 'entry/src/main/ets', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, source);
    }
    findings = checkProject(folder).findings;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const findingsIn = (file: string): Finding[] =>
    findings.filter(finding => relative(join(folder, 'entry/src/main/ets'), finding.file) === file);

  it('finds nothing in a sound project', () => {
    assert.deepEqual(checkProject(FIXTURE).findings, []);
  });

  for (const plant of PLANTS) {
    it(`reports ${plant.what} with file, line and rule`, () => {
      const found = findingsIn(plant.file);
      assert.ok(found.some(finding => finding.line === plant.line && finding.rule === plant.rule && plant.message.test(finding.message)),
        `found instead: ${JSON.stringify(found, undefined, 1)}`);
    });
  }

  for (const allowed of ALLOWED) {
    it(`allows ${allowed.what}`, () => {
      assert.deepEqual(findingsIn(allowed.file), []);
    });
  }
});
