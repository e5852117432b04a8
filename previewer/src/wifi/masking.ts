import type { AddressAliases } from './AddressAliases.js';
import type { P2pCore, RunningGroup } from './P2pCore.js';
import { permissions } from './permissions.js';
import type { Caller, P2pDevice, P2pGroup, P2pLinkedInfo } from './WifiApi.js';

const MASKED_IP_ADDRESS = '00.00.00.00';
const MASKED_HARDWARE_ADDRESS = '00:00:00:00:00:00';
const RANDOM_ADDRESS = 0;

/** A peer as the application sees it (platform behaviour §5): without an alias in the table the real address shows. */
export function aliased(device: P2pDevice, caller: Caller, aliases: AddressAliases): P2pDevice {
  const alias = aliases.find(device.deviceAddress);
  if (alias === undefined || caller.hasPermission(permissions.GET_WIFI_PEERS_MAC)) {
    return { ...device };
  }
  return { ...device, deviceAddress: alias, deviceAddressType: RANDOM_ADDRESS };
}

/** Platform behaviour §1.6. */
export function maskedLinkedInfo(linked: P2pLinkedInfo, caller: Caller): P2pLinkedInfo {
  const isPermitted = caller.hasPermission(permissions.GET_WIFI_LOCAL_MAC);
  return isPermitted ? { ...linked } : { ...linked, groupOwnerAddr: MASKED_IP_ADDRESS };
}

export function maskedOwnDevice(device: P2pDevice, caller: Caller): P2pDevice {
  const isPermitted = caller.hasPermission(permissions.GET_WIFI_LOCAL_MAC);
  return isPermitted ? { ...device } : { ...device, deviceAddress: MASKED_HARDWARE_ADDRESS };
}

/** Addresses in it are not masked, only aliased. */
export function visibleGroup(group: RunningGroup, caller: Caller, aliases: AddressAliases): P2pGroup {
  const clients = group.clients.map(client => aliased(client, caller, aliases));
  return {
    isP2pGo: group.isOwner,
    ownerInfo: aliased(group.owner, caller, aliases),
    passphrase: group.passphrase,
    interface: group.interfaceName,
    groupName: group.name,
    networkId: group.networkId,
    frequency: group.frequency,
    ...(clients.length === 0 ? {} : { clientDevices: clients }),
    goIpAddress: group.goIpAddress,
    gcIpAddress: group.gcIpAddress,
  };
}

/** The stored groups, for system applications; their clients are remembered ones. */
export function storedGroups(core: P2pCore, caller: Caller): P2pGroup[] {
  return core.networks.map(network => {
    const isOwner = network.role === 'owner';
    const device = (address: string): P2pDevice =>
      core.peers.find(address)?.device ?? { ...core.ownDevice, deviceName: '', deviceAddress: address };
    const clients = network.clients.map(address => aliased(device(address), caller, core.groupAliases));
    return {
      isP2pGo: isOwner,
      ownerInfo: aliased(isOwner ? core.ownDevice : device(network.ownerAddress), caller, core.groupAliases),
      passphrase: network.passphrase,
      interface: '',
      groupName: network.ssid,
      networkId: network.networkId,
      frequency: 0,
      ...(clients.length === 0 ? {} : { clientDevices: clients }),
      goIpAddress: '',
      gcIpAddress: '',
    };
  });
}
