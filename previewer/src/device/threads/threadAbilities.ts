import { createApplicationContext } from '../../kits/abilityContext.js';
import { notProvided } from '../../kits/businessError.js';
import type { AbilityPort, KitHost } from '../../kits/KitHost.js';

/** What a worker has of abilities: the application's context, and no ability. */
export function createThreadAbilities(host: () => KitHost): AbilityPort {
  let context: object | undefined;
  const refuse = (): never => {
    throw notProvided('An ability in a worker');
  };
  const refuseLater = async (): Promise<never> => refuse();
  return {
    top: undefined,
    stateOf: refuse,
    start: refuseLater,
    terminate: refuseLater,
    background: refuseLater,
    foreground: refuseLater,
    onState: refuse,
    loadPage: refuse,
    get applicationContext() {
      context ??= createApplicationContext(host());
      return context;
    },
  };
}
