import { endGroup } from './groupLife.js';
import { notLinked, type P2pCore } from './P2pCore.js';

/** A connection attempt came to nothing (platform behaviour §2.3): nobody hears why, and discovery restarts. */
export async function failConnect(core: P2pCore): Promise<void> {
  const approach = core.target?.approach.kind;
  if (core.group !== undefined) {
    await core.request({ kind: 'groupRemove', interfaceName: core.group.interfaceName });
  } else if (approach === 'rejoin' || approach === 'credentials') {
    await core.request({ kind: 'groupRemove', interfaceName: '*' });
  }
  endGroup(core);
  core.publishLinked(notLinked);
  if (core.target !== undefined && core.peers.remove(core.target.address)) {
    core.publishPeers();
  }
  await core.request({ kind: 'flush' });
  core.switchTo('Idle');
  core.post({ kind: 'discover' });
}
