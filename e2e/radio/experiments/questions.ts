import { join, own, reset } from './groups.js';
import { groupInterface, pause, Station } from './Station.js';
import { Transcript } from './Transcript.js';

export interface Question {
  file: string;
  text: string;
  /** How many radios it needs; it has them to itself. */
  radios: number;
  /** Takes minutes in which hardly anything is said: runs beside the others. */
  isSlow?: boolean;
  run(stations: Station[], transcript: Transcript): Promise<void>;
}

/** The range of the radios of one question, told by the number of the first. */
export function rangeOf(firstRadio: number): number {
  return 1 << (firstRadio + 1);
}

const ENDED = /P2P-(GO-NEG-FAILURE|GROUP-STARTED|GROUP-FORMATION-FAILURE|GROUP-REMOVED)/;
const STARTED = /P2P-GROUP-STARTED/;

export const questions: Question[] = [
  { file: 'client-elsewhere', text: 'C wants to connect to B, which is a client in the group of A.', radios: 3, run: clientElsewhere },
  { file: 'three-joiners', text: 'B, C and D want to join the group of A at once.', radios: 4, run: threeJoiners },
  { file: 'client-out-of-range-silent', text: 'B, a client of A, goes out of range; nobody sends anything.', radios: 2, isSlow: true, run: outOfRange('silent') },
  { file: 'client-out-of-range-traffic', text: 'B, a client of A, goes out of range; A goes on sending.', radios: 2, isSlow: true, run: outOfRange('traffic') },
  { file: 'client-out-of-range-returns', text: 'B, a client of A, goes out of range, comes back and joins again.', radios: 2, isSlow: true, run: outOfRange('returns') },
  { file: 'invitation-unattended', text: 'A invites B, where nobody answers.', radios: 2, run: invitationUnattended },
  { file: 'forgotten-group', text: 'A and B had a persistent group, and one of them has forgotten it.', radios: 2, run: forgottenGroup },
];

async function clientElsewhere([a, b, c]: Station[], transcript: Transcript): Promise<void> {
  if (a === undefined || b === undefined || c === undefined) {
    return;
  }
  const group = await own(a);
  await join(b, a, group);
  transcript.note('what C sees');
  await c.finds(a);
  await pause(6000);
  await c.command('p2p_peer', b.address);
  await c.command('p2p_stop_find');
  transcript.note('C asks B by provision discovery; B neither finds nor listens');
  const provision = c.event(/P2P-PROV-DISC-(FAILURE|PBC-RESP)/, 20);
  await c.command('p2p_prov_disc', b.address, 'pbc');
  await provision;
  transcript.note('C connects to B; B neither finds nor listens');
  const refused = c.event(ENDED, 30);
  await c.command('p2p_connect', b.address, 'pbc', 'go_intent=6');
  await refused;
  await c.command('p2p_cancel');
  transcript.note('B discovers; C asks by provision discovery, then connects; the person at B does nothing');
  await b.command('p2p_find', '120');
  await c.finds(b);
  const answered = c.event(/P2P-PROV-DISC-(FAILURE|PBC-RESP)/, 20);
  await c.command('p2p_prov_disc', b.address, 'pbc');
  await answered;
  const asked = b.event(/P2P-GO-NEG-REQUEST/, 20);
  await c.command('p2p_connect', b.address, 'pbc', 'go_intent=6');
  await asked;
  transcript.note('the person at B accepts after all');
  const formed = [b.event(ENDED, 30), c.event(ENDED, 30)];
  await b.command('p2p_connect', c.address, 'pbc', 'go_intent=6');
  await Promise.all(formed);
  await pause(3000);
  await b.command('interface');
}

async function threeJoiners(stations: Station[], transcript: Transcript): Promise<void> {
  const [a, ...joiners] = stations;
  if (a === undefined) {
    return;
  }
  const group = await own(a);
  for (const joiner of joiners) {
    await joiner.finds(a);
  }
  transcript.note('all three ask at once; A opens its window for the first it meant');
  const first = a.event(/P2P-PROV-DISC-PBC-REQ/, 30);
  const ends = joiners.map(joiner => joiner.event(ENDED, 75));
  await Promise.all(joiners.map(joiner => joiner.command('p2p_connect', a.address, 'pbc', 'join')));
  await first;
  await pause(5000);
  await a.commandTo(group, 'wps_pbc', `p2p_dev_addr=${joiners[0]?.address}`);
  await Promise.all(ends);
  await pause(3000);
  await a.commandTo(group, 'list_sta');
  transcript.note('those who failed ask again, one after the other');
  for (const joiner of joiners.slice(1)) {
    await joiner.command('p2p_cancel');
    await join(joiner, a, group);
  }
  await a.commandTo(group, 'list_sta');
}

