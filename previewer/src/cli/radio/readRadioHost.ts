import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
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
    isBlocked: readBlocked,
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

function readBlocked(phy: string): boolean {
  const folder = `/sys/class/ieee80211/${phy}`;
  try {
    return readdirSync(folder)
      .filter(name => name.startsWith('rfkill'))
      .some(name => ['soft', 'hard'].some(kind => readFileSync(join(folder, name, kind), 'utf8').trim() === '1'));
  } catch {
    return false;
  }
}

function outputOf(program: string, ...words: string[]): string {
  const { stdout } = spawnSync(program, words, { encoding: 'utf8' });
  return stdout ?? '';
}
