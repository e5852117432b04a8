import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Writes the program of a worker's thread as one script, which starts much faster than its sources, to `file`. */
export async function bundleWorkerThread(file: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('./workerThread.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
}
