import { askUser } from '../askUser.js';
import type { P2pCore } from '../P2pCore.js';
import { DeviceStatus } from '../PeerList.js';
import type { P2pState } from './state.js';

/** A group owner invites this device; the person is asked. */
export function invitationReceived(core: P2pCore): P2pState {
  const question = askUser(core, () => core.target);
  const refuse = async (): Promise<void> => core.switchTo('Idle');
  const accept = async (): Promise<void> => {
    if (core.target !== undefined) {
      core.creatorUid = 0;
      core.peers.setStatus(core.target.address, DeviceStatus.INVITED);
      core.publishPeers();
      core.switchTo('GroupNegotiation');
    }
  };
  return {
    parent: 'Inviting',
    enter: question.open,
    exit: question.close,
    on: {
      dialogAnswered: message => question.answer(message, accept, refuse),
      dialogTimeout: refuse,
    },
  };
}
