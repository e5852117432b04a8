import { failConnect } from '../connectFailure.js';
import type { P2pCore } from '../P2pCore.js';
import { drop, type P2pState } from './state.js';

/** What the states on the way into a group have in common. */
export function groupFormation(core: P2pCore): P2pState {
  return {
    parent: 'Enabled',
    on: {
      discover: drop,
      cancelConnect: async () => {
        await core.request({ kind: 'cancelConnect' });
        await failConnect(core);
      },
    },
  };
}
