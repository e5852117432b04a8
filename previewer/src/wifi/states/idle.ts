import { chooseApproach } from '../approach.js';
import { resumeSystemDiscovery, stopDiscovery, yieldToConnection } from '../discovery.js';
import { beginGroup, endGroup } from '../groupLife.js';
import type { ConnectPeer } from '../messages.js';
import type { P2pCore } from '../P2pCore.js';
import { DeviceStatus, type Peer } from '../PeerList.js';
import { CONNECT_RETRY } from '../Timers.js';
import type { WpsMethod } from '../../supplicant/commands.js';
import type { P2pState } from './state.js';

const NAME_BYTES = 32;
const STARTED_WHILE_IDLE = -999;
const TEMPORARY = -1;
const NO_ADDRESS = '00:00:00:00:00:00';

export function idle(core: P2pCore): P2pState {
  return {
    parent: 'Enabled',
    enter: async () => {
      core.timers.stop('exceptionTimeout');
      core.timers.start('aliasTimeout');
      core.target = undefined;
      await removeLeftOvers(core);
      core.publishPersistentGroups();
      resumeSystemDiscovery(core);
    },
    exit: () => core.timers.start('exceptionTimeout'),
    on: {
      connect: message => connect(core, message),
      createGroup: message => {
        core.defer(message);
        core.switchTo('GroupOperating');
      },
      deletePersistentGroup: message => {
        core.defer(message);
        core.switchTo('GroupOperating');
      },
      stopDiscover: async () => {
        await stopDiscovery(core);
        await core.request({ kind: 'flush' });
      },
      goNegotiationRequest: ({ address, method }) => {
        core.target = { address, method, persistent: false, approach: { kind: 'negotiate' } };
        core.switchTo('AuthorizingNegotiationRequest');
      },
      invitationReceived: ({ ownerAddress, persistent }) => {
        if (core.peers.find(ownerAddress) !== undefined) {
          core.target = { address: ownerAddress, method: 'pushButton', persistent, approach: { kind: 'join' } };
          core.switchTo('InvitationReceived');
        }
      },
      groupStarted: async started => {
        core.creatorUid = 0;
        await beginGroup(core, started, { isExplicit: false, isPersistent: started.persistent });
        const group = core.group;
        if (group === undefined) {
          return;
        }
        group.networkId = group.isPersistent ? group.networkId : STARTED_WHILE_IDLE;
        core.publishPersistentGroups(group.isPersistent ? 1 : 0);
        if (core.peers.find(started.ownerAddress) !== undefined) {
          core.peers.setStatus(started.ownerAddress, DeviceStatus.CONNECTED);
          core.publishPeers();
        }
        core.publishOwnDevice(DeviceStatus.CONNECTED);
        core.publishLinked(core.linked);
        core.switchTo('GroupFormed');
      },
      aliasTimeout: () => core.aliases.clear(),
    },
  };
}

async function connect(core: P2pCore, message: ConnectPeer): Promise<void> {
  core.timers.stop('aliasTimeout');
  const { config, retriesLeft } = message;
  const { deviceAddress: address, groupName: ssid, passphrase } = config;
  if (Buffer.byteLength(ssid) > NAME_BYTES) {
    return;
  }
  const persistent = config.netId !== TEMPORARY;
  if (core.settings.credentialJoin && address === NO_ADDRESS && ssid !== '' && passphrase !== '') {
    core.target = { address, method: 'pushButton', persistent, approach: { kind: 'credentials', ssid, passphrase } };
    await yieldToConnection(core);
    core.switchTo('GroupNegotiation');
    return;
  }
  const peer = core.peers.find(address);
  if (peer === undefined) {
    if (retriesLeft > 0) {
      const again = { ...message, retriesLeft: retriesLeft - 1 };
      core.timers.delay(CONNECT_RETRY.milliseconds, () => core.post(again));
    }
    return;
  }
  const approach = chooseApproach(peer, config, core.networks);
  core.target = { address, method: methodFor(peer), persistent, approach };
  core.peers.setStatus(address, DeviceStatus.INVITED);
  core.publishPeers();
  await yieldToConnection(core);
  const needsProvision = approach.kind === 'join' || approach.kind === 'negotiate';
  core.switchTo(needsProvision ? 'ProvisionDiscovery' : 'GroupNegotiation');
}

function methodFor(peer: Peer): WpsMethod {
  return peer.methods.length === 0 || peer.methods.includes('pushButton') ? 'pushButton' : 'keypad';
}

/** A creation that timed out, and any group that the supplicant runs and the state machine has given up. */
async function removeLeftOvers(core: P2pCore): Promise<void> {
  const { creation } = core;
  core.creation = undefined;
  endGroup(core);
  await core.request({ kind: 'groupRemove', interfaceName: '*' });
  if (creation?.newNetwork !== undefined && creation.networkId !== undefined) {
    await core.request({ kind: 'removeNetwork', networkId: creation.networkId });
  }
}
