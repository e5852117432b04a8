import type { SupplicantCommand } from '../commands.js';
import type { AddressBook } from './AddressBook.js';

const POSTFIX_BYTES = 23;
/** Milliseconds of listening, and from one listening to the next. */
const EXTENDED_LISTEN = ['450', '500'];

/** Commands that one line of the control interface does, once the radio is on. */
export type LineCommand = Exclude<
  SupplicantCommand,
  { kind: 'start' | 'stop' | 'status' | 'flush' | 'addNetwork' | 'setNetwork' | 'listNetworks' }
>;

export interface CommandContext {
  /** The interface of the P2P device. */
  deviceInterface: string;
  addresses: AddressBook;
}

/** What wpa_cli is called with for a command, or the reason why stock wpa_supplicant cannot do it. */
export function wordsOf(command: LineCommand, { deviceInterface, addresses }: CommandContext): string[] | string {
  const onDevice = `IFNAME=${deviceInterface}`;
  switch (command.kind) {
    case 'setDeviceName':
      return [onDevice, 'set', 'device_name', command.name];
    case 'setSsidPostfix':
      return [onDevice, 'set', 'p2p_ssid_postfix', fitting(command.postfix)];
    case 'find':
      return ['p2p_find', String(command.timeoutSeconds)];
    case 'stopFind':
      return ['p2p_stop_find'];
    case 'extendedListen':
      return ['p2p_ext_listen', ...(command.on ? EXTENDED_LISTEN : [])];
    case 'provisionDiscovery': {
      const method = command.method === 'pushButton' ? 'pbc' : command.method;
      return ['p2p_prov_disc', command.address, method, ...(command.join ? ['join'] : [])];
    }
    case 'connect':
      return connectWords(command, addresses);
    case 'reject':
      return ['p2p_reject', command.address];
    case 'cancelConnect':
      return ['p2p_cancel'];
    case 'groupAdd': {
      const { persistent, networkId, frequency } = command;
      const stored = networkId === undefined ? [] : [`persistent=${networkId}`];
      const kind = networkId === undefined && persistent ? ['persistent'] : stored;
      return ['p2p_group_add', ...kind, ...(frequency === undefined ? [] : [`freq=${frequency}`])];
    }
    case 'groupRemove':
      return ['p2p_group_remove', command.interfaceName];
    case 'invitePersistent':
      return ['p2p_invite', `persistent=${command.networkId}`, `peer=${command.peer}`];
    case 'inviteToGroup':
      return ['p2p_invite', `group=${command.interfaceName}`, `peer=${command.peer}`];
    case 'removeNetwork':
      return [onDevice, 'remove_network', String(command.networkId)];
    case 'wpsPushButton':
      return [`IFNAME=${command.interfaceName}`, 'wps_pbc', `p2p_dev_addr=${command.peerAddress}`];
    case 'wpsCancel':
      return [`IFNAME=${command.interfaceName}`, 'wps_cancel'];
  }
}

function connectWords(
  command: Extract<SupplicantCommand, { kind: 'connect' }>,
  addresses: AddressBook,
): string[] | string {
  const { address, method, pin, join, goIntent, persistent } = command;
  if (method === 'keypad' && pin === undefined) {
    return 'The PIN that the peer shows is missing';
  }
  const secret = method === 'pushButton' ? ['pbc'] : [pin ?? 'pin', method];
  const target = join ? addresses.joinAddressOf(address) : address;
  const role = join ? ['join'] : [`go_intent=${goIntent}`];
  return ['p2p_connect', target, ...secret, ...role, ...(persistent ? ['persistent'] : [])];
}

/** As many whole characters as fit behind `DIRECT-xy` in a network name. */
function fitting(postfix: string): string {
  let text = '';
  for (const character of postfix) {
    if (Buffer.byteLength(text + character) > POSTFIX_BYTES) {
      break;
    }
    text += character;
  }
  return text;
}
