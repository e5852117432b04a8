import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoredNetwork } from '../../src/supplicant/commands.js';
import { chooseApproach } from '../../src/wifi/approach.js';
import type { Peer } from '../../src/wifi/PeerList.js';
import type { P2pConfig } from '../../src/wifi/WifiApi.js';

const PEER = '02:00:00:00:00:02';
const CONFIG: P2pConfig = {
  deviceAddress: PEER, deviceAddressType: 1, netId: -1, passphrase: '', groupName: 'DIRECT-ab', goBand: 0,
};
const INVITABLE = 0x25;
const NOT_INVITABLE = 0x05;
const OWNER = 0x01;
const FULL_OWNER = 0x05;

function peer(deviceCapabilities: number, groupCapabilities: number): Peer {
  const device = {
    deviceName: 'Peer',
    deviceAddress: PEER,
    deviceAddressType: 1,
    primaryDeviceType: '',
    deviceStatus: 3,
    groupCapabilities,
  };
  return { device, methods: ['pushButton'], deviceCapabilities };
}

const passphrase = 'secret12';
const AS_CLIENT: StoredNetwork = {
  networkId: 3, ssid: 'DIRECT-ab', role: 'client', passphrase, ownerAddress: PEER, clients: [],
};
const AS_OWNER: StoredNetwork = {
  networkId: 4, ssid: 'DIRECT-cd', role: 'owner', passphrase, ownerAddress: '', clients: [PEER],
};

describe('the decision of p2pConnect (platform behaviour §4.4)', () => {
  const cases: { what: string; peer: Peer; stored: StoredNetwork[]; kind: string; networkId?: number }[] = [
    {
      what: 'an owner of a stored group is rejoined',
      peer: peer(INVITABLE, OWNER), stored: [AS_CLIENT], kind: 'rejoin', networkId: 3,
    },
    {
      what: 'an owner whose group is full is asked anew',
      peer: peer(INVITABLE, FULL_OWNER), stored: [AS_CLIENT], kind: 'join',
    },
    {
      what: 'an owner of an unknown group is joined',
      peer: peer(INVITABLE, OWNER), stored: [], kind: 'join',
    },
    {
      what: 'a stored group of the peer’s is revived',
      peer: peer(INVITABLE, 0), stored: [AS_OWNER, AS_CLIENT], kind: 'revive', networkId: 3,
    },
    {
      what: 'a stored group of our own is revived',
      peer: peer(INVITABLE, 0), stored: [AS_OWNER], kind: 'revive', networkId: 4,
    },
    {
      what: 'a peer that takes no invitation is negotiated with',
      peer: peer(NOT_INVITABLE, 0), stored: [AS_CLIENT], kind: 'negotiate',
    },
    {
      what: 'a peer without a stored group is negotiated with',
      peer: peer(INVITABLE, 0), stored: [], kind: 'negotiate',
    },
  ];
  for (const { what, peer: target, stored, kind, networkId } of cases) {
    it(what, () => {
      const approach = chooseApproach(target, CONFIG, stored);
      assert.equal(approach.kind, kind);
      assert.equal('networkId' in approach ? approach.networkId : undefined, networkId);
    });
  }
});
