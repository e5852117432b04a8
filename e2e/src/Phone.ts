import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** One virtual phone on the lab's page, used as a person would: by taps and by what can be read on it. */
export class Phone {
  private readonly root: Locator;

  constructor(page: Page, readonly id: string) {
    this.root = page.locator(`[data-device="${id}"]`);
  }

  byId(id: string): Locator {
    return this.root.locator(`[data-id="${id}"]`).filter({ visible: true });
  }

  async tap(id: string): Promise<void> {
    await this.byId(id).click();
  }

  async type(id: string, text: string): Promise<void> {
    const node = this.byId(id);
    const input = await node.evaluate(element => /^(INPUT|TEXTAREA)$/.test(element.tagName)) ? node : node.locator('input, textarea');
    await input.fill(text);
  }

  /** Waits until the component shows a text that matches. */
  async sees(id: string, expected: RegExp, limitMs = 20_000): Promise<string> {
    return this.until(async () => (await this.byId(id).first().innerText({ timeout: 1000 }).catch(() => '')).trim(),
      text => expected.test(text), limitMs, `${this.id}: '${id}' to show ${expected}`);
  }

  /** Waits until `pattern` can be read anywhere on the phone. */
  async reads(pattern: RegExp, limitMs = 20_000): Promise<void> {
    await this.until(() => this.root.innerText(), text => pattern.test(text), limitMs, `${this.id}: ${pattern} on the screen`);
  }

  /** Asserts that the component is there and shows no text that matches. */
  async showsNot(id: string, pattern: RegExp): Promise<void> {
    assert.doesNotMatch(await this.byId(id).first().innerText(), pattern, `${this.id}: '${id}'`);
  }

  /** The system's back gesture. */
  async back(): Promise<void> {
    await this.root.locator('[data-action="back"]').filter({ visible: true }).first().click();
  }

  async appears(id: string, limitMs = 20_000): Promise<void> {
    await this.byId(id).first().waitFor({ state: 'visible', timeout: limitMs });
  }

  async answer(action: 'accept' | 'reject', limitMs = 20_000): Promise<void> {
    const button = this.root.locator(`[data-dialog] [data-action="${action}"]`).first();
    await button.waitFor({ state: 'visible', timeout: limitMs });
    await button.click();
  }

  /** Gives the system's picker files, as if they lay on the computer of the person. */
  async pick(files: { name: string; content: Buffer }[]): Promise<void> {
    const input = this.root.locator('[data-picker="select"] input[type="file"]');
    await input.setInputFiles(files.map(({ name, content }) => ({ name, mimeType: 'application/octet-stream', buffer: content })));
  }

  /** Takes the place and the name that the system suggests for a file to be saved. */
  async saveAsSuggested(): Promise<void> {
    await this.root.locator('[data-picker="save"] [data-action="save"]').click();
  }

  /** The system's screen that shows a file to the person. */
  viewer(name: string): Locator {
    return this.root.locator(`[data-viewer="${name}"]`);
  }

  /** A file among the documents of the phone, as a link. */
  document(name: string): Locator {
    return this.root.locator(`.documents [data-document="${name}"]`);
  }

  /** Taps a button of a dialog of the application. */
  async choose(label: string): Promise<void> {
    await this.root.locator('.ark-Dialog').getByRole('button', { name: label, exact: true }).click();
  }

  /** Answers every permission question with yes until `id` is there and shows a text that matches. */
  async allowUntil(id: string, expected: RegExp): Promise<void> {
    const allow = this.root.locator('[data-dialog="permission"] [data-action="accept"]');
    await this.until(async () => {
      if (await allow.count() > 0) {
        await allow.first().click({ timeout: 1000 }).catch(() => undefined);
      }
      const node = this.byId(id);
      return await node.count() > 0 ? (await node.first().innerText({ timeout: 1000 }).catch(() => '')).trim() : '';
    }, text => expected.test(text), 30_000, `${this.id}: '${id}' to show ${expected}`);
  }

  control(name: 'wifi' | 'location' | 'theme' | 'language'): Locator {
    return this.root.locator(`[data-control="${name}"]`);
  }

  async setControl(name: 'wifi' | 'location', on: boolean): Promise<void> {
    const control = this.control(name);
    if (await control.getAttribute('aria-checked') !== String(on)) {
      await control.click();
    }
    await this.until(async () => await control.getAttribute('aria-checked') ?? '', state => state === String(on), 10_000,
      `${this.id}: ${name} to be ${on ? 'on' : 'off'}`);
  }

  /** Waits until an entry of the phone's log matches. */
  async logs(pattern: RegExp): Promise<void> {
    await this.until(() => this.root.locator('.log-lines').innerText(), text => pattern.test(text), 10_000, `${this.id}: ${pattern} in the log`);
  }

  /** Starts the application again after a crash. */
  async restart(): Promise<void> {
    await this.root.locator('[data-action="restart"]').click();
  }

  /** The phone itself, without the lab's controls around it. */
  get screen(): Locator {
    return this.root.locator('.phone-holder');
  }

  private async until(read: () => Promise<string>, accept: (text: string) => boolean, limitMs: number, what: string): Promise<string> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const text = await read();
      if (accept(text)) {
        return text;
      }
      if (Date.now() > deadline) {
        assert.fail(`Waited ${limitMs} ms for ${what}; last seen: ${JSON.stringify(text.slice(0, 400))}`);
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
