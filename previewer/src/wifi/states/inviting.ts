import { failConnect } from '../connectFailure.js';
import type { P2pCore } from '../P2pCore.js';
import { drop, type P2pState } from './state.js';

/** What both ends of an invitation have in common: cancelling is a failed connect, also for a group that runs. */
export function inviting(core: P2pCore): P2pState {
  return {
    parent: 'Enabled',
    on: {
      discover: drop,
      cancelConnect: () => failConnect(core),
    },
  };
}
