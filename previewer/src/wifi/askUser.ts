import type { WpsMethod } from '../supplicant/commands.js';
import type { P2pCore } from './P2pCore.js';

/** Id of a question that is not shown; those of shown ones begin with 1. */
const UNSEEN = 0;

export interface Answer {
  id: number;
  accepted: boolean;
  pin?: string;
}

/** One system dialog about a peer: open for 30 s, closed with the state that asks (platform behaviour §2.5). */
export function askUser(
  core: P2pCore,
  subject: () => { address: string; method: WpsMethod; pin?: string } | undefined,
): {
  open: () => void;
  close: () => void;
  answer: (message: Answer, accept: (answer: Answer) => Promise<void>, refuse: () => Promise<void>) => Promise<void>;
} {
  let dialog: number | undefined;
  let pin: string | undefined;
  return {
    open: () => {
      const peer = subject();
      if (peer === undefined) {
        return;
      }
      pin = peer.method === 'display' ? newPin(core.random) : undefined;
      if (core.settings.dialogs === 'accepted') {
        dialog = UNSEEN;
        core.post({ kind: 'dialogAnswered', id: UNSEEN, accepted: true });
        return;
      }
      core.timers.start('dialogTimeout');
      const peerName = core.peers.find(peer.address)?.device.deviceName ?? peer.address;
      dialog = core.dialogs.show({ kind: peer.method, peerName, ...(pin === undefined ? {} : { pin }) });
    },
    close: () => {
      core.timers.stop('dialogTimeout');
      core.dialogs.close(dialog);
      dialog = undefined;
    },
    answer: async (message, accept, refuse) => {
      if (message.id === dialog) {
        await (message.accepted ? accept({ ...message, pin: message.pin ?? pin }) : refuse());
      }
    },
  };
}

function newPin(random: () => number): string {
  return String(Math.floor(random() * 1e8)).padStart(8, '0');
}
