import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { openBench, type Bench } from '../src/bench.js';
import type { Phone } from '../src/Phone.js';
import { meet, say, sendFiles } from '../src/walks.js';

const PICTURES = randomBytes(3_000_000);

describe('files between two phones in a browser', () => {
  let bench: Bench;
  let one: Phone;
  let two: Phone;

  before(async () => {
    bench = await openBench();
    [one, two] = bench.phones;
    await meet(one, two);
  });
  after(() => bench.close());

  it('an offer is shown on whatever page is open, and what was accepted arrives whole', async () => {
    await sendFiles(two, [
      { name: 'notes.txt', content: Buffer.from('hello') },
      { name: 'pictures.zip', content: PICTURES },
    ]);
    await two.sees('messageList', /Waiting for Phone 1 to accept/);
    await one.sees('offerDialog', /Phone 2 wants to send you 2 files \(3\.0 MB\)[\s\S]*notes\.txt[\s\S]*pictures\.zip/);
    await one.tap('offerAcceptButton');
    await two.sees('messageList', /Whole, SHA-256 compared/);
    await one.tap('tabLinked');
    await one.sees('openSessionButton', /session/i);
    await one.tap('openSessionButton');
    await one.sees('messageList', /notes\.txt[\s\S]*pictures\.zip[\s\S]*Whole, SHA-256 compared/);
    await say(two, 'did it come?');
    await one.sees('messageList', /did it come/);
    await two.sees('messageList', /Delivered/);
  });

  it('received files are opened, saved and deleted', async () => {
    await one.tap('receivedFilesButton');
    await one.sees('file-pictures.zip', /3\.0 MB[\s\S]*Phone 2/);
    await one.tap('openFile-notes.txt');
    await one.viewer('notes.txt').locator('[data-action="close"]').click();
    await one.tap('saveFile-pictures.zip');
    await one.saveAsSuggested();
    await one.sees('receivedFilesSaved', /pictures\.zip was saved/);
    const [download] = await Promise.all([bench.page.waitForEvent('download'), one.document('pictures.zip').click()]);
    assert.ok(readFileSync(await download.path()).equals(PICTURES), 'the saved file is what was sent');
    await one.tap('deleteFile-notes.txt');
    await one.choose('Delete');
    await one.byId('file-notes.txt').waitFor({ state: 'detached' });
    await one.appears('file-pictures.zip');
    await one.back();
  });

  it('a declined offer says so on both sides and can be made again', async () => {
    await sendFiles(one, [{ name: 'no.txt', content: Buffer.from('no') }]);
    await two.appears('offerDialog');
    await two.tap('offerDeclineButton');
    await one.sees('messageList', /Declined by Phone 2/);
    await two.sees('messageList', /Declined by you/);
    await one.appears('receivedFilesButton');
  });
});
