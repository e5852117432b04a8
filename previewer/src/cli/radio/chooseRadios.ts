import type { RadioInterface } from '../../lab/radio/RadioNamespace.js';
import { type ListedInterface, readInterfaces, readModes } from './iwOutput.js';

/** What is known of the machine. */
export interface RadioHost {
  platform: NodeJS.Platform;
  userId: number;
  /** Effective capabilities of this process, as in `CapEff` of /proc/self/status. */
  capabilities: bigint;
  has(program: string): boolean;
  /** Output of `iw dev`. */
  interfaces: string;
  /** Output of `iw phy`. */
  phys: string;
  /** Name of the kernel's driver, such as mac80211_hwsim. */
  driverOf(phy: string): string;
  /** Whether the radio is switched off by rfkill. */
  isBlocked(phy: string): boolean;
}

export type RadioChoice = { ok: true; radios: RadioInterface[] } | { ok: false; problems: string[] };

const SIMULATED_DRIVER = 'mac80211_hwsim';
const P2P_MODES = ['P2P-client', 'P2P-GO'];
const capabilities = { cap_net_admin: 12n, cap_net_raw: 13n, cap_sys_admin: 21n } as const;
/** Each with the Debian package that brings it; of several names one is enough. */
const programs: readonly [names: readonly string[], debianPackage: string][] = [
  [['wpa_supplicant'], 'wpasupplicant'],
  [['wpa_cli'], 'wpasupplicant'],
  [['iw'], 'iw'],
  [['ip'], 'iproute2'],
  [['dnsmasq'], 'dnsmasq-base'],
  [['udhcpc', 'busybox'], 'udhcpc'],
  [['setpriv'], 'util-linux'],
];

/**
 * The radios for the phones: those of the interfaces that were asked for; without any asked for, radios that the kernel
 * simulates, as many as `devices`. Each problem is one line that names the command which shows it.
 */
export function chooseRadios(host: RadioHost, asked: readonly string[], devices: number): RadioChoice {
  const problems = missingOf(host);
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const stations = readInterfaces(host.interfaces)
    .filter(({ type }) => type === 'managed')
    .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  const modes = readModes(host.phys);
  const hasP2p = ({ phy }: ListedInterface): boolean =>
    P2P_MODES.every(mode => modes.get(phy)?.includes(mode) === true);
  if (asked.length > 0) {
    const found = asked.map(name => stations.find(station => station.name === name));
    const refusals = asked.flatMap((name, index) => refusalOf(name, found[index], hasP2p, host) ?? []);
    refusals.push(...sharedRadios(found));
    return refusals.length > 0
      ? { ok: false, problems: refusals }
      : { ok: true, radios: found.flatMap(station => (station === undefined ? [] : radioOf(station))) };
  }
  const candidates = stations.filter(hasP2p);
  const isSimulated = candidates.every(({ phy }) => host.driverOf(phy) === SIMULATED_DRIVER);
  if (candidates.length === 0) {
    return { ok: false, problems: ['No radio here supports Wi-Fi Direct (iw phy: P2P-client and P2P-GO).'] };
  }
  if (!isSimulated) {
    const names = candidates.map(({ name }) => name).join(' ');
    return { ok: false, problems: [`Say which radios may be used: --interface ${names} (iw dev)`] };
  }
  return candidates.length < devices
    ? { ok: false, problems: [`${devices} phones need as many radios, here are ${candidates.length} (iw dev).`] }
    : { ok: true, radios: candidates.slice(0, devices).map(radioOf) };
}

function missingOf(host: RadioHost): string[] {
  if (host.platform !== 'linux') {
    return [`Real radios need Linux; this is ${host.platform} (uname).`];
  }
  const problems: string[] = [];
  const lacking = Object.entries(capabilities)
    .filter(([, bit]) => (host.capabilities & (1n << bit)) === 0n)
    .map(([name]) => name);
  if (host.userId !== 0) {
    problems.push('Root is needed to move radios between network namespaces (id -u).');
  } else if (lacking.length > 0) {
    problems.push(`Root lacks the capabilities ${lacking.join(', ')} here (grep CapEff /proc/self/status).`);
  }
  for (const [names, debianPackage] of programs) {
    if (!names.some(name => host.has(name))) {
      problems.push(`${names[0]} is missing: apt-get install ${debianPackage} (command -v ${names[0]})`);
    }
  }
  return problems;
}

function refusalOf(
  name: string,
  station: ListedInterface | undefined,
  hasP2p: (station: ListedInterface) => boolean,
  host: RadioHost,
): string | undefined {
  if (station === undefined) {
    return `${name} is no station interface of a radio here (iw dev).`;
  }
  if (!hasP2p(station)) {
    return `${name} does not support Wi-Fi Direct: P2P-client and P2P-GO (iw phy ${station.phy} info).`;
  }
  return host.isBlocked(station.phy) ? `${name} is switched off: rfkill unblock wifi (rfkill list)` : undefined;
}

function sharedRadios(found: readonly (ListedInterface | undefined)[]): string[] {
  return found.flatMap((station, index) => {
    const other = found.slice(0, index).find(earlier => earlier !== undefined && earlier.phy === station?.phy);
    return other === undefined
      ? []
      : [`${other.name} and ${station?.name} are one radio: each phone needs its own (iw dev).`];
  });
}

function radioOf({ name, phy }: ListedInterface): RadioInterface {
  return { interfaceName: name, phy };
}
