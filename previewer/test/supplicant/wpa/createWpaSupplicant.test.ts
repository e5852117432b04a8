import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SupplicantCommand } from '../../../src/supplicant/commands.js';
import type { SupplicantEvent } from '../../../src/supplicant/events.js';
import { createWpaSupplicant, type WpaSupplicant } from '../../../src/supplicant/wpa/createWpaSupplicant.js';

const OWN = '42:00:00:00:00:00';
const PEER = '42:00:00:00:01:00';
const LIMIT_MILLISECONDS = 10_000;

/** What a command becomes; `alone:` goes through a wpa_cli of its own. */
const translations: [command: SupplicantCommand, lines: string[]][] = [
  [{ kind: 'find', timeoutSeconds: 120 }, ['p2p_find 120']],
  [{ kind: 'stopFind' }, ['p2p_stop_find']],
  [{ kind: 'flush' }, ['p2p_cancel', 'p2p_flush']],
  [{ kind: 'setDeviceName', name: 'Phone 1' }, ['alone: IFNAME=p2p-dev-wlan0 set device_name Phone 1']],
  [
    { kind: 'setSsidPostfix', postfix: '-我的手机我的手机' },
    ['alone: IFNAME=p2p-dev-wlan0 set p2p_ssid_postfix -我的手机我的手'],
  ],
  [{ kind: 'extendedListen', on: true }, ['p2p_ext_listen 450 500']],
  [{ kind: 'extendedListen', on: false }, ['p2p_ext_listen']],
  [{ kind: 'provisionDiscovery', address: PEER, method: 'pushButton', join: true }, [`p2p_prov_disc ${PEER} pbc join`]],
  [{ kind: 'provisionDiscovery', address: PEER, method: 'keypad', join: false }, [`p2p_prov_disc ${PEER} keypad`]],
  [
    { kind: 'connect', address: PEER, method: 'pushButton', join: false, goIntent: 6, persistent: true },
    [`p2p_connect ${PEER} pbc go_intent=6 persistent`],
  ],
  [
    { kind: 'connect', address: PEER, method: 'pushButton', join: true, goIntent: 0, persistent: false },
    [`p2p_connect ${PEER} pbc join`],
  ],
  [
    { kind: 'connect', address: PEER, method: 'keypad', pin: '12345670', join: true, goIntent: 0, persistent: false },
    [`p2p_connect ${PEER} 12345670 keypad join`],
  ],
  [{ kind: 'cancelConnect' }, ['p2p_cancel']],
  [{ kind: 'groupAdd', persistent: false }, ['p2p_group_add']],
  [{ kind: 'groupAdd', persistent: true, frequency: 2437 }, ['p2p_group_add persistent freq=2437']],
  [{ kind: 'groupAdd', persistent: false, networkId: 7 }, ['p2p_group_add persistent=7']],
  [{ kind: 'groupRemove', interfaceName: '*' }, ['p2p_group_remove *']],
  [{ kind: 'invitePersistent', networkId: 7, peer: PEER }, [`p2p_invite persistent=7 peer=${PEER}`]],
  [{ kind: 'inviteToGroup', interfaceName: 'p2p-wlan0-0', peer: PEER }, [`p2p_invite group=p2p-wlan0-0 peer=${PEER}`]],
  [{ kind: 'removeNetwork', networkId: 7 }, ['IFNAME=p2p-dev-wlan0 remove_network 7']],
  [
    { kind: 'wpsPushButton', interfaceName: 'p2p-wlan0-0', peerAddress: PEER },
    [`IFNAME=p2p-wlan0-0 wps_pbc p2p_dev_addr=${PEER}`],
  ],
  [{ kind: 'wpsCancel', interfaceName: 'p2p-wlan0-0' }, ['IFNAME=p2p-wlan0-0 wps_cancel']],
  [
    { kind: 'addNetwork', ssid: 'DIRECT-ab-x y', passphrase: 'pass word', role: 'owner', ownerAddress: OWN },
    [
      'add_network', 'set_network 7 ssid "DIRECT-ab-x y"', 'set_network 7 psk "pass word"', 'set_network 7 proto RSN',
      'set_network 7 key_mgmt WPA-PSK', 'set_network 7 pairwise CCMP', 'set_network 7 auth_alg OPEN',
      'set_network 7 mode 3', 'set_network 7 bssid 42:00:00:00:00:00', 'set_network 7 disabled 2',
    ].map(line => `IFNAME=p2p-dev-wlan0 ${line}`),
  ],
  [
    { kind: 'setNetwork', networkId: 7, removeClient: PEER },
    [
      'IFNAME=p2p-dev-wlan0 get_network 7 p2p_client_list',
      'IFNAME=p2p-dev-wlan0 set_network 7 p2p_client_list 42:00:00:00:02:00',
    ],
  ],
  [{ kind: 'listNetworks' }, ['IFNAME=p2p-dev-wlan0 save_config', 'IFNAME=p2p-dev-wlan0 list_networks']],
];

