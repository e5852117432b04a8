import { type Profiler, Session } from 'node:inspector';

/** What ran of one instance of a script: nested ranges of its code, each with how often it ran. */
export type ScriptCoverage = Profiler.ScriptCoverage;

/** Runs a task and tells what ran of the scripts of HAPs meanwhile, one entry for each realm that loaded a script. */
export async function collectCoverage(task: () => Promise<void>): Promise<ScriptCoverage[]> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  await task();
  const scripts = await new Promise<ScriptCoverage[]>((resolve, reject) => {
    session.post('Profiler.takePreciseCoverage', (error, { result }) => error ? reject(error) : resolve(result));
  });
  session.disconnect();
  return scripts.filter(script => script.url.startsWith('hap:/'));
}
