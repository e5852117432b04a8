import { createRequire } from 'node:module';
import { build } from 'esbuild';

/** The test framework as one CommonJS script: its own modules import each other without file extensions. */
export async function bundleHypium(): Promise<string> {
  const result = await build({
    entryPoints: [createRequire(import.meta.url).resolve('@ohos/hypium')],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    target: 'es2022',
    external: ['@ohos.*', '@kit.*'],
    logLevel: 'silent',
  });
  const [file] = result.outputFiles;
  if (file === undefined) {
    throw new Error('The test framework could not be bundled.');
  }
  return file.text;
}
