import { endGroup } from '../groupLife.js';
import { type P2pCore, P2pState as Published } from '../P2pCore.js';
import type { P2pState } from './state.js';

export function disabled(core: P2pCore): P2pState {
  return {
    on: {
      enable: () => core.switchTo('Enabling'),
      rename: ({ name }) => {
        core.deviceName = name;
      },
    },
  };
}

export function enabling(core: P2pCore): P2pState {
  const fail = (): void => {
    core.publishState(Published.CLOSED);
    core.switchTo('Disabled');
  };
  return {
    enter: () => {
      core.timers.start('enableTimeout');
      core.publishState(Published.STARTING);
      void core.request({ kind: 'start' }).then(reply => core.post({ kind: 'supplicantUp', isUp: reply.ok }));
    },
    exit: () => core.timers.stop('enableTimeout'),
    on: {
      supplicantUp: ({ isUp }) => (isUp ? core.switchTo('Idle') : fail()),
      enableTimeout: fail,
      disable: async () => {
        await core.request({ kind: 'stop' });
        fail();
      },
    },
  };
}

export function disabling(core: P2pCore): P2pState {
  const finish = (): void => {
    core.publishState(Published.IDLE);
    core.publishState(Published.CLOSED);
    core.switchTo('Disabled');
  };
  return {
    enter: () => {
      core.timers.start('disableTimeout');
      void core.request({ kind: 'stop' }).then(() => core.post({ kind: 'supplicantDown' }));
    },
    exit: () => {
      core.timers.stop('disableTimeout');
      endGroup(core);
      core.peers.clear();
      core.aliases.clear();
      core.networks = [];
      core.target = undefined;
    },
    on: {
      supplicantDown: finish,
      disableTimeout: finish,
      enable: message => core.defer(message),
    },
  };
}