function outOfRange(what: 'silent' | 'traffic' | 'returns'): Question['run'] {
  return async ([a, b], transcript) => {
    if (a === undefined || b === undefined) {
      return;
    }
    const group = await own(a);
    const client = await join(b, a, group);
    await a.inside(`ip addr add 192.168.49.1/24 dev ${group}`);
    await b.inside(`ip addr add 192.168.49.2/24 dev ${client}`);
    transcript.write(`A ping B: ${(await a.inside('busybox ping -c 2 192.168.49.2')).split('\n').at(-1)}`);
    transcript.note('B out of range');
    const noticed = a.event(/AP-STA-DISCONNECTED/, 370);
    const removed = b.event(/P2P-GROUP-REMOVED/, 60);
    await b.setRange(1 << (a.radio + 2));
    if (what === 'traffic') {
      void a.inside('busybox timeout 360 busybox ping -W 1 192.168.49.2');
    }
    await removed;
    if (what === 'returns') {
      await pause(30_000);
      transcript.note('B back in range; what A believes');
      await b.setRange(rangeOf(a.radio));
      await a.commandTo(group, 'list_sta');
      transcript.note('B joins again');
      await join(b, a, group);
      await pause(3000);
      await a.commandTo(group, 'list_sta');
      return;
    }
    await noticed;
    await a.command('interface');
  };
}

async function invitationUnattended([a, b]: Station[], transcript: Transcript): Promise<void> {
  if (a === undefined || b === undefined) {
    return;
  }
  await b.command('p2p_find', '60');
  await a.finds(b);
  await b.command('p2p_stop_find');
  await a.command('p2p_stop_find');
  const group = await own(a);
  transcript.note('B neither finds nor listens, as a phone whose application does not run');
  const unheard = a.event(/P2P-INVITATION-RESULT/, 60);
  await a.command('p2p_invite', `group=${group}`, `peer=${b.address}`);
  await unheard;
  transcript.note('B finds, and nobody answers');
  await b.command('p2p_find', '200');
  const heard = b.event(/P2P-INVITATION-RECEIVED/, 30);
  const told = a.event(/P2P-INVITATION-RESULT/, 30);
  await a.command('p2p_invite', `group=${group}`, `peer=${b.address}`);
  await Promise.all([heard, told]);
  await a.event(/P2P-INVITATION-RESULT/, 60);
  transcript.note('A invites once more, B finds still');
  const again = a.event(/P2P-INVITATION-RESULT/, 30);
  await a.command('p2p_invite', `group=${group}`, `peer=${b.address}`);
  await again;
}

async function forgottenGroup([a, b]: Station[], transcript: Transcript): Promise<void> {
  if (a === undefined || b === undefined) {
    return;
  }
  const make = async (): Promise<void> => {
    await reset([a, b]);
    for (const station of [a, b]) {
      await station.commandTo(station.deviceInterface, 'remove_network', 'all');
    }
    transcript.note('a persistent group is negotiated and ended');
    await b.command('p2p_find', '60');
    await a.finds(b);
    await b.finds(a);
    const asked = b.event(/P2P-GO-NEG-REQUEST/, 20);
    const started = [a.event(STARTED, 40), b.event(STARTED, 40)];
    await a.command('p2p_connect', b.address, 'pbc', 'persistent', 'go_intent=15');
    await asked;
    await b.command('p2p_connect', a.address, 'pbc', 'persistent', 'go_intent=0');
    const [own = ''] = await Promise.all(started);
    await pause(1500);
    const removed = b.event(/P2P-GROUP-REMOVED/, 20);
    await a.command('p2p_group_remove', groupInterface(own));
    await removed;
    await pause(1000);
    await a.commandTo(a.deviceInterface, 'list_networks');
    await b.commandTo(b.deviceInterface, 'list_networks');
  };
  const invite = async (from: Station, to: Station): Promise<void> => {
    await to.command('p2p_find', '60');
    await from.finds(to);
    const result = from.event(/P2P-INVITATION-RESULT/, 20);
    await from.command('p2p_invite', 'persistent=0', `peer=${to.address}`);
    await result;
    await pause(2000);
  };
  await make();
  transcript.note('the client has forgotten it, the owner invites');
  await b.commandTo(b.deviceInterface, 'remove_network', 'all');
  await invite(a, b);
  await make();
  transcript.note('the owner has forgotten it, the client invites');
  await a.commandTo(a.deviceInterface, 'remove_network', 'all');
  await invite(b, a);
  await b.commandTo(b.deviceInterface, 'list_networks');
  await make();
  transcript.note('the owner has forgotten it and runs a new group, the client rejoins the old one with what it has stored');
  await a.commandTo(a.deviceInterface, 'remove_network', 'all');
  await own(a);
  const end = b.event(/P2P-GROUP-REMOVED|P2P-GROUP-STARTED/, 60);
  await b.command('p2p_group_add', 'persistent=0');
  await end;
  await make();
  transcript.note('the owner runs the group by the same name with another passphrase, the client rejoins');
  await a.commandTo(a.deviceInterface, 'set_network', '0', 'psk', '"another passphrase"');
  await own(a, 'persistent=0');
  const refused = b.event(/P2P-GROUP-REMOVED|P2P-GROUP-STARTED/, 60);
  await b.command('p2p_group_add', 'persistent=0');
  await refused;
}
