import type { SupplicantReply } from '../../supplicant/commands.js';
import { type GroupStarted, InvitationStatus } from '../../supplicant/events.js';
import { failConnect } from '../connectFailure.js';
import { beginGroup } from '../groupLife.js';
import type { P2pCore, Target } from '../P2pCore.js';
import { DeviceStatus } from '../PeerList.js';
import { drop, type P2pState } from './state.js';

/** Joining somebody else's group leaves nothing to negotiate. */
const JOINER_INTENT = 0;

export function groupNegotiation(core: P2pCore): P2pState {
  const attempt = async (): Promise<void> => {
    if (core.target === undefined || !(await pursue(core, core.target)).ok) {
      await failConnect(core);
    }
  };
  return {
    parent: 'GroupFormation',
    enter: attempt,
    exit: () => forgetCredentials(core),
    on: {
      removeGroup: async () => {
        if (core.target?.approach.kind === 'credentials') {
          await core.request({ kind: 'groupRemove', interfaceName: '*' });
          core.switchTo('Idle');
        }
      },
      goNegotiationSuccess: drop,
      groupFormationSuccess: drop,
      groupFormationFailure: drop,
      groupStarted: started => start(core, started),
      goNegotiationFailure: () => failConnect(core),
      groupRemoved: () => failConnect(core),
      invitationResult: async ({ status }) => {
        if (status === InvitationStatus.SUCCESS || status === InvitationStatus.NO_COMMON_CHANNELS) {
          return;
        }
        if (status === InvitationStatus.UNKNOWN_GROUP || status === InvitationStatus.UNAVAILABLE) {
          await connectAfresh(core, status);
          return;
        }
        await failConnect(core);
      },
    },
  };
}

async function pursue(core: P2pCore, target: Target): Promise<SupplicantReply> {
  const { address, method, pin, persistent, approach } = target;
  switch (approach.kind) {
    case 'join':
    case 'negotiate': {
      const join = approach.kind === 'join';
      const goIntent = join ? JOINER_INTENT : core.settings.groupOwnerIntent;
      return core.request({ kind: 'connect', address, method, pin, join, goIntent, persistent });
    }
    case 'rejoin':
      return core.request({ kind: 'groupAdd', persistent: true, networkId: approach.networkId });
    case 'revive':
      return core.request({ kind: 'invitePersistent', networkId: approach.networkId, peer: address });
    case 'credentials': {
      const { ssid, passphrase } = approach;
      const network = await core.request({ kind: 'addNetwork', ssid, passphrase, role: 'client', ownerAddress: '' });
      const networkId = network.ok ? network.networkId : undefined;
      core.target = { ...target, approach: { ...approach, networkId } };
      return core.request({ kind: 'groupAdd', persistent: true, networkId });
    }
  }
}

/** The network block of a join by name and passphrase serves that join only. */
function forgetCredentials(core: P2pCore): void {
  const approach = core.target?.approach;
  if (approach?.kind === 'credentials' && approach.networkId !== undefined) {
    void core.request({ kind: 'removeNetwork', networkId: approach.networkId }).then(() => core.refreshNetworks());
  }
}

/** The peer does not have the stored group, or cannot start it: a new one is negotiated. */
async function connectAfresh(core: P2pCore, status: number): Promise<void> {
  const target = core.target;
  if (target?.approach.kind !== 'revive') {
    return;
  }
  if (status === InvitationStatus.UNKNOWN_GROUP) {
    const { networkId } = target.approach;
    const isOwner = core.networks.some(network => network.networkId === networkId && network.role === 'owner');
    await core.request(
      isOwner
        ? { kind: 'setNetwork', networkId, removeClient: target.address }
        : { kind: 'removeNetwork', networkId },
    );
    await core.refreshNetworks();
  }
  core.target = { ...target, persistent: false, approach: { kind: 'negotiate' } };
  core.switchTo('ProvisionDiscovery');
}

async function start(core: P2pCore, started: GroupStarted): Promise<void> {
  await beginGroup(core, started, { isExplicit: false, isPersistent: started.persistent });
  core.publishPersistentGroups(started.persistent ? 1 : 0);
  if (started.role === 'client') {
    core.peers.setStatus(started.ownerAddress, DeviceStatus.CONNECTED);
    core.publishPeers();
  }
  core.switchTo('GroupFormed');
}
