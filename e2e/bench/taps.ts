import type { BenchPhone } from './BenchPhone.js';

const PAUSE_MS = 20;

/**
 * Opens and leaves a page on the phone again and again until `work` is done. Milliseconds from each input to the moment
 * the lab has its patches: the way between the two processes is in it.
 */
export async function tapDuring(phone: BenchPhone, work: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isDone = false;
  const finish = (): void => {
    isDone = true;
  };
  work.then(finish, finish);
  await phone.until(() => phone.find('offerAcceptButton') === undefined, 'the offer to go');
  while (!isDone) {
    times.push(await timed(phone, () => phone.tap('receivedFilesButton'), true));
    times.push(await timed(phone, () => phone.back(), false));
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  return times;
}

async function timed(phone: BenchPhone, act: () => Promise<void> | void, opens: boolean): Promise<number> {
  const start = performance.now();
  await act();
  await phone.until(() => (phone.find('receivedFilesList') !== undefined) === opens, 'the answer to a tap');
  return performance.now() - start;
}
