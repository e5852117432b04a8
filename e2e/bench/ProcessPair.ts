import { MeasuringProcess } from './MeasuringProcess.js';

/** The two ends of a reference. */
export class ProcessPair {
  readonly near = new MeasuringProcess();
  readonly far = new MeasuringProcess();

  close(): void {
    this.near.close();
    this.far.close();
  }
}
