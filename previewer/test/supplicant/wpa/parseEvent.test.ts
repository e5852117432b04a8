import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import type { SupplicantEvent } from '../../../src/supplicant/events.js';
import { AddressBook } from '../../../src/supplicant/wpa/AddressBook.js';
import { LineCutter, readMonitorLine } from '../../../src/supplicant/wpa/monitorLines.js';
import { parseEvent } from '../../../src/supplicant/wpa/parseEvent.js';

/** Distinct lines that wpa_supplicant 2.10 sent in groups of three software radios. */
const corpus = readFileSync(new URL('../../fixtures/wpa/events.txt', import.meta.url), 'utf8').trimEnd().split('\n');

const told: Readonly<Record<string, SupplicantEvent['kind']>> = {
  'P2P-DEVICE-FOUND': 'deviceFound',
  'P2P-DEVICE-LOST': 'deviceLost',
  'P2P-FIND-STOPPED': 'findStopped',
  'P2P-PROV-DISC-PBC-REQ': 'provisionDiscoveryRequest',
  'P2P-PROV-DISC-PBC-RESP': 'provisionDiscoveryResponse',
  'P2P-GO-NEG-REQUEST': 'goNegotiationRequest',
  'P2P-GO-NEG-SUCCESS': 'goNegotiationSuccess',
  'P2P-GO-NEG-FAILURE': 'goNegotiationFailure',
  'P2P-GROUP-FORMATION-SUCCESS': 'groupFormationSuccess',
  'P2P-GROUP-FORMATION-FAILURE': 'groupFormationFailure',
  'P2P-GROUP-STARTED': 'groupStarted',
  'P2P-GROUP-REMOVED': 'groupRemoved',
  'AP-STA-CONNECTED': 'stationConnected',
  'AP-STA-DISCONNECTED': 'stationDisconnected',
  'P2P-INVITATION-RECEIVED': 'invitationReceived',
  'P2P-INVITATION-ACCEPTED': 'invitationAccepted',
  'P2P-INVITATION-RESULT': 'invitationResult',
  'WPS-FAIL': 'wpsFail',
};
const HANDSHAKE_FAILED = 'WPA: 4-Way Handshake failed';

function parse(line: string, addresses = new AddressBook()): SupplicantEvent | undefined {
  const monitorLine = readMonitorLine(line);
  assert.ok(monitorLine, line);
  return parseEvent(monitorLine, { addresses, addressOfInterface: name => `address of ${name}` });
}

