import type { P2pCore } from '../P2pCore.js';
import { DeviceStatus } from '../PeerList.js';
import { drop, type P2pState } from './state.js';

/** A peer is invited into the group that runs. */
export function invitationRequest(core: P2pCore): P2pState {
  const back = (): void => core.switchTo('GroupFormed');
  return {
    parent: 'Inviting',
    enter: async () => {
      const interfaceName = core.group?.interfaceName;
      const peer = core.target?.address;
      if (interfaceName === undefined || peer === undefined) {
        return;
      }
      core.peers.setStatus(peer, DeviceStatus.INVITED);
      core.timers.start('invitationTimeout');
      core.invited.add(peer);
      const reply = await core.request({ kind: 'inviteToGroup', interfaceName, peer });
      if (!reply.ok) {
        back();
      }
    },
    exit: () => core.timers.stop('invitationTimeout'),
    on: {
      invitationResult: back,
      invitationTimeout: async () => {
        await core.request({ kind: 'cancelConnect' });
        back();
      },
      createGroup: drop,
      removeGroup: drop,
      connect: drop,
      stationConnected: drop,
      stationDisconnected: drop,
    },
  };
}
