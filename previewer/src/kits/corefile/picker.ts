import type { picker } from '@kit.CoreFileKit';
import { callbackOf, settle } from '../asyncResult.js';
import { notProvided } from '../businessError.js';
import type { ScreenPort } from '../KitHost.js';
import { partialKit } from '../partialKit.js';
import { fileError } from './fileErrors.js';
import { documentUri } from './uris.js';

/** Of a name in bytes of UTF-8, the ending included. */
const LONGEST_NAME = 255;
/** Both the default and the limit up to API 20. */
const MOST_FILES = 500;

type Options = Partial<picker.DocumentSelectOptions & picker.DocumentSaveOptions>;

/** `picker`: documents that the person chooses on a screen of the system. There is none outside the main thread. */
export function createPicker(screen: ScreenPort | undefined): object {
  class DocumentSelectOptions {}
  class DocumentSaveOptions {}
  const ask = (kind: 'select' | 'save', args: readonly unknown[]): Promise<string[]> | undefined => settle(async () => {
    const options = readOptions(args);
    if (screen === undefined) {
      throw notProvided('picker.DocumentViewPicker in a worker');
    }
    const names = await screen.pick({
      kind,
      suggestedNames: options.newFileNames ?? [],
      suffixes: options.fileSuffixFilters ?? options.fileSuffixChoices ?? [],
      most: kind === 'save' ? 1 : Math.min(options.maxSelectNumber || MOST_FILES, MOST_FILES),
    });
    return names.map(documentUri);
  }, callbackOf(args));

  class DocumentViewPicker {
    select(...args: unknown[]): Promise<string[]> | undefined {
      return ask('select', args);
    }

    save(...args: unknown[]): Promise<string[]> | undefined {
      return ask('save', args);
    }
  }

  return partialKit('picker', {
    DocumentViewPicker,
    DocumentSelectOptions,
    DocumentSaveOptions,
    DocumentSelectMode: { FILE: 0, FOLDER: 1, MIXED: 2 },
    DocumentPickerMode: { DEFAULT: 0, DOWNLOAD: 1 },
  });
}

/** Rejects what the platform's picker rejects: a number of files with a fraction, a name that is too long. */
function readOptions(args: readonly unknown[]): Options {
  const options = typeof args[0] === 'object' && args[0] !== null ? args[0] as Options : {};
  if (options.maxSelectNumber !== undefined && !Number.isInteger(options.maxSelectNumber)) {
    throw fileError('EINVAL');
  }
  if (options.newFileNames?.some(name => Buffer.byteLength(name) > LONGEST_NAME) === true) {
    throw fileError('ENAMETOOLONG');
  }
  return options;
}