suite('events of wpa_supplicant', () => {
  test('every line that was ever seen is told as what it is, or not at all', () => {
    for (const line of corpus) {
      const text = line.slice(line.indexOf('>') + 1);
      const [word = ''] = text.split(' ', 1);
      const expected = text.startsWith(HANDSHAKE_FAILED) ? 'connectFailed' : told[word];
      assert.equal(parse(line)?.kind, expected, line);
    }
  });

  test('no event of the corpus has an empty address or name', () => {
    for (const line of corpus) {
      const event = parse(line);
      for (const [field, value] of Object.entries(event ?? {})) {
        assert.ok(value !== '' || field === 'interfaceName', `${field} of ${line}`);
        assert.ok(!Number.isNaN(value), `${field} of ${line}`);
      }
    }
  });

  test('a group owner that shows its interface first is known by its device address', () => {
    const addresses = new AddressBook();
    const found = parse(
      "<3>P2P-DEVICE-FOUND 46:00:00:00:00:00 p2p_dev_addr=42:00:00:00:00:00 pri_dev_type=10-0050F204-5 name='Dev A' "
        + 'config_methods=0x188 dev_capab=0x25 group_capab=0x2b new=1',
      addresses,
    );
    assert.deepEqual(found, {
      kind: 'deviceFound',
      address: '42:00:00:00:00:00',
      name: 'Dev A',
      primaryDeviceType: '10-0050F204-5',
      methods: ['pushButton', 'display', 'keypad'],
      deviceCapabilities: 0x25,
      groupCapabilities: 0x2b,
    });
    const response = parse('<3>P2P-PROV-DISC-PBC-RESP 46:00:00:00:00:00', addresses);
    assert.deepEqual(response, {
      kind: 'provisionDiscoveryResponse', address: '42:00:00:00:00:00', method: 'pushButton',
    });
  });

  test('a device name keeps its quotation marks and what looks like a field', () => {
    const event = parse(
      '<3>P2P-DEVICE-FOUND 42:00:00:00:00:00 p2p_dev_addr=42:00:00:00:00:00 pri_dev_type=10-0050F204-5 '
        + "name='Ann's 我的' config_methods=0x80 dev_capab=0x25 group_capab=0x8 new=0",
    );
    assert.equal(event?.kind === 'deviceFound' && event.name, "Ann's 我的");
  });

  test('an owner is told its passphrase, a client the key, whatever the supplicant shows', () => {
    const owner = parse(
      '<3>P2P-GROUP-STARTED p2p-wlan0-8 GO ssid="DIRECT-ab-\\xe6\\x88\\x91" freq=2462 passphrase="secret-pass-123" '
        + 'go_dev_addr=42:00:00:00:00:00 [PERSISTENT]',
    );
    assert.deepEqual(owner, {
      kind: 'groupStarted',
      interfaceName: 'p2p-wlan0-8',
      interfaceAddress: 'address of p2p-wlan0-8',
      role: 'owner',
      ssid: 'DIRECT-ab-我',
      frequency: 2462,
      passphrase: 'secret-pass-123',
      ownerAddress: '42:00:00:00:00:00',
      persistent: true,
    });
    const byPassphrase = parse(
      '<3>P2P-GROUP-STARTED p2p-wlan1-0 client ssid="DIRECT-xy-tmp" freq=2412 passphrase="password1" '
        + 'go_dev_addr=42:00:00:00:00:00',
    );
    const key = 'a38bc9845702e72a673fee26c52d68564d762ea9a391d0c580c5711c3ae6c956';
    const byKey = parse(
      `<3>P2P-GROUP-STARTED p2p-wlan1-0 client ssid="DIRECT-xy-tmp" freq=2412 psk=${key} go_dev_addr=42:00:00:00:00:00`,
    );
    assert.deepEqual(byPassphrase, byKey);
    assert.equal(byKey?.kind === 'groupStarted' && byKey.preSharedKey, key);
    assert.equal(byKey?.kind === 'groupStarted' && byKey.persistent, false);
  });

  test('a plain station has no device address, a known one keeps it', () => {
    const addresses = new AddressBook();
    const plain = parse('IFNAME=p2p-wlan0-8 <3>AP-STA-CONNECTED 02:00:00:00:02:00', addresses);
    assert.deepEqual(plain, {
      kind: 'stationConnected', interfaceName: 'p2p-wlan0-8', interfaceAddress: '02:00:00:00:02:00',
    });
    parse('IFNAME=p2p-wlan0-8 <3>AP-STA-CONNECTED 46:00:00:00:01:00 p2p_dev_addr=42:00:00:00:01:00', addresses);
    const left = parse('IFNAME=p2p-wlan0-8 <3>AP-STA-DISCONNECTED 46:00:00:00:01:00', addresses);
    assert.equal(left?.kind === 'stationDisconnected' && left.deviceAddress, '42:00:00:00:01:00');
  });

  test('the side that is asked for a PIN, or to show one, is told which', () => {
    const request = "p2p_dev_addr=42:00:00:00:01:00 pri_dev_type=10-0050F204-5 name='Dev B' config_methods=0x188";
    const methods = [
      `P2P-PROV-DISC-SHOW-PIN 42:00:00:00:01:00 12345670 ${request}`,
      `P2P-PROV-DISC-ENTER-PIN 42:00:00:00:01:00 ${request}`,
      'P2P-PROV-DISC-SHOW-PIN 42:00:00:00:01:00 12345670',
      'P2P-PROV-DISC-ENTER-PIN 42:00:00:00:01:00',
    ].map(text => {
      const event = parse(`<3>${text}`);
      return event !== undefined && 'method' in event ? `${event.kind} ${event.method}` : undefined;
    });
    assert.deepEqual(methods, [
      'provisionDiscoveryRequest display',
      'provisionDiscoveryRequest keypad',
      'provisionDiscoveryResponse keypad',
      'provisionDiscoveryResponse display',
    ]);
  });

  test('an invitation names the owner, and the interface to join it by', () => {
    const addresses = new AddressBook();
    const event = parse(
      '<3>P2P-INVITATION-RECEIVED sa=42:00:00:00:00:00 go_dev_addr=42:00:00:00:00:00 bssid=46:00:00:00:00:00 '
        + 'unknown-network',
      addresses,
    );
    assert.deepEqual(event, {
      kind: 'invitationReceived', address: '42:00:00:00:00:00', ownerAddress: '42:00:00:00:00:00', persistent: false,
    });
    assert.equal(addresses.joinAddressOf('42:00:00:00:00:00'), '46:00:00:00:00:00');
  });

  test('events are found between prompts and carriage returns, however the stream is cut', () => {
    const stream = 'ping\nPONG\n> \r<3>P2P-FIND-STOPPED \n> \rIFNAME=p2p-dev-wlan0 <3>CTRL-EVENT-SCAN-STARTED \n> ';
    const lines: string[] = [];
    const cutter = new LineCutter(line => lines.push(line));
    for (const letter of stream) {
      cutter.push(letter);
    }
    assert.deepEqual(lines.map(readMonitorLine).filter(line => line !== undefined), [
      { text: 'P2P-FIND-STOPPED' },
      { interfaceName: 'p2p-dev-wlan0', text: 'CTRL-EVENT-SCAN-STARTED' },
    ]);
  });
});
