import { frequencyOf } from '../band.js';
import { announceEnd, beginGroup, endGroup } from '../groupLife.js';
import { type GroupPlan, planGroup } from '../groupPlan.js';
import type { P2pCore } from '../P2pCore.js';
import { DeviceStatus } from '../PeerList.js';
import type { P2pConfig } from '../WifiApi.js';
import { UNHANDLED } from '../StateMachine.js';
import type { P2pState } from './state.js';

const ALL = -1;

/** A group is being created, removed or deleted. */
export function groupOperating(core: P2pCore): P2pState {
  return {
    parent: 'Enabled',
    exit: () => core.timers.stop('createGroupTimeout'),
    on: {
      createGroup: ({ config }) => create(core, config),
      groupStarted: async started => {
        const plan = core.creation;
        if (plan === undefined) {
          return UNHANDLED;
        }
        core.creation = undefined;
        await beginGroup(core, started, { isExplicit: plan.isExplicit, isPersistent: plan.persistent });
        await forgetTemporaryNetwork(core, plan);
        core.publishPersistentGroups(plan.persistentGroupChanges);
        core.publishOwnDevice(DeviceStatus.CONNECTED);
        core.publishLinked(core.linked);
        core.switchTo('GroupFormed');
      },
      groupRemoved: async ({ interfaceName }) => {
        if (core.group !== undefined && core.group.interfaceName !== interfaceName) {
          return;
        }
        if (core.isConnected) {
          announceEnd(core);
          await core.request({ kind: 'flush' });
        }
        endGroup(core);
        core.switchTo('Idle');
      },
      createGroupTimeout: () => core.switchTo('Idle'),
      removeGroup: () => removeRunning(core),
      deletePersistentGroup: async message => {
        const { networkId } = message;
        if (core.group !== undefined && (networkId === core.group.networkId || networkId === ALL)) {
          core.defer(message);
          await removeRunning(core);
          return;
        }
        await deleteNetworks(core, networkId);
        core.switchTo('Idle');
      },
      disable: message => {
        if (core.group === undefined) {
          return UNHANDLED;
        }
        core.defer(message);
        return removeRunning(core);
      },
    },
  };
}

export async function deleteNetworks(core: P2pCore, networkId: number): Promise<void> {
  for (const network of core.networks.filter(stored => networkId === ALL || stored.networkId === networkId)) {
    await core.request({ kind: 'removeNetwork', networkId: network.networkId });
  }
  await core.refreshNetworks();
}

async function create(core: P2pCore, config: P2pConfig): Promise<void> {
  const plan = planGroup(config, core.networks);
  if (plan === undefined || !(await execute(core, plan, frequencyFor(core, config)))) {
    core.switchTo('Idle');
    return;
  }
  core.timers.start('createGroupTimeout');
}

function frequencyFor(core: P2pCore, config: P2pConfig): number | undefined {
  return frequencyOf(config.goBand, core.settings.stationFrequency, core.random);
}

async function execute(core: P2pCore, plan: GroupPlan, frequency: number | undefined): Promise<boolean> {
  const networkId = await prepareNetwork(core, plan);
  core.creation = { ...plan, networkId };
  const reply = await core.request({ kind: 'groupAdd', persistent: plan.persistent, networkId, frequency });
  return reply.ok;
}

async function prepareNetwork(core: P2pCore, plan: GroupPlan): Promise<number | undefined> {
  if (plan.newNetwork !== undefined) {
    const { ssid, passphrase } = plan.newNetwork;
    const ownerAddress = core.deviceAddress;
    const reply = await core.request({ kind: 'addNetwork', ssid, passphrase, role: 'owner', ownerAddress });
    return reply.ok ? reply.networkId : undefined;
  }
  if (plan.stored !== undefined) {
    await core.request({ kind: 'setNetwork', ...plan.stored });
  }
  return plan.stored?.networkId;
}

async function forgetTemporaryNetwork(core: P2pCore, plan: GroupPlan & { networkId?: number }): Promise<void> {
  if (plan.newNetwork?.isTemporary === true && plan.networkId !== undefined) {
    await core.request({ kind: 'removeNetwork', networkId: plan.networkId });
    await core.refreshNetworks();
  }
}

async function removeRunning(core: P2pCore): Promise<void> {
  const group = core.group;
  if (group === undefined) {
    core.switchTo('Idle');
    return;
  }
  announceEnd(core);
  const reply = await core.request({ kind: 'groupRemove', interfaceName: group.interfaceName });
  await core.request({ kind: 'flush' });
  if (reply.ok) {
    core.switchTo('GroupRemove');
  } else {
    endGroup(core);
    core.switchTo('Idle');
  }
}
