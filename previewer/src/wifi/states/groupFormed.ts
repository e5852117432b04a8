import { resumeSystemDiscovery, startDiscovery } from '../discovery.js';
import { rememberMember, watchIdleGroup } from '../groupLife.js';
import type { P2pMessage } from '../messages.js';
import type { P2pCore } from '../P2pCore.js';
import { DeviceStatus, unknownDevice } from '../PeerList.js';
import { deleteNetworks } from './groupOperating.js';
import { drop, type P2pState } from './state.js';

const ALL = -1;

/** A group is up, with this device as its owner or as a client. */
export function groupFormed(core: P2pCore): P2pState {
  const operate = (message: P2pMessage): void => {
    core.defer(message);
    core.switchTo('GroupOperating');
  };
  return {
    parent: 'GroupFormation',
    enter: () => {
      core.timers.stop('exceptionTimeout');
      resumeSystemDiscovery(core);
    },
    on: {
      removeGroup: operate,
      disable: operate,
      deletePersistentGroup: message => {
        const { networkId } = message;
        const isRunning = networkId === core.group?.networkId || networkId === ALL;
        return isRunning ? operate(message) : deleteNetworks(core, networkId);
      },
      groupRemoved: message => (message.interfaceName === core.group?.interfaceName ? operate(message) : undefined),
      idleGroupTimeout: () => operate({ kind: 'removeGroup' }),
      createGroup: drop,
      cancelConnect: drop,
      exceptionTimeout: drop,
      discover: () => startDiscovery(core),
      connect: ({ config }) => {
        if (core.peers.find(config.deviceAddress) !== undefined) {
          const address = config.deviceAddress;
          core.target = { address, method: 'pushButton', persistent: false, approach: { kind: 'join' } };
          core.switchTo('InvitationRequest');
        }
      },
      provisionDiscoveryRequest: async ({ address, method }) => {
        const group = core.group;
        if (group?.isOwner !== true) {
          return;
        }
        if (core.invited.delete(address)) {
          const { interfaceName } = group;
          await core.request({ kind: 'wpsPushButton', interfaceName, peerAddress: address });
          return;
        }
        core.target = { address, method, persistent: false, approach: { kind: 'join' } };
        core.switchTo('GroupJoin');
      },
      stationConnected: ({ deviceAddress, interfaceAddress }) =>
        addClient(core, deviceAddress ?? interfaceAddress),
      stationDisconnected: ({ deviceAddress, interfaceAddress }) =>
        removeClient(core, deviceAddress ?? interfaceAddress, () => operate({ kind: 'removeGroup' })),
      channelSwitched: ({ interfaceName, frequency }) => {
        if (core.group?.interfaceName === interfaceName) {
          core.group.frequency = frequency;
        }
      },
      leaseFailed: ({ interfaceName }) => {
        if (core.group?.interfaceName === interfaceName && core.group.gcIpAddress === '') {
          operate({ kind: 'removeGroup' });
        }
      },
    },
  };
}

async function addClient(core: P2pCore, address: string): Promise<void> {
  const group = core.group;
  if (group === undefined) {
    return;
  }
  core.timers.stop('idleGroupTimeout');
  rememberMember(core, address);
  core.peers.setStatus(address, DeviceStatus.CONNECTED);
  const client = core.peers.find(address)?.device ?? unknownDevice(address, DeviceStatus.CONNECTED);
  group.clients = [...group.clients.filter(other => other.deviceAddress !== address), client];
  if (group.isPersistent && core.peers.find(address) !== undefined) {
    await core.refreshNetworks();
    core.publishPersistentGroups();
  }
  core.publishPeers();
  core.publishLinked(core.linked);
}

function removeClient(core: P2pCore, address: string, removeGroup: () => void): void {
  const group = core.group;
  if (group === undefined) {
    return;
  }
  group.clients = group.clients.filter(other => other.deviceAddress !== address);
  core.peers.setStatus(address, DeviceStatus.AVAILABLE);
  core.publishPeers();
  core.peers.remove(address);
  if (group.clients.length > 0 || group.isExplicit) {
    core.publishLinked(core.linked);
    if (group.clients.length === 0) {
      watchIdleGroup(core);
    }
    return;
  }
  removeGroup();
}
