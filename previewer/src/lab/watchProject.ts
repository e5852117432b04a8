import { existsSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

const QUIET_MS = 200;

/** Calls `onChange` once after each burst of changes in the project's sources. Returns the function that ends it. */
export function watchProject(projectDirectory: string, onChange: () => void): () => void {
  let quiet: NodeJS.Timeout | undefined;
  const note = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(onChange, QUIET_MS);
  };
  const watchers: FSWatcher[] = sourceFolders(projectDirectory).map(folder => watch(folder, { recursive: true }, note));
  watchers.forEach(watcher => watcher.on('error', () => watcher.close()));
  return () => {
    clearTimeout(quiet);
    watchers.forEach(watcher => watcher.close());
  };
}

function sourceFolders(projectDirectory: string): string[] {
  const modules = readdirSync(projectDirectory, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'node_modules')
    .map(entry => join(projectDirectory, entry.name, 'src/main'));
  return [join(projectDirectory, 'AppScope'), ...modules].filter(folder => existsSync(folder));
}
