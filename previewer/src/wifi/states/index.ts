import type { StateName } from '../messages.js';
import type { P2pCore } from '../P2pCore.js';
import { authorizingNegotiationRequest } from './authorizing.js';
import { disabled, disabling, enabling } from './disabled.js';
import { enabled } from './enabled.js';
import { groupFormation } from './groupFormation.js';
import { groupFormed } from './groupFormed.js';
import { groupJoin } from './groupJoin.js';
import { groupNegotiation } from './groupNegotiation.js';
import { groupOperating } from './groupOperating.js';
import { groupRemove } from './groupRemove.js';
import { idle } from './idle.js';
import { invitationReceived } from './invitationReceived.js';
import { invitationRequest } from './invitationRequest.js';
import { inviting } from './inviting.js';
import { provisionDiscovery } from './provisionDiscovery.js';
import type { P2pState } from './state.js';

/** Platform behaviour §3.1. */
export function createStates(core: P2pCore): Record<StateName, P2pState> {
  return {
    Disabled: disabled(core),
    Enabling: enabling(core),
    Disabling: disabling(core),
    Enabled: enabled(core),
    Idle: idle(core),
    GroupOperating: groupOperating(core),
    GroupRemove: groupRemove(core),
    GroupFormation: groupFormation(core),
    ProvisionDiscovery: provisionDiscovery(core),
    GroupNegotiation: groupNegotiation(core),
    AuthorizingNegotiationRequest: authorizingNegotiationRequest(core),
    GroupFormed: groupFormed(core),
    GroupJoin: groupJoin(core),
    Inviting: inviting(core),
    InvitationRequest: invitationRequest(core),
    InvitationReceived: invitationReceived(core),
  };
}
