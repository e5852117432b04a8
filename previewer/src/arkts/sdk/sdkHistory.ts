import { readFileSync } from 'node:fs';

/** A public symbol that API 13 to 20 deprecated. */
export interface DeprecatedSymbol {
  since: number;
  useInstead: string;
}

/** What the API 12 declarations cannot know of API 13 to 20, by `module` and qualified name. */
export interface SdkHistory {
  deprecated(module: string, name: string): DeprecatedSymbol | undefined;
  /** The API version that added a member, or undefined for one that API 12 has. */
  addedIn(module: string, name: string): number | undefined;
}

export function readSdkHistory(): SdkHistory {
  const deprecated = new Map<string, DeprecatedSymbol>();
  for (const [module, name, , since, useInstead] of rowsOf('deprecated-13-20.tsv')) {
    deprecated.set(`${module}\t${name}`, { since: Number(since), useInstead: useInstead ?? '' });
  }
  const added = new Map<string, number>();
  for (const [module, name, since] of rowsOf('added-13-20.tsv')) {
    added.set(`${module}\t${name}`, Number(since));
  }
  return {
    deprecated: (module, name) => deprecated.get(`${module}\t${name}`),
    addedIn: (module, name) => added.get(`${module}\t${name}`),
  };
}

function rowsOf(file: string): string[][] {
  const text = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');
  return text.split('\n').slice(1).filter(line => line !== '').map(line => line.split('\t'));
}
