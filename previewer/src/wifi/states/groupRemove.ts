import type { P2pCore } from '../P2pCore.js';
import { drop, type P2pState } from './state.js';

/** The supplicant was told to remove the group and has not reported it removed. */
export function groupRemove(core: P2pCore): P2pState {
  return {
    parent: 'GroupOperating',
    on: {
      removeGroup: drop,
      disable: message => core.defer(message),
      deletePersistentGroup: message => core.defer(message),
    },
  };
}
