import { pbkdf2Sync } from 'node:crypto';
import type { WpsMethod } from '../commands.js';
import type { GroupRemovalReason, SupplicantEvent } from '../events.js';
import type { AddressBook } from './AddressBook.js';
import type { MonitorLine } from './monitorLines.js';
import { readPrintfText } from './printfText.js';

export interface EventContext {
  addresses: AddressBook;
  /** Hardware address of an own interface. */
  addressOfInterface(interfaceName: string): string;
}

type Reader = (words: Words, context: EventContext, interfaceName: string) => SupplicantEvent | undefined;

/** IEEE 802.11 status that a join with a wrong passphrase ends with. */
const HANDSHAKE_TIMEOUT = 15;
const PUSH_BUTTON = 0x80;
const DISPLAY = 0x08;
const KEYPAD = 0x100;
/** WPS device password ids of a negotiation request. */
const PasswordId = { USER_SPECIFIED: 1, REGISTRAR_SPECIFIED: 5 } as const;

const removalReasons: Readonly<Record<string, GroupRemovalReason>> = {
  REQUESTED: 'REQUESTED',
  GO_ENDING_SESSION: 'GO_ENDING_SESSION',
  FORMATION_FAILED: 'FORMATION_FAILED',
  PSK_FAILURE: 'FORMATION_FAILED',
};

/** By the first word of the event. */
const readers: Readonly<Record<string, Reader>> = {
  'P2P-DEVICE-FOUND': (words, { addresses }) => {
    const address = words.named('p2p_dev_addr');
    addresses.learn(words.at(0), address);
    return {
      kind: 'deviceFound',
      address,
      name: words.quoted('name'),
      primaryDeviceType: words.named('pri_dev_type'),
      methods: methodsOf(words.number('config_methods')),
      deviceCapabilities: words.number('dev_capab'),
      groupCapabilities: words.number('group_capab'),
    };
  },
  'P2P-DEVICE-LOST': words => ({ kind: 'deviceLost', address: words.named('p2p_dev_addr') }),
  'P2P-FIND-STOPPED': () => ({ kind: 'findStopped' }),
  'P2P-PROV-DISC-PBC-REQ': (words, context) => readProvision(words, context, 'pushButton'),
  'P2P-PROV-DISC-PBC-RESP': (words, context) => readProvision(words, context, 'pushButton'),
  'P2P-PROV-DISC-SHOW-PIN': (words, context) =>
    readProvision(words, context, words.has('p2p_dev_addr') ? 'display' : 'keypad'),
  'P2P-PROV-DISC-ENTER-PIN': (words, context) =>
    readProvision(words, context, words.has('p2p_dev_addr') ? 'keypad' : 'display'),
  'P2P-PROV-DISC-FAILURE': (words, { addresses }) => ({
    kind: 'provisionDiscoveryFailure',
    address: addresses.deviceOf(words.named('p2p_dev_addr')),
  }),
  'P2P-GO-NEG-REQUEST': (words, { addresses }) => ({
    kind: 'goNegotiationRequest',
    address: addresses.deviceOf(words.at(0)),
    method: methodAgainst(words.number('dev_passwd_id')),
    goIntent: words.number('go_intent'),
  }),
  'P2P-GO-NEG-SUCCESS': words => {
    const address = words.named('peer_dev');
    const frequency = words.number('freq');
    return { kind: 'goNegotiationSuccess', address, role: roleOf(words.named('role')), frequency };
  },
  'P2P-GO-NEG-FAILURE': words => ({ kind: 'goNegotiationFailure', status: words.number('status') }),
  'P2P-GROUP-FORMATION-SUCCESS': () => ({ kind: 'groupFormationSuccess' }),
  'P2P-GROUP-FORMATION-FAILURE': () => ({ kind: 'groupFormationFailure' }),
  'P2P-GROUP-STARTED': readGroupStarted,
  'P2P-GROUP-REMOVED': words => ({
    kind: 'groupRemoved',
    interfaceName: words.at(0),
    role: roleOf(words.at(1)),
    reason: removalReasons[words.named('reason')] ?? 'IDLE',
  }),
  'AP-STA-CONNECTED': (words, context, interfaceName) =>
    ({ kind: 'stationConnected', ...readStation(words, context, interfaceName) }),
  'AP-STA-DISCONNECTED': (words, context, interfaceName) =>
    ({ kind: 'stationDisconnected', ...readStation(words, context, interfaceName) }),
  'CTRL-EVENT-CHANNEL-SWITCH': (words, _context, interfaceName) =>
    ({ kind: 'channelSwitched', interfaceName, frequency: words.number('freq') }),
  'P2P-INVITATION-RECEIVED': (words, { addresses }) => {
    const ownerAddress = words.has('go_dev_addr') ? words.named('go_dev_addr') : words.named('sa');
    if (words.has('bssid')) {
      addresses.learnOwner(words.named('bssid'), ownerAddress);
    }
    const address = addresses.deviceOf(words.named('sa'));
    return { kind: 'invitationReceived', address, ownerAddress, persistent: words.has('persistent') };
  },
  'P2P-INVITATION-ACCEPTED': (words, { addresses }) =>
    ({ kind: 'invitationAccepted', address: addresses.deviceOf(words.named('sa')) }),
  'P2P-INVITATION-RESULT': words => ({ kind: 'invitationResult', status: words.number('status') }),
  'WPS-FAIL': (words, _context, interfaceName) =>
    ({ kind: 'wpsFail', interfaceName, configError: words.number('config_error') }),
  'CTRL-EVENT-TERMINATING': () => ({ kind: 'terminating' }),
};

