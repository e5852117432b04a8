import type { ClientLease, Lease } from '../GroupNetwork.js';

/** What dnsmasq logs when a client has taken its lease. */
export function readServerLine(line: string): ClientLease | undefined {
  const match = /\bDHCPACK\(\S+\) (\d+\.\d+\.\d+\.\d+) ((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/i.exec(line);
  const [, address = '', hardwareAddress = ''] = match ?? [];
  return match === null ? undefined : { address, hardwareAddress: hardwareAddress.toLowerCase() };
}

/** Configures the interface as udhcpc tells it, and prints what `readClientLine` reads. */
export const CLIENT_SCRIPT = `#!/bin/sh
case "$1" in
  deconfig) ip address flush dev "$interface" && ip link set "$interface" up ;;
  bound | renew) ip address replace "$ip/\${mask:-24}" dev "$interface" && echo "$1 ip=$ip server=$serverid" ;;
esac
`;

export function readClientLine(line: string): Lease | undefined {
  const match = /^(?:bound|renew) ip=(\S+) server=(\S+)$/.exec(line);
  const [, address = '', serverAddress = ''] = match ?? [];
  return match === null ? undefined : { address, serverAddress };
}
