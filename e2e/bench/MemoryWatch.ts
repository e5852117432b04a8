import type { BenchPhone } from './BenchPhone.js';

const INTERVAL_MS = 25;
const MEBIBYTE = 1 << 20;

/** The peak of a phone's resident memory above what it was when the watch began. */
export class MemoryWatch {
  private readonly idle: number;
  private peak: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly phone: BenchPhone) {
    this.idle = phone.residentBytes();
    this.peak = this.idle;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.timer = setInterval(() => this.sample(), INTERVAL_MS);
    try {
      return await work();
    } finally {
      clearInterval(this.timer);
      this.sample();
    }
  }

  get mebibytesAboveIdle(): number {
    return (this.peak - this.idle) / MEBIBYTE;
  }

  private sample(): void {
    this.peak = Math.max(this.peak, this.phone.residentBytes());
  }
}
