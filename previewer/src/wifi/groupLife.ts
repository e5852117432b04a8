import type { GroupStarted } from '../supplicant/events.js';
import { notLinked, type P2pCore } from './P2pCore.js';
import { DeviceStatus, unknownDevice } from './PeerList.js';

/** Platform behaviour §4.1. */
export const OWNER_IP_ADDRESS = '192.168.49.1';
/** Milliseconds that a client waits for a lease. */
const DHCP_TIMEOUT = 10_000;
const MINUTE = 60_000;

/**
 * The supplicant has started a group: makes it the running one and starts its IP configuration. Publishes nothing but
 * p2pPersistentGroupChange, since what else is told depends on who asked for the group.
 */
export async function beginGroup(
  core: P2pCore,
  started: GroupStarted,
  options: { isExplicit: boolean; isPersistent: boolean },
): Promise<void> {
  await core.refreshNetworks();
  const stored = core.networks.find(network => network.ssid === started.ssid && network.role === started.role);
  const isOwner = started.role === 'owner';
  const owner = core.peers.find(started.ownerAddress)?.device;
  core.group = {
    interfaceName: started.interfaceName,
    interfaceAddress: started.interfaceAddress,
    name: started.ssid,
    isOwner,
    passphrase: (isOwner ? started.passphrase : started.preSharedKey) ?? '',
    frequency: started.frequency,
    networkId: options.isPersistent ? stored?.networkId ?? -1 : -1,
    isPersistent: options.isPersistent,
    isExplicit: options.isExplicit,
    owner: isOwner
      ? { ...core.ownDevice, deviceStatus: DeviceStatus.CONNECTED }
      : owner === undefined
        ? unknownDevice(started.ownerAddress, DeviceStatus.UNAVAILABLE)
        : { ...owner, deviceStatus: DeviceStatus.CONNECTED },
    clients: [],
    goIpAddress: isOwner ? OWNER_IP_ADDRESS : '',
    gcIpAddress: '',
  };
  rememberMember(core, started.ownerAddress);
  const ownerIp = isOwner ? OWNER_IP_ADDRESS : '';
  core.linked = { connectState: 1, isGroupOwner: isOwner, groupOwnerAddr: ownerIp };
  if (isOwner) {
    serveAddresses(core, started);
    watchIdleGroup(core);
  } else {
    askForAddress(core, started);
  }
}

/** Takes the IP configuration and the group away; what was published before stays unsaid. */
export function endGroup(core: P2pCore): void {
  if (core.group !== undefined) {
    core.network.stop(core.group.interfaceName);
  }
  core.group = undefined;
  core.linked = notLinked;
  core.invited.clear();
  core.timers.stop('idleGroupTimeout');
  core.timers.stop('leaseRenewal');
}

export function announceEnd(core: P2pCore): void {
  core.publishOwnDevice(DeviceStatus.AVAILABLE);
  core.publishLinked(notLinked);
}

/** Gives the member the alias in groups that it has as a peer. */
export function rememberMember(core: P2pCore, address: string): void {
  core.groupAliases.ensure(address, core.aliases.find(address));
}

/** Arms the removal of a group that stays without clients (platform behaviour §4.5). */
export function watchIdleGroup(core: P2pCore): void {
  const minutes = core.settings.idleRemovalMinutes;
  if (minutes > 0) {
    core.timers.start('idleGroupTimeout', minutes * MINUTE);
  }
}

function serveAddresses(core: P2pCore, started: GroupStarted): void {
  const group = core.group;
  core.network.startServer({
    interfaceName: started.interfaceName,
    group: nameOnTheAir(started),
    address: OWNER_IP_ADDRESS,
    onLease: lease => {
      if (group !== undefined) {
        group.gcIpAddress = lease.address;
      }
    },
  });
}

function askForAddress(core: P2pCore, started: GroupStarted): void {
  const { interfaceName } = started;
  const { dhcp } = core.settings;
  const longestDelay = dhcp === 'fails' ? 0 : dhcp.most;
  core.timers.delay(longestDelay + DHCP_TIMEOUT, () => core.post({ kind: 'leaseFailed', interfaceName }));
  if (dhcp === 'fails') {
    return;
  }
  core.timers.delay(dhcp.least + core.random() * (dhcp.most - dhcp.least), () => {
    const options = { interfaceName, group: nameOnTheAir(started), hardwareAddress: started.interfaceAddress };
    void core.network.startClient(options).then(lease => {
      const isObtained = lease !== undefined;
      core.post(isObtained ? { kind: 'leaseObtained', interfaceName, lease } : { kind: 'leaseFailed', interfaceName });
    });
  });
}

function nameOnTheAir(started: GroupStarted): string {
  return `${started.ownerAddress} ${started.ssid}`;
}
