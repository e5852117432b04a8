import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readClientLine, readServerLine } from '../../src/net/real/dhcpLines.js';

test('a lease that dnsmasq has given is read from its log', () => {
  assert.deepEqual(readServerLine('dnsmasq-dhcp: DHCPACK(p2p-wlan0-0) 192.168.49.44 46:00:00:00:01:00 '), {
    address: '192.168.49.44', hardwareAddress: '46:00:00:00:01:00',
  });
  assert.equal(readServerLine('dnsmasq-dhcp: DHCPOFFER(p2p-wlan0-0) 192.168.49.44 46:00:00:00:01:00 '), undefined);
});

test('a lease that udhcpc has got is read from what its script prints', () => {
  const lease = { address: '192.168.49.44', serverAddress: '192.168.49.1' };
  assert.deepEqual(readClientLine('bound ip=192.168.49.44 server=192.168.49.1'), lease);
  assert.deepEqual(readClientLine('renew ip=192.168.49.44 server=192.168.49.1'), lease);
  assert.equal(readClientLine('udhcpc: broadcasting discover'), undefined);
});
