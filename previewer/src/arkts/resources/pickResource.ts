import type { ResourceValue } from '../Hap.js';

export interface ResourceQualifiers {
  /** `en-US`, `zh-Hans-CN`. */
  locale: string;
  colorMode: 'light' | 'dark';
}

const LANGUAGE = /^[a-z]{2,3}$/;

/** The value that fits best: language and region, then language alone, then colour mode; `base` fits always. */
export function pickResource(values: ResourceValue[], qualifiers: ResourceQualifiers): ResourceValue | undefined {
  let best: ResourceValue | undefined;
  let bestScore = -1;
  for (const value of values) {
    const score = scoreOf(value.qualifiers, qualifiers);
    if (score > bestScore) {
      best = value;
      bestScore = score;
    }
  }
  return best;
}

/** -1 for a value that does not fit at all. */
function scoreOf(folder: string, { locale, colorMode }: ResourceQualifiers): number {
  if (folder === 'base') {
    return 0;
  }
  const [language = '', ...rest] = locale.split('-');
  const region = rest.at(-1);
  let score = 0;
  for (const qualifier of folder.split('-')) {
    const parts = qualifier.split('_');
    if (qualifier === 'dark' || qualifier === 'light') {
      if (qualifier !== colorMode) {
        return -1;
      }
      score += 1;
    } else if (LANGUAGE.test(parts[0] ?? '')) {
      if (parts[0] !== language) {
        return -1;
      }
      score += parts.length === 1 ? 4 : parts.at(-1) === region ? 8 : 2;
    } else if (qualifier !== 'phone' && qualifier !== 'vertical') {
      return -1;
    }
  }
  return score;
}
