import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** Raise when what is computed from the same declarations changes. */
const FORMAT = 1;

const memory = new Map<string, unknown>();

/** A JSON value computed from the SDK's declarations, once for each version of them, kept in `node_modules/.cache`. */
export function cached<Value>(name: string, compute: () => Value): Value {
  if (!memory.has(name)) {
    memory.set(name, readOrCompute(name, compute));
  }
  return memory.get(name) as Value;
}

/** The installed folder of the declarations; its `exports` hide `package.json`, so it is looked for by path. */
export function declarationsPackage(): string {
  const name = '@arkts/declarations';
  const folders = (require.resolve.paths(name) ?? []).map(folder => join(folder, name));
  const found = folders.find(folder => existsSync(join(folder, 'package.json')));
  if (found === undefined) {
    throw new Error(`The package ${name} is not installed`);
  }
  return found;
}

function readOrCompute(name: string, compute: () => unknown): unknown {
  const { version } = JSON.parse(readFileSync(join(declarationsPackage(), 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(declarationsPackage(), '../../.cache/previewer');
  const file = join(folder, `${name}-${version}-${FORMAT}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const value = compute();
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(value));
      renameSync(`${file}.${process.pid}`, file);
    } catch {
      // A read-only installation works without the cache.
    }
    return value;
  }
}
