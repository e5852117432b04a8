import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export type FoundProject = { ok: true; directory: string } | { ok: false; message: string };

/** The folder given, or the nearest one upwards from the present folder that holds an OpenHarmony project. */
export function findProject(given: string | undefined): FoundProject {
  if (given !== undefined) {
    const directory = resolve(given);
    return isProject(directory) ? { ok: true, directory } : {
      ok: false,
      message: `${directory} is not an OpenHarmony project: it has no AppScope/app.json5.`,
    };
  }
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    if (isProject(directory)) {
      return { ok: true, directory };
    }
    if (dirname(directory) === directory) {
      return { ok: false, message: 'There is no OpenHarmony project (AppScope/app.json5) here or above. Name one with --project.' };
    }
  }
}

function isProject(directory: string): boolean {
  return existsSync(join(directory, 'AppScope/app.json5'));
}
