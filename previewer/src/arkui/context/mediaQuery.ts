import type { UiConfiguration } from '../ArkUi.js';
import { isCallback, type Callback } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';

interface MediaQueryResult {
  readonly matches: boolean;
  readonly media: string;
}

/** A listener of one condition; told when the answer changes. */
class MediaQueryListener implements MediaQueryResult {
  matches: boolean;
  private readonly callbacks = new Set<Callback>();

  constructor(private readonly ui: UiInstance, readonly media: string) {
    this.matches = doesMatch(media, ui.configuration);
    ui.configurationListeners.add(() => this.update());
  }

  on(_type: 'change', callback: Callback): void {
    this.callbacks.add(callback);
  }

  off(_type: 'change', callback?: Callback): void {
    if (isCallback(callback)) {
      this.callbacks.delete(callback);
    } else {
      this.callbacks.clear();
    }
  }

  private update(): void {
    const matches = doesMatch(this.media, this.ui.configuration);
    if (matches === this.matches) {
      return;
    }
    this.matches = matches;
    const result: MediaQueryResult = { matches, media: this.media };
    for (const callback of this.callbacks) {
      this.ui.callHandler(callback, result);
    }
  }
}

export function createMediaQuery(ui: UiInstance): { matchMediaSync(condition: string): MediaQueryListener } {
  return { matchMediaSync: condition => new MediaQueryListener(ui, condition) };
}

/** Conditions joined by `and`: widths and heights in vp, `orientation`, `dark-mode`. Anything else does not match. */
function doesMatch(media: string, configuration: UiConfiguration): boolean {
  const conditions = [...media.matchAll(/\(([^()]*)\)/g)].map(match => (match[1] ?? '').trim());
  return conditions.length > 0 && conditions.every(condition => holds(condition, configuration));
}

function holds(condition: string, { width, height, colorMode }: UiConfiguration): boolean {
  const range = /^(min-|max-)?(width|height)\s*:\s*([\d.]+)\s*(?:vp)?$/.exec(condition)
    ?? comparison(condition);
  if (range !== null) {
    const actual = range[2] === 'width' ? width : height;
    const limit = Number(range[3]);
    return range[1] === 'min-' ? actual >= limit : range[1] === 'max-' ? actual <= limit : actual === limit;
  }
  const pair = /^([\w-]+)\s*:\s*([\w-]+)$/.exec(condition);
  if (pair?.[1] === 'orientation') {
    return pair[2] === (width > height ? 'landscape' : 'portrait');
  }
  return pair?.[1] === 'dark-mode' && pair[2] === String(colorMode === 'dark');
}

/** `width >= 600vp` as the parts of `min-width: 600`. */
function comparison(condition: string): string[] | null {
  const match = /^(width|height)\s*(>=|<=)\s*([\d.]+)\s*(?:vp)?$/.exec(condition);
  return match === null ? null : [condition, match[2] === '>=' ? 'min-' : 'max-', match[1] ?? '', match[3] ?? ''];
}
