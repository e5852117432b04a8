import type { P2pCore } from './P2pCore.js';
import { DISCOVERY_SECONDS } from './Timers.js';

export async function startDiscovery(core: P2pCore): Promise<void> {
  core.timers.stop('aliasTimeout');
  const reply = await core.request({ kind: 'find', timeoutSeconds: DISCOVERY_SECONDS });
  if (reply.ok) {
    core.publishDiscovery(true);
  }
}

export async function stopDiscovery(core: P2pCore): Promise<void> {
  await core.request({ kind: 'stopFind' });
  core.publishDiscovery(false);
}

/** Ends the find, which a connection would disturb. */
export async function yieldToConnection(core: P2pCore): Promise<void> {
  await core.request({ kind: 'stopFind' });
  if (core.isDiscovering) {
    core.publishDiscovery(false);
  }
}

/** The system's own page keeps the device discovering wherever that is possible. */
export function resumeSystemDiscovery(core: P2pCore): void {
  if (core.isSystemPageOpen && !core.isDiscovering) {
    core.post({ kind: 'discover' });
  }
}
