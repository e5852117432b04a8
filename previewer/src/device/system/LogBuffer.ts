import type { Clock } from '../../clock/Clock.js';
import type { LogLevel } from '../../kits/KitHost.js';
import type { LogEntry } from '../DeviceView.js';

const CAPACITY = 2000;

/** hilog of one device: the last entries, and everybody who watches for new ones. */
export class LogBuffer {
  private readonly entries: LogEntry[] = [];

  constructor(private readonly clock: Clock, private readonly onEntry: (entry: LogEntry) => void) {}

  /** Domains below 0x10000 are those of applications, shown with the prefix `A0`; the others are the system's. */
  write(level: LogLevel, domain: number, tag: string, text: string): void {
    const entry = { time: this.clock.now(), level, domain: domainText(domain), tag, text };
    this.entries.push(entry);
    if (this.entries.length > CAPACITY) {
      this.entries.shift();
    }
    this.onEntry(entry);
  }

  all(): LogEntry[] {
    return [...this.entries];
  }
}

function domainText(domain: number): string {
  const digits = (domain >>> 0).toString(16).toUpperCase();
  return domain <= 0xffff ? `A${digits.padStart(5, '0')}` : digits;
}