/**
 * An event of wpa_supplicant's control interface as the radio port tells it; undefined for one that it does not tell.
 * Learns the addresses that the event shows.
 */
export function parseEvent(line: MonitorLine, context: EventContext): SupplicantEvent | undefined {
  const interfaceName = line.interfaceName ?? '';
  if (line.text.startsWith('WPA: 4-Way Handshake failed')) {
    return { kind: 'connectFailed', status: HANDSHAKE_TIMEOUT };
  }
  const [event = ''] = line.text.split(' ', 1);
  return readers[event]?.(new Words(line.text.slice(event.length)), context, interfaceName);
}

function readProvision(words: Words, { addresses }: EventContext, method: WpsMethod): SupplicantEvent {
  if (!words.has('p2p_dev_addr')) {
    return { kind: 'provisionDiscoveryResponse', address: addresses.deviceOf(words.at(0)), method };
  }
  const address = words.named('p2p_dev_addr');
  addresses.learn(words.at(0), address);
  return {
    kind: 'provisionDiscoveryRequest',
    address,
    name: words.quoted('name'),
    method,
    ...(words.has('group') ? { interfaceName: words.named('group') } : {}),
  };
}

function readGroupStarted(words: Words, context: EventContext): SupplicantEvent {
  const interfaceName = words.at(0);
  const role = roleOf(words.at(1));
  const ssid = readPrintfText(words.quoted('ssid'));
  const passphrase = words.quoted('passphrase');
  const key = role === 'owner'
    ? { passphrase }
    : { preSharedKey: words.has('psk') ? words.named('psk') : preSharedKey(passphrase, ssid) };
  return {
    kind: 'groupStarted',
    interfaceName,
    interfaceAddress: context.addressOfInterface(interfaceName),
    role,
    ssid,
    frequency: words.number('freq'),
    ...key,
    ownerAddress: words.named('go_dev_addr'),
    persistent: words.ends('[PERSISTENT]'),
  };
}

function readStation(
  words: Words,
  { addresses }: EventContext,
  interfaceName: string,
): { interfaceName: string; interfaceAddress: string; deviceAddress?: string } {
  const interfaceAddress = words.at(0);
  if (words.has('p2p_dev_addr')) {
    addresses.learn(interfaceAddress, words.named('p2p_dev_addr'));
  }
  const deviceAddress = addresses.find(interfaceAddress);
  return { interfaceName, interfaceAddress, ...(deviceAddress === undefined ? {} : { deviceAddress }) };
}

function preSharedKey(passphrase: string, ssid: string): string {
  return pbkdf2Sync(passphrase, ssid, 4096, 32, 'sha1').toString('hex');
}

function roleOf(word: string): 'owner' | 'client' {
  return word === 'GO' ? 'owner' : 'client';
}

function methodsOf(bits: number): WpsMethod[] {
  const known: [number, WpsMethod][] = [[PUSH_BUTTON, 'pushButton'], [DISPLAY, 'display'], [KEYPAD, 'keypad']];
  return known.filter(([bit]) => (bits & bit) !== 0).map(([, method]) => method);
}

/** What this side does when the other one announces its device password. */
function methodAgainst(passwordId: number): WpsMethod {
  switch (passwordId) {
    case PasswordId.USER_SPECIFIED:
      return 'display';
    case PasswordId.REGISTRAR_SPECIFIED:
      return 'keypad';
    default:
      return 'pushButton';
  }
}

/** The words of an event behind its name: bare ones by place, `key=value`, `key='value'` and `key="value"` by key. */
class Words {
  private readonly bare: string[];

  constructor(private readonly text: string) {
    this.bare = text.trim().split(/\s+/).filter(word => !word.includes('='));
  }

  at(index: number): string {
    return this.bare[index] ?? '';
  }

  has(key: string): boolean {
    return this.text.includes(` ${key}=`);
  }

  named(key: string): string {
    return new RegExp(` ${key}=(\\S*)`).exec(this.text)?.[1] ?? '';
  }

  /** 0 when it is missing. */
  number(key: string): number {
    return Number(this.named(key)) || 0;
  }

  /** A device name may hold quotation marks itself: it ends before the next key or at the end. */
  quoted(key: string): string {
    const match = new RegExp(` ${key}=(['"])(.*?)\\1(?= \\w+=| \\[|$)`).exec(this.text);
    return match?.[2] ?? '';
  }

  ends(word: string): boolean {
    return this.text.endsWith(` ${word}`);
  }
}
