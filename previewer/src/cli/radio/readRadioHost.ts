import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import type { RadioHost } from './chooseRadios.js';

/** What this machine offers; nothing is changed by looking. */
export function readRadioHost(): RadioHost {
  return {
    platform: process.platform,
    userId: process.getuid?.() ?? -1,
    capabilities: readCapabilities(),
    has: program => (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program))),
    interfaces: outputOf('iw', 'dev'),
    phys: outputOf('iw', 'phy'),
    driverOf: readDriver,
  };
}

function readCapabilities(): bigint {
  try {
    const [, digits = '0'] = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return BigInt(`0x${digits}`);
  } catch {
    return 0n;
  }
}

function readDriver(phy: string): string {
  try {
    return basename(readlinkSync(`/sys/class/ieee80211/${phy}/device/driver`));
  } catch {
    return '';
  }
}

function outputOf(program: string, ...words: string[]): string {
  const { stdout } = spawnSync(program, words, { encoding: 'utf8' });
  return stdout ?? '';
}
