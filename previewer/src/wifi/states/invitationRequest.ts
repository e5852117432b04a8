import { InvitationStatus } from '../../supplicant/events.js';
import type { P2pCore } from '../P2pCore.js';
import { DeviceStatus } from '../PeerList.js';
import { drop, type P2pState } from './state.js';

/** A peer is invited into the group that runs. */
export function invitationRequest(core: P2pCore): P2pState {
  const back = (): void => core.switchTo('GroupFormed');
  const invite = async (): Promise<void> => {
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
  };
  return {
    parent: 'Inviting',
    enter: invite,
    exit: () => core.timers.stop('invitationTimeout'),
    on: {
      invitationResult: async ({ status }) => {
        if (status === InvitationStatus.UNKNOWN_GROUP && (await forgetClient(core))) {
          await invite();
        } else {
          back();
        }
      },
      invitationTimeout: async () => {
        await core.request({ kind: 'cancelConnect' });
        back();
      },
      groupRemoved: message => {
        core.defer(message);
        back();
      },
      leaseFailed: message => core.defer(message),
      provisionDiscoveryRequest: message => core.defer(message),
      createGroup: drop,
      removeGroup: drop,
      connect: drop,
      stationConnected: drop,
      stationDisconnected: drop,
    },
  };
}

/** The peer has lost a stored group: it is no longer a client of it. False when it was none. */
async function forgetClient(core: P2pCore): Promise<boolean> {
  const removeClient = core.target?.address ?? '';
  const stored = core.networks.find(network => network.networkId === core.group?.networkId);
  if (stored?.clients.includes(removeClient) !== true) {
    return false;
  }
  await core.request({ kind: 'setNetwork', networkId: stored.networkId, removeClient });
  await core.refreshNetworks();
  return true;
}
