import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { openBench, type Bench } from '../src/bench.js';
import { deviceProcessOf } from '../src/deviceProcess.js';
import type { Phone } from '../src/Phone.js';
import { joinOwner, meet, sendFiles } from '../src/walks.js';

const CONTENT = randomBytes(16_000_000);
const NAME = 'film.bin';

describe('a phone whose process is killed while a file is on its way', () => {
  let bench: Bench;
  let one: Phone;
  let two: Phone;

  before(async () => {
    bench = await openBench('--clock-speed', '3');
    [one, two] = bench.phones;
    await meet(one, two);
  });
  after(() => bench.close());

  async function setLinks(quality: 'normal' | 'slow'): Promise<void> {
    await bench.page.locator('[data-control="link"]').selectOption(quality);
  }

  /** A quarter of the file has arrived, and the rest will take seconds. */
  async function isUnderWay(): Promise<void> {
    await setLinks('slow');
    await sendFiles(two, [{ name: NAME, content: CONTENT }]);
    await one.appears('offerDialog');
    await one.tap('offerAcceptButton');
    await two.sees('messageList', /\b(2[5-9]|[3-6]\d) %/);
  }

  /** The system ends the process, and the person starts the phone again. */
  async function killAndRestart(phone: Phone): Promise<void> {
    process.kill(deviceProcessOf(bench.lab, phone.id), 'SIGKILL');
    await phone.reads(/SIGKILL/);
    await phone.restart();
    await phone.appears('tabGroup', 30_000);
  }

  /** What the receiver saves is what was sent. Its session page is shown. */
  async function isWhole(): Promise<void> {
    await one.tap('receivedFilesButton');
    await one.tap(`saveFile-${NAME}`);
    await one.saveAsSuggested();
    const [download] = await Promise.all([bench.page.waitForEvent('download'), one.document(NAME).first().click()]);
    assert.ok(readFileSync(await download.path()).equals(CONTENT), 'the saved file is what was sent');
    await one.tap(`deleteFile-${NAME}`);
    await one.choose('Delete');
    await one.byId(`file-${NAME}`).waitFor({ state: 'detached' });
    await one.back();
  }

  it('as the receiver: the sender sees it waiting, and after the restart it goes on where it was', async () => {
    await isUnderWay();
    await killAndRestart(one);
    await two.sees('messageList', /Interrupted at (2[5-9]|[3-9]\d) %/);
    await setLinks('normal');
    await two.back();
    await meet(one, two);
    await two.sees('messageList', /Whole, SHA-256 compared/);
    await one.tap('tabLinked');
    await one.tap('openSessionButton');
    await isWhole();
  });

  it('as the sender: the receiver keeps what it has, and the file that is chosen again is continued', async () => {
    await isUnderWay();
    await killAndRestart(two);
    await one.sees('messageList', /Interrupted at (2[5-9]|[3-9]\d) %/);
    await setLinks('normal');
    await joinOwner(one, two);
    await one.sees('messageList', /goes on when Phone 2 sends it again/);
    await sendFiles(two, [{ name: NAME, content: CONTENT }]);
    await one.sees('offerDialog', /continues a file that is here in part/);
    await one.tap('offerAcceptButton');
    await two.sees('messageList', /Whole, SHA-256 compared/);
    await isWhole();
  });
});