suite('the port over a wpa_supplicant', { skip: process.platform !== 'linux' && 'Linux only' }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'wpa-'));
  const path = process.env['PATH'] ?? '';
  const events: SupplicantEvent[] = [];
  const reports: string[] = [];
  let supplicant: WpaSupplicant;

  before(() => {
    process.env['PATH'] = fileURLToPath(new URL('../../fixtures/wpa/bin', import.meta.url)) + delimiter + path;
    supplicant = createWpaSupplicant({ interfaceName: 'wlan0', directory, report: text => reports.push(text) });
    supplicant.subscribe(event => events.push(event));
  });

  after(async () => {
    await supplicant.close();
    process.env['PATH'] = path;
    rmSync(directory, { recursive: true });
  });

  function send(...lines: string[]): void {
    writeFileSync(join(directory, 'events'), lines.map(line => `${line}\n`).join(''));
  }

  async function until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + LIMIT_MILLISECONDS;
    while (!condition()) {
      assert.ok(Date.now() < deadline, `not so within the limit; events: ${JSON.stringify(events)}`);
      await pause(20);
    }
  }

  test('nothing is taken while the radio is off', async () => {
    assert.deepEqual(await supplicant.request({ kind: 'stopFind' }), { ok: false, reason: 'The radio is off' });
  });

  test('once started it knows its device address', async () => {
    assert.deepEqual(await supplicant.request({ kind: 'start' }), { ok: true });
    assert.deepEqual(await supplicant.request({ kind: 'status' }), { ok: true, address: '42:00:00:00:00:00' });
  });

  for (const [command, lines] of translations) {
    test(`${JSON.stringify(command)} becomes ${lines.at(-1)}`, async () => {
      const file = join(directory, 'commands');
      writeFileSync(file, '');
      assert.equal((await supplicant.request(command)).ok, true);
      assert.deepEqual(readFileSync(file, 'utf8').trimEnd().split('\n'), lines);
    });
  }

  test('a refusal is handed on', async () => {
    assert.deepEqual(await supplicant.request({ kind: 'reject', address: PEER }), { ok: false, reason: 'FAIL' });
  });

  test('stations are told of while their group lasts', async () => {
    events.length = 0;
    send(
      `<3>P2P-GROUP-STARTED p2p-wlan0-0 GO ssid="DIRECT-Cx" freq=2437 passphrase="cBAHmQt6" go_dev_addr=${OWN}`,
      'IFNAME=p2p-wlan0-0 <3>AP-STA-CONNECTED 46:00:00:00:01:00 p2p_dev_addr=42:00:00:00:01:00',
      '<3>P2P-GROUP-REMOVED p2p-wlan0-0 GO reason=REQUESTED',
      'IFNAME=p2p-wlan0-0 <3>AP-STA-DISCONNECTED 46:00:00:00:01:00 p2p_dev_addr=42:00:00:00:01:00',
      '<3>P2P-FIND-STOPPED ',
    );
    await until(() => events.some(({ kind }) => kind === 'findStopped'));
    const kinds = events.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['groupStarted', 'stationConnected', 'groupRemoved', 'findStopped']);
  });

  test('a formation that fails before it has an interface ends like any other', async () => {
    events.length = 0;
    send('<3>P2P-GROUP-FORMATION-FAILURE ');
    await until(() => events.length === 2);
    assert.deepEqual(events[1], {
      kind: 'groupRemoved', interfaceName: '', role: 'client', reason: 'FORMATION_FAILED',
    });
  });

  test('a provision discovery to an owner that is gone fails', async () => {
    await supplicant.request({ kind: 'provisionDiscovery', address: PEER, method: 'pushButton', join: true });
    events.length = 0;
    send('<3>P2P-GROUP-FORMATION-FAILURE ', '<3>P2P-GROUP-REMOVED p2p-wlan0-3 client reason=FORMATION_FAILED');
    await until(() => events.length === 3);
    assert.deepEqual(events.map(({ kind }) => kind), [
      'provisionDiscoveryFailure', 'groupFormationFailure', 'groupRemoved',
    ]);
  });

  test('a wpa_supplicant that is killed is told once, and can be started again', async () => {
    events.length = 0;
    process.kill(supplicant.processId ?? NaN, 'SIGKILL');
    await until(() => events.length > 0);
    assert.deepEqual(events, [{ kind: 'terminating' }]);
    assert.deepEqual(reports, ['wpa_supplicant on wlan0 has ended']);
    assert.deepEqual(await supplicant.request({ kind: 'start' }), { ok: true });
    assert.deepEqual(events.length, 1);
  });

  test('stopping is told before it is done', async () => {
    events.length = 0;
    assert.deepEqual(await supplicant.request({ kind: 'stop' }), { ok: true });
    assert.deepEqual(events, [{ kind: 'terminating' }]);
    assert.equal(supplicant.processId, undefined);
  });

  test('a radio that does not start says why', async () => {
    const told: string[] = [];
    const broken = createWpaSupplicant({ interfaceName: 'broken0', directory, report: text => told.push(text) });
    const reason = 'wpa_supplicant did not start: broken0: Failed to initialize driver interface';
    assert.deepEqual(await broken.request({ kind: 'start' }), { ok: false, reason });
    assert.deepEqual(told, [reason]);
  });
});
