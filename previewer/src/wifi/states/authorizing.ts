import { askUser, type Answer } from '../askUser.js';
import { yieldToConnection } from '../discovery.js';
import type { P2pCore } from '../P2pCore.js';
import { DeviceStatus } from '../PeerList.js';
import type { P2pState } from './state.js';

/** A peer wants to negotiate a group; the person is asked. */
export function authorizingNegotiationRequest(core: P2pCore): P2pState {
  const question = askUser(core, () => core.target);
  const refuse = async (): Promise<void> => {
    const target = core.target;
    if (target !== undefined) {
      await core.request({ kind: 'reject', address: target.address });
      core.peers.setStatus(target.address, DeviceStatus.AVAILABLE);
      core.publishPeers();
    }
    core.switchTo('Idle');
  };
  const accept = async (answer: Answer): Promise<void> => {
    const target = core.target;
    if (target === undefined) {
      return;
    }
    core.target = { ...target, pin: answer.pin };
    core.creatorUid = 0;
    await yieldToConnection(core);
    core.peers.setStatus(target.address, DeviceStatus.INVITED);
    core.publishPeers();
    core.switchTo('GroupNegotiation');
  };
  return {
    parent: 'GroupFormation',
    enter: question.open,
    exit: question.close,
    on: {
      dialogAnswered: message => question.answer(message, accept, refuse),
      dialogTimeout: refuse,
    },
  };
}
