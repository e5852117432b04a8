import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Asset {
  type: string;
  body: Buffer | string;
}

const PAGE_PROGRAM = fileURLToPath(new URL('../web/main.ts', import.meta.url));
const FONTS = dirname(createRequire(import.meta.url).resolve('harmonyos-sans-sc-webfont-splitted'));
const FONT_WEIGHTS = ['Light', 'Regular', 'Medium', 'Bold'];

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The page's program and styles, by file name: `page.js`, `page.css`. */
export async function buildPage(): Promise<Map<string, Asset>> {
  const result = await build({
    entryPoints: { page: PAGE_PROGRAM },
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return new Map(result.outputFiles.map(file => [basename(file.path), { type: typeOf(file.path), body: file.text }]));
}

/** The HTML of the page; everything else it asks for lies under `base`. */
export function pageHtml(base: string): string {
  const fonts = FONT_WEIGHTS.map(weight => `<link rel="stylesheet" href="fonts/${weight}.css">`).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Previewer</title>
<base href="${base}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
${fonts}
<main></main>
<script type="module" src="page.js"></script>
</html>
`;
}

/** A style sheet or font of the system font; undefined when there is none of that name. */
export function readFont(name: string): Promise<Asset | undefined> {
  return /^[A-Za-z0-9_]+\.(css|woff2)$/.test(name) ? readAsset(join(FONTS, name)) : Promise.resolve(undefined);
}

/** Undefined when the file cannot be read. */
export async function readAsset(file: string): Promise<Asset | undefined> {
  try {
    return { type: typeOf(file), body: await readFile(file) };
  } catch {
    return undefined;
  }
}

function typeOf(file: string): string {
  return TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
}
