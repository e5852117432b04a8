import { failConnect } from '../connectFailure.js';
import type { P2pCore } from '../P2pCore.js';
import type { P2pState } from './state.js';

export function provisionDiscovery(core: P2pCore): P2pState {
  return {
    parent: 'GroupFormation',
    enter: async () => {
      const target = core.target;
      if (target === undefined) {
        return;
      }
      const { address, method, approach } = target;
      const join = approach.kind === 'join';
      const reply = await core.request({ kind: 'provisionDiscovery', address, method, join });
      if (!reply.ok) {
        await failConnect(core);
      }
    },
    on: {
      provisionDiscoveryResponse: ({ address }) => {
        if (address === core.target?.address) {
          core.switchTo('GroupNegotiation');
        }
      },
      provisionDiscoveryFailure: ({ address }) => (address === core.target?.address ? failConnect(core) : undefined),
    },
  };
}
