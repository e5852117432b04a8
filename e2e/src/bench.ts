import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { startLab, type RunningLab } from './lab.js';
import { Phone } from './Phone.js';

/** A running lab, a browser on its page, and the phones on it. */
export interface Bench {
  lab: RunningLab;
  page: Page;
  phones: [Phone, Phone];
  close(): Promise<void>;
}

export async function openBench(...args: string[]): Promise<Bench> {
  const lab = await startLab(...args);
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(lab.url);
    const phones: [Phone, Phone] = [new Phone(page, 'phone-1'), new Phone(page, 'phone-2')];
    await Promise.all(phones.map(phone => phone.appears('tabGroup', 30_000)));
    const opened = browser;
    return {
      lab,
      page,
      phones,
      close: async () => {
        await opened.close();
        await lab.stop();
      },
    };
  } catch (error) {
    await browser?.close();
    await lab.stop();
    throw error;
  }
}
