import type { KitHost } from './KitHost.js';
import { createAbilityDelegatorRegistry } from './abilityDelegator.js';
import { partialKit } from './partialKit.js';
import { createUiTest } from './uitest/Driver.js';

/** `@kit.TestKit`: UiTest and the ability delegator. */
export function createTestKit(host: KitHost): object {
  return partialKit('TestKit', {
    __esModule: true,
    ...createUiTest(host),
    abilityDelegatorRegistry: createAbilityDelegatorRegistry(host),
  });
}
