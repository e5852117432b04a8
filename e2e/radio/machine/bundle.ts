import { build } from 'esbuild';

/** Makes one file of a program: Node.js in the machine is about ten times slower than outside. */
export async function bundle(entry: string, file: string): Promise<void> {
  await build({
    entryPoints: [entry], outfile: file, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error',
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
  });
}
