import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openBench, type Bench } from '../src/bench.js';
import type { Phone } from '../src/Phone.js';
import { finds, startDiscovery } from '../src/walks.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PARTS = ['AppScope', 'entry', 'hvigor', 'build-profile.json5', 'oh-package.json5', 'hvigorfile.ts'];
const PAGE = 'entry/src/main/ets/pages/Index.ets';
const VICTIM = "openPage(this.pageStack, 'ActivityPage');";

describe('an application that crashes', () => {
  let bench: Bench;
  let one: Phone;
  let two: Phone;
  let project: string;
  let line: number;

  before(async () => {
    project = mkdtempSync(join(tmpdir(), 'crash-'));
    PARTS.forEach(part => cpSync(join(ROOT, part), join(project, part), { recursive: true }));
    const source = readFileSync(join(project, PAGE), 'utf8');
    assert.ok(source.includes(VICTIM));
    line = source.slice(0, source.indexOf(VICTIM)).split('\n').length;
    writeFileSync(join(project, PAGE), source.replace(VICTIM, "throw new Error('planted for a test');"));
    bench = await openBench('--clock-speed', '2', '--project', project);
    [one, two] = bench.phones;
  });
  after(async () => {
    await bench.close();
    rmSync(project, { recursive: true, force: true });
  });

  it('says where in the .ets source, while the phone and the other phone go on, and finds its group again', async () => {
    await startDiscovery(two);
    await startDiscovery(one);
    await finds(one, 'Phone 2');
    await one.tap('peer-Phone 2');
    await two.answer('accept');
    await two.tap('tabLinked');
    await two.sees('linkState', /^connected/i);

    await two.tap('activityButton');
    await two.reads(/planted for a test/);
    await two.reads(new RegExp(`pages/Index\\.ets:${line}\\b`));
    await two.logs(/planted for a test/);
    await two.logs(new RegExp(`pages/Index\\.ets:${line}\\b`));
    assert.equal(await two.control('wifi').getAttribute('aria-checked'), 'true');
    await one.tap('tabLinked');
    await one.sees('linkState', /^connected/i);

    await two.restart();
    await two.appears('tabLinked');
    await two.tap('tabLinked');
    await two.sees('linkState', /^connected/i);
    await two.sees('ownIp', /192\.168\.49\./);
  });
});
