import { readFileSync } from 'node:fs';
import type { SupplicantCommand, SupplicantReply } from '../commands.js';
import { done, refused } from '../reply.js';
import { isTaken } from './ControlSocket.js';
import { OWNER_MODE, readStoredNetworks } from './networkBlocks.js';

const CLIENT_MODE = '0';
/** Marks a block as a stored P2P group: never joined by itself. */
const STORED_GROUP = '2';

type Command<Kind extends SupplicantCommand['kind']> = Extract<SupplicantCommand, { kind: Kind }>;

/** Sends words to the interface of the P2P device, where the blocks of the stored groups live. */
export type DeviceRequest = (...words: string[]) => Promise<string>;

export async function addNetwork(request: DeviceRequest, command: Command<'addNetwork'>): Promise<SupplicantReply> {
  const reply = await request('add_network');
  if (!/^\d+$/.test(reply)) {
    return refused(`add_network: ${reply}`);
  }
  const { ssid, passphrase, role, ownerAddress } = command;
  const fields: Record<string, string> = {
    ssid: quotedOrHexadecimal(ssid),
    psk: `"${passphrase}"`,
    proto: 'RSN',
    key_mgmt: 'WPA-PSK',
    pairwise: 'CCMP',
    auth_alg: 'OPEN',
    mode: role === 'owner' ? OWNER_MODE : CLIENT_MODE,
    ...(ownerAddress === '' ? {} : { bssid: ownerAddress }),
    disabled: STORED_GROUP,
  };
  const refusal = await setFields(request, reply, fields);
  if (refusal !== undefined) {
    await request('remove_network', reply);
    return refused(refusal);
  }
  return { ok: true, networkId: Number(reply) };
}

export async function setNetwork(request: DeviceRequest, command: Command<'setNetwork'>): Promise<SupplicantReply> {
  const { networkId, ssid, passphrase, removeClient } = command;
  const id = String(networkId);
  const fields: Record<string, string> = {
    ...(ssid === undefined ? {} : { ssid: quotedOrHexadecimal(ssid) }),
    ...(passphrase === undefined ? {} : { psk: `"${passphrase}"` }),
  };
  if (removeClient !== undefined) {
    const listed = await request('get_network', id, 'p2p_client_list');
    if (isTaken(listed)) {
      fields['p2p_client_list'] = listed.split(' ').filter(client => client !== removeClient).join(' ');
    }
  }
  const refusal = await setFields(request, id, fields);
  return refusal === undefined ? done : refused(refusal);
}

/** `configurationFile` is that of the P2P device; it is saved before it is read. */
export async function listNetworks(request: DeviceRequest, configurationFile: string): Promise<SupplicantReply> {
  const saved = await request('save_config');
  const listing = await request('list_networks');
  if (!isTaken(saved) || !isTaken(listing)) {
    return refused(`list_networks: ${saved}, ${listing}`);
  }
  return { ok: true, networks: readStoredNetworks(listing, readFileSync(configurationFile, 'utf8')) };
}

/** The first refusal, or undefined. */
async function setFields(
  request: DeviceRequest,
  networkId: string,
  fields: Record<string, string>,
): Promise<string | undefined> {
  for (const [field, value] of Object.entries(fields)) {
    const reply = await request('set_network', networkId, field, value);
    if (!isTaken(reply)) {
      return `set_network ${field}: ${reply}`;
    }
  }
  return undefined;
}

function quotedOrHexadecimal(text: string): string {
  return /^[ -~]+$/.test(text) ? `"${text}"` : Buffer.from(text).toString('hex');
}
