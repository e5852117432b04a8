import { askUser } from '../askUser.js';
import { yieldToConnection } from '../discovery.js';
import type { P2pCore } from '../P2pCore.js';
import { drop, type P2pState } from './state.js';

/** A peer wants to join the own group; the person is asked, and meanwhile everything else about the group is lost. */
export function groupJoin(core: P2pCore): P2pState {
  const question = askUser(core, () => core.target);
  const refuse = async (): Promise<void> => core.switchTo('GroupFormed');
  const accept = async (): Promise<void> => {
    const interfaceName = core.group?.interfaceName;
    if (interfaceName !== undefined && core.target !== undefined) {
      await yieldToConnection(core);
      await core.request({ kind: 'wpsPushButton', interfaceName, peerAddress: core.target.address });
    }
    core.switchTo('GroupFormed');
  };
  return {
    parent: 'Enabled',
    enter: question.open,
    exit: question.close,
    on: {
      dialogAnswered: message => question.answer(message, accept, refuse),
      dialogTimeout: refuse,
      createGroup: drop,
      removeGroup: drop,
      connect: drop,
      cancelConnect: drop,
      groupRemoved: message => {
        core.defer(message);
        core.switchTo('GroupFormed');
      },
      stationConnected: drop,
      stationDisconnected: drop,
    },
  };
}
