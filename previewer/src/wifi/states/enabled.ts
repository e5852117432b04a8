import { resumeSystemDiscovery, startDiscovery, stopDiscovery } from '../discovery.js';
import { announceEnd } from '../groupLife.js';
import { notLinked, type P2pCore, P2pState as Published } from '../P2pCore.js';
import { DeviceStatus } from '../PeerList.js';
import type { P2pState } from './state.js';

/** Values of `status` in a failed connect: authentication refused, four-way handshake timed out. */
const REFUSED_CREDENTIALS = [2, 15];

export function enabled(core: P2pCore): P2pState {
  return {
    enter: async () => {
      const status = await core.request({ kind: 'status' });
      core.deviceAddress = (status.ok ? status.address : undefined) ?? core.deviceAddress;
      core.groupAliases.ensure(core.deviceAddress);
      await nameDevice(core);
      await core.refreshNetworks();
      core.publishLinked(notLinked);
      core.publishOwnDevice(DeviceStatus.AVAILABLE);
      core.publishPersistentGroups();
      core.publishState(Published.STARTED);
    },
    exit: () => {
      core.timers.stop('exceptionTimeout');
      core.timers.stop('aliasTimeout');
      core.publishState(Published.CLOSING);
      core.publishDiscovery(false);
    },
    on: {
      discover: () => startDiscovery(core),
      stopDiscover: () => stopDiscovery(core),
      disable: () => core.switchTo('Disabling'),
      deviceFound: found => {
        core.aliases.ensure(found.address);
        core.peers.put(found);
        core.publishPeers();
      },
      deviceLost: ({ address }) => {
        if (core.peers.remove(address)) {
          core.publishPeers();
        }
      },
      findStopped: () => {
        if (core.isDiscovering) {
          core.publishDiscovery(false);
        }
        resumeSystemDiscovery(core);
      },
      rename: async ({ name }) => {
        core.deviceName = name;
        await nameDevice(core);
        core.publishOwnDevice(core.deviceStatus);
      },
      groupStarted: async ({ interfaceName }) => {
        await core.request({ kind: 'groupRemove', interfaceName });
      },
      leaseObtained: ({ interfaceName, lease }) => {
        if (core.group?.interfaceName === interfaceName) {
          core.group.goIpAddress = lease.serverAddress;
          core.group.gcIpAddress = lease.address;
          core.publishLinked({ connectState: 1, isGroupOwner: false, groupOwnerAddr: lease.serverAddress });
          core.timers.start('leaseRenewal');
        }
      },
      leaseRenewal: () => {
        core.publishLinked(core.linked);
        core.timers.start('leaseRenewal');
      },
      connectFailed: ({ status }) => (REFUSED_CREDENTIALS.includes(status) ? forgetStoredGroup(core) : undefined),
      terminating: () => {
        if (core.group !== undefined) {
          announceEnd(core);
        }
        core.switchTo('Disabling');
      },
      exceptionTimeout: () => core.switchTo('Idle'),
    },
  };
}

/** Platform behaviour §2.4. */
async function forgetStoredGroup(core: P2pCore): Promise<void> {
  if (core.target?.approach.kind === 'rejoin') {
    await core.request({ kind: 'removeNetwork', networkId: core.target.approach.networkId });
    await core.refreshNetworks();
    core.publishPersistentGroups(2);
  }
}

async function nameDevice(core: P2pCore): Promise<void> {
  await core.request({ kind: 'setDeviceName', name: core.deviceName });
  await core.request({ kind: 'setSsidPostfix', postfix: `-${core.deviceName}` });
}
