import { resumeSystemDiscovery, startDiscovery, stopDiscovery } from '../discovery.js';
import { notLinked, type P2pCore, P2pState as Published } from '../P2pCore.js';
import { DeviceStatus } from '../PeerList.js';
import type { P2pState } from './state.js';

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
      exceptionTimeout: () => core.switchTo('Idle'),
    },
  };
}

async function nameDevice(core: P2pCore): Promise<void> {
  await core.request({ kind: 'setDeviceName', name: core.deviceName });
  await core.request({ kind: 'setSsidPostfix', postfix: `-${core.deviceName}` });
}
