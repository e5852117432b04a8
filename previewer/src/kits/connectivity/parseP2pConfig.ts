import type { P2pConfig } from '../../wifi/WifiApi.js';
import { INVALID_PARAMETER, thrownFault } from './wifiErrors.js';

const ADDRESS_BYTES = 17;
const PASSPHRASE_BYTES = 127;
const GROUP_NAME_BYTES = 32;

export interface ParsedConfig {
  config: P2pConfig;
  /**
   * A numeric field held something else: the command goes out with the default and the caller gets an error all the
   * same.
   */
  hasWrongNumber: boolean;
}

/**
 * Reads a `WifiP2PConfig` as the platform does (platform behaviour §1.4): wrong texts are empty, long ones are cut.
 * Throws 401.
 */
export function parseP2pConfig(value: unknown): ParsedConfig {
  if (typeof value !== 'object' || value === null) {
    throw thrownFault(INVALID_PARAMETER);
  }
  const fields = value as Record<string, unknown>;
  const numbers = [fields.deviceAddressType, fields.netId, fields.goBand];
  return {
    config: {
      deviceAddress: textOf(fields.deviceAddress, ADDRESS_BYTES),
      deviceAddressType: integerOf(fields.deviceAddressType, 0),
      netId: integerOf(fields.netId, -1),
      passphrase: textOf(fields.passphrase, PASSPHRASE_BYTES),
      groupName: textOf(fields.groupName, GROUP_NAME_BYTES),
      goBand: integerOf(fields.goBand, 0),
    },
    hasWrongNumber: numbers.some(number => number !== undefined && typeof number !== 'number'),
  };
}

function textOf(value: unknown, limit: number): string {
  return typeof value === 'string' ? Buffer.from(value, 'utf8').subarray(0, limit).toString('utf8') : '';
}

function integerOf(value: unknown, absent: number): number {
  return typeof value === 'number' ? Math.trunc(value) | 0 : absent;
}
