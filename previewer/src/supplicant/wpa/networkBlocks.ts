import type { StoredNetwork } from '../commands.js';
import { readPrintfText } from './printfText.js';

/** Value of `mode` in the block of a group that this device owns. */
export const OWNER_MODE = '3';
const ANY_OWNER = ['any', '00:00:00:00:00:00'];

interface Listed {
  networkId: number;
  ssid: string;
  ownerAddress: string;
}

/**
 * The stored groups: their ids are in the reply to `list_networks`, their content in the configuration file, since the
 * control interface does not give out a passphrase.
 */
export function readStoredNetworks(listing: string, configuration: string): StoredNetwork[] {
  const blocks = readBlocks(configuration);
  return listing.split('\n').flatMap(line => {
    const listed = readListed(line);
    if (listed === undefined) {
      return [];
    }
    const index = blocks.findIndex(
      block => textOf(block.get('ssid')) === listed.ssid && ownerOf(block.get('bssid')) === listed.ownerAddress,
    );
    const [block] = index < 0 ? [] : blocks.splice(index, 1);
    return [{
      ...listed,
      role: block?.get('mode') === OWNER_MODE ? 'owner' : 'client',
      passphrase: textOf(block?.get('psk'), 'keepHexadecimal'),
      clients: (block?.get('p2p_client_list') ?? '').split(' ').filter(address => address !== ''),
    }];
  });
}

function readListed(line: string): Listed | undefined {
  const [id = '', ssid = '', bssid = '', flags = ''] = line.split('\t');
  if (!/^\d+$/.test(id) || !flags.includes('[P2P-PERSISTENT]')) {
    return undefined;
  }
  return { networkId: Number(id), ssid: readPrintfText(ssid), ownerAddress: ownerOf(bssid) };
}

function readBlocks(configuration: string): Map<string, string>[] {
  return [...configuration.matchAll(/^network=\{\n([\s\S]*?)^\}/gm)].map(([, body = '']) => {
    const lines = body.split('\n').map(line => line.trim()).filter(line => line.includes('='));
    return new Map(lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  });
}

function ownerOf(bssid: string | undefined): string {
  return bssid === undefined || ANY_OWNER.includes(bssid) ? '' : bssid;
}

/** A value is quoted text, or hexadecimal digits of bytes; those of a pre-shared key stay digits. */
function textOf(value = '', hexadecimal: 'decode' | 'keepHexadecimal' = 'decode'): string {
  if (value.startsWith('"')) {
    return value.slice(1, value.lastIndexOf('"'));
  }
  return hexadecimal === 'decode' ? Buffer.from(value, 'hex').toString() : value;
}
