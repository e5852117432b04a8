import { groupInterface, pause, type Station } from './Station.js';

const STARTED = /P2P-GROUP-STARTED/;
const JOIN_SECONDS = 60;

/** Starts an autonomous group and returns its interface. */
export async function own(owner: Station, ...options: string[]): Promise<string> {
  const started = owner.event(STARTED, 20);
  await owner.command('p2p_group_add', ...options);
  return groupInterface(await started);
}

/** Provision discovery, then the join, then the owner's button: the order of OpenHarmony's state machine. */
export async function join(client: Station, owner: Station, ownerInterface: string): Promise<string> {
  await client.finds(owner);
  const asked = owner.event(/P2P-PROV-DISC-PBC-REQ/, JOIN_SECONDS);
  const started = client.event(STARTED, JOIN_SECONDS);
  await client.command('p2p_connect', owner.address, 'pbc', 'join');
  await asked;
  await owner.commandTo(ownerInterface, 'wps_pbc', `p2p_dev_addr=${client.address}`);
  return groupInterface(await started);
}

/** Ends all groups and forgets what was found and begun. */
export async function reset(stations: readonly Station[]): Promise<void> {
  for (const station of stations) {
    await station.command('p2p_group_remove', '*');
    await station.command('p2p_cancel');
    await station.command('p2p_stop_find');
    await station.command('p2p_flush');
  }
  await pause(2000);
}
