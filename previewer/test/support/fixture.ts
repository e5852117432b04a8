import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../src/arkts/compile/compileProject.js';
import type { CompiledHap, TestKind } from '../../src/arkts/Hap.js';

export const COUNTER_PROJECT = fileURLToPath(new URL('../fixtures/counter', import.meta.url));

/** Source files of the fixture, from the project's root, with what to make of their text. */
export type Edits = Readonly<Record<string, (source: string) => string>>;

/** Copies the counter project to a folder of its own, with changes where a test needs them. */
export function copyCounter(edits: Edits = {}): { projectDirectory: string; remove(): void } {
  const projectDirectory = mkdtempSync(join(tmpdir(), 'counter-'));
  cpSync(COUNTER_PROJECT, projectDirectory, { recursive: true });
  for (const [file, edit] of Object.entries(edits)) {
    const path = join(projectDirectory, file);
    writeFileSync(path, edit(readFileSync(path, 'utf8')));
  }
  return { projectDirectory, remove: () => rmSync(projectDirectory, { recursive: true, force: true }) };
}

/** Compiles a copy of the counter project; a compile error fails the test. */
export async function compileCounter(edits: Edits = {}, tests?: TestKind): Promise<CompiledHap> {
  const { projectDirectory, remove } = copyCounter(edits);
  try {
    const result = await compileProject({ projectDirectory, ...tests && { tests } });
    if (!result.ok) {
      throw new Error(result.errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
    }
    return result.hap;
  } finally {
    remove();
  }
}
