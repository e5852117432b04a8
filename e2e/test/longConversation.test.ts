import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { openBench, type Bench } from '../src/bench.js';
import type { Phone } from '../src/Phone.js';
import { meet, say } from '../src/walks.js';

const SAID = 130;
/** How far a line may seem to have moved, in pixels. */
const TOLERANCE = 3;

describe('a conversation of more than a hundred lines, in a browser', () => {
  let bench: Bench;
  let one: Phone;
  let two: Phone;

  before(async () => {
    bench = await openBench();
    [one, two] = bench.phones;
    await meet(one, two);
    for (let count = 1; count <= SAID; count += 1) {
      await say(two, `line ${count}`);
      await lineOf(two, count).waitFor({ state: 'attached' });
    }
    await one.tap('tabLinked');
    await one.tap('openSessionButton');
    await lineOf(one, SAID).waitFor();
  });
  after(() => bench.close());

  it('opens at its end with the newest hundred', async () => {
    assert.equal(await linesOf(one).count(), 100);
    await isInView(one, lineOf(one, SAID));
    assert.equal(await lineOf(one, SAID - 100).count(), 0);
  });

  it('shows earlier lines above when asked, and those that were there stay where they were', async () => {
    const first = lineOf(one, SAID - 99);
    await scroll(bench, one, -20_000);
    await isInView(one, one.byId('earlierMessagesButton'));
    const before = await topOf(first);
    await one.tap('earlierMessagesButton');
    await lineOf(one, 1).waitFor({ state: 'attached' });
    await holds(async () => Math.abs(await topOf(first) - before) <= TOLERANCE, 'the line to be where it was');
    assert.equal(await linesOf(one).count(), SAID);
    assert.equal(await one.byId('earlierMessagesButton').count(), 0);
  });

  it('stays where the person reads when a line comes, and follows again from its end on', async () => {
    const read = lineOf(one, SAID - 99);
    const before = await topOf(read);
    await say(two, 'while you read');
    await one.sees('messageList', /while you read/);
    assert.ok(Math.abs(await topOf(read) - before) <= TOLERANCE);
    await scroll(bench, one, 20_000);
    await isInView(one, textOf(one, 'while you read'));
    await say(two, 'at the end');
    await isInView(one, textOf(one, 'at the end'));
  });

  it('goes to its end for what the person says', async () => {
    await scroll(bench, one, -2000);
    await say(one, 'my answer');
    await isInView(one, textOf(one, 'my answer'));
  });

  it('begins with the newest hundred again when it is opened again', async () => {
    await one.back();
    await one.tap('openSessionButton');
    await isInView(one, textOf(one, 'my answer'));
    assert.equal(await linesOf(one).count(), 100);
    await one.byId('earlierMessagesButton').waitFor({ state: 'attached' });
  });
});

function textOf(phone: Phone, text: string): Locator {
  return phone.byId('messageList').getByText(text, { exact: true });
}

function lineOf(phone: Phone, number: number): Locator {
  return textOf(phone, `line ${number}`);
}

function linesOf(phone: Phone): Locator {
  return phone.byId('messageList').locator('[data-component="MessageBubble"]');
}

async function topOf(line: Locator): Promise<number> {
  return (await line.boundingBox())?.y ?? NaN;
}

/** Turns the wheel over the list. */
async function scroll({ page }: Bench, phone: Phone, pixels: number): Promise<void> {
  await phone.byId('messageList').hover();
  await page.mouse.wheel(0, pixels);
}

async function isInView(phone: Phone, line: Locator): Promise<void> {
  await holds(async () => {
    const [list, box] = [await phone.byId('messageList').boundingBox(), await line.boundingBox()];
    return list !== null && box !== null && box.y >= list.y - TOLERANCE
      && box.y + box.height <= list.y + list.height + TOLERANCE;
  }, `${line} in view`);
}

async function holds(condition: () => Promise<boolean>, what: string, limitMs = 10_000): Promise<void> {
  for (const deadline = Date.now() + limitMs; !await condition();) {
    assert.ok(Date.now() < deadline, `waited ${limitMs} ms for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
