import type { P2pMessage, StateName } from '../messages.js';
import type { State } from '../StateMachine.js';

export type P2pState = State<P2pMessage, StateName>;

/** A message that the state knows and does nothing about, so that its parents do not see it either. */
export function drop(): void {}
