import { businessError } from '../businessError.js';
import type { KitHost } from '../KitHost.js';
import { partialKit } from '../partialKit.js';
import type { Component } from './Component.js';
import { MATCH_PATTERN, On } from './On.js';
import { Screen } from './Screen.js';

const ASSERTION_FAILED = 17000003;
const KEY_BACK = 2;
const KEY_ENTER = 2054;
const POLL_INTERVAL = 50;

/** UiTest: `Driver`, `ON` and their constants. Calls with coordinates have no meaning here and throw 801. */
export function createUiTest(host: KitHost): object {
  const screen = new Screen(host);

  class Driver {
    static create(): Driver {
      return partialKit('Driver', new Driver());
    }

    async delayMs(duration: number): Promise<void> {
      await screen.delay(duration);
    }

    async findComponent(on: On): Promise<Component | null> {
      await screen.settle();
      const found = screen.find(on)[0];
      return found === undefined ? null : screen.component(found);
    }

    async findComponents(on: On): Promise<Component[]> {
      await screen.settle();
      return screen.find(on).map(node => screen.component(node));
    }

    async waitForComponent(on: On, time: number): Promise<Component | null> {
      const end = screen.now() + time;
      for (;;) {
        const found = await this.findComponent(on);
        if (found !== null || screen.now() >= end) {
          return found;
        }
        await screen.delay(POLL_INTERVAL);
      }
    }

    async assertComponentExist(on: On): Promise<void> {
      if (await this.findComponent(on) === null) {
        throw businessError(ASSERTION_FAILED, 'Component does not exist on the screen.');
      }
    }

    async pressBack(): Promise<void> {
      screen.input({ kind: 'back' });
      await screen.settle();
    }

    async triggerKey(keyCode: number): Promise<void> {
      if (keyCode === KEY_BACK) {
        await this.pressBack();
      } else if (keyCode === KEY_ENTER) {
        screen.submit();
        await screen.settle();
      } else {
        throw businessError(801, `Key ${keyCode} is not provided by the previewer.`);
      }
    }

    async waitForIdle(idleTime: number, timeout: number): Promise<boolean> {
      await screen.delay(Math.min(idleTime, timeout));
      await screen.settle();
      return true;
    }

    async wakeUpDisplay(): Promise<void> {
      await screen.settle();
    }
  }

  return {
    Driver: partialKit('Driver', Driver),
    ON: partialKit('ON', new On()),
    MatchPattern: MATCH_PATTERN,
    DisplayRotation: { ROTATION_0: 0, ROTATION_90: 1, ROTATION_180: 2, ROTATION_270: 3 },
    UiDirection: { LEFT: 0, RIGHT: 1, UP: 2, DOWN: 3 },
  };
}
