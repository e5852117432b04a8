import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStoredNetworks } from '../../../src/supplicant/wpa/networkBlocks.js';

const KEY = 'd59e7aaa75e58689f842947c6a57967fa936229510b8786d76185290b508eebc';

const listing = [
  'network id / ssid / bssid / flags',
  '0\tDIRECT-Cx\t42:00:00:00:00:00\t[DISABLED][P2P-PERSISTENT]',
  '2\tDIRECT-ab-\\xe6\\x88\\x91\tany\t[DISABLED][P2P-PERSISTENT]',
  '3\tDIRECT-Cx\t42:00:00:00:02:00\t[DISABLED][P2P-PERSISTENT]',
  '4\tHome\tany\t[CURRENT]',
].join('\n');

const configuration = `update_config=1
device_name=Dev A
persistent_reconnect=1

network={
\tssid="DIRECT-Cx"
\tbssid=42:00:00:00:00:00
\tpsk="pass = "word""
\tproto=RSN
\tkey_mgmt=WPA-PSK
\tmode=3
\tdisabled=2
\tp2p_client_list=42:00:00:00:01:00 42:00:00:00:02:00
}

network={
\tssid=4449524543542d61622de68891
\tpsk="secret-pass-123"
\tdisabled=2
}

network={
\tssid="DIRECT-Cx"
\tbssid=42:00:00:00:02:00
\tpsk=${KEY}
\tdisabled=2
}
`;

test('stored groups have their ids from the list and their content from the configuration file', () => {
  assert.deepEqual(readStoredNetworks(listing, configuration), [
    {
      networkId: 0,
      ssid: 'DIRECT-Cx',
      ownerAddress: '42:00:00:00:00:00',
      role: 'owner',
      passphrase: 'pass = "word"',
      clients: ['42:00:00:00:01:00', '42:00:00:00:02:00'],
    },
    {
      networkId: 2, ssid: 'DIRECT-ab-我', ownerAddress: '', role: 'client', passphrase: 'secret-pass-123', clients: [],
    },
    {
      networkId: 3, ssid: 'DIRECT-Cx', ownerAddress: '42:00:00:00:02:00', role: 'client', passphrase: KEY, clients: [],
    },
  ]);
});
