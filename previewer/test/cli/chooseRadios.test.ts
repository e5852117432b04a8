import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { chooseRadios, type RadioHost } from '../../src/cli/radio/chooseRadios.js';
import { readInterfaces, readModes } from '../../src/cli/radio/iwOutput.js';

/** Output of `iw dev` and `iw phy`, without bands and ciphers, on a machine with three software radios. */
const interfaces = recorded('dev');
const phys = recorded('phy');
const everything = (1n << 40n) - 1n;

function recorded(name: string): string {
  return readFileSync(new URL(`../fixtures/iw/${name}.txt`, import.meta.url), 'utf8');
}

function hostWith(changes: Partial<RadioHost> = {}): RadioHost {
  return {
    platform: 'linux',
    userId: 0,
    capabilities: everything,
    has: () => true,
    interfaces,
    phys,
    driverOf: () => 'mac80211_hwsim',
    isBlocked: () => false,
    ...changes,
  };
}

function problemsOf(host: RadioHost, asked: string[] = [], devices = 2): string[] {
  const choice = chooseRadios(host, asked, devices);
  return choice.ok ? [] : choice.problems;
}

suite('radios of this machine', () => {
  test('are read from iw', () => {
    const stations = readInterfaces(interfaces).filter(({ type }) => type === 'managed');
    assert.deepEqual(
      stations.map(({ name, phy }) => `${name} ${phy}`).sort(),
      ['wlan0 phy0', 'wlan1 phy1', 'wlan2 phy2'],
    );
    assert.deepEqual([...readModes(phys).keys()].sort(), ['phy0', 'phy1', 'phy2']);
    assert.deepEqual(readModes(phys).get('phy0'), [
      'IBSS', 'managed', 'AP', 'AP/VLAN', 'monitor', 'mesh point', 'P2P-client', 'P2P-GO', 'P2P-device',
      'outside context of a BSS',
    ]);
  });

  test('interfaces of groups and of the P2P device are no stations', () => {
    const inGroup = readInterfaces(recorded('dev-in-group')).filter(({ type }) => type !== 'managed');
    assert.deepEqual(inGroup.map(({ type }) => type).sort(), ['P2P-GO', 'P2P-client']);
  });

  test('simulated ones are taken as they come', () => {
    assert.deepEqual(chooseRadios(hostWith(), [], 2), {
      ok: true,
      radios: [{ interfaceName: 'wlan0', phy: 'phy0' }, { interfaceName: 'wlan1', phy: 'phy1' }],
    });
    assert.deepEqual(problemsOf(hostWith(), [], 4), ['4 phones need as many radios, here are 3 (iw dev).']);
  });

  test('real ones are used only when they are named', () => {
    const host = hostWith({ driverOf: phy => (phy === 'phy1' ? 'iwlwifi' : 'mac80211_hwsim') });
    assert.deepEqual(problemsOf(host), ['Say which radios may be used: --interface wlan0 wlan1 wlan2 (iw dev)']);
    assert.deepEqual(chooseRadios(host, ['wlan1'], 2), {
      ok: true, radios: [{ interfaceName: 'wlan1', phy: 'phy1' }],
    });
  });

  test('each problem of a named one is told', () => {
    const withoutP2p = phys.replaceAll('\t\t * P2P-GO\n', '');
    assert.deepEqual(problemsOf(hostWith(), ['wlan7']), ['wlan7 is no station interface of a radio here (iw dev).']);
    assert.deepEqual(problemsOf(hostWith({ phys: withoutP2p }), ['wlan0']), [
      'wlan0 does not support Wi-Fi Direct: P2P-client and P2P-GO (iw phy phy0 info).',
    ]);
    assert.deepEqual(problemsOf(hostWith({ isBlocked: () => true }), ['wlan0']), [
      'wlan0 is switched off: rfkill unblock wifi (rfkill list)',
    ]);
    assert.deepEqual(problemsOf(hostWith({ phys: withoutP2p })), [
      'No radio here supports Wi-Fi Direct (iw phy: P2P-client and P2P-GO).',
    ]);
    assert.deepEqual(problemsOf(hostWith(), ['wlan0', 'wlan0']), [
      'wlan0 and wlan0 are one radio: each phone needs its own (iw dev).',
    ]);
  });

  test('what the machine lacks is told with the command that shows it', () => {
    assert.deepEqual(problemsOf(hostWith({ platform: 'darwin' })), ['Real radios need Linux; this is darwin (uname).']);
    assert.deepEqual(problemsOf(hostWith({ userId: 1000, has: program => !['dnsmasq', 'udhcpc'].includes(program) })), [
      'Root is needed to move radios between network namespaces (id -u).',
      'dnsmasq is missing: apt-get install dnsmasq-base (command -v dnsmasq)',
    ]);
    assert.deepEqual(problemsOf(hostWith({ capabilities: 1n << 12n })), [
      'Root lacks the capabilities cap_net_raw, cap_sys_admin here (grep CapEff /proc/self/status).',
    ]);
  });
});
