import type { ResourceReference } from '../arkui/ArkUi.js';
import { settle } from './asyncResult.js';
import { businessError } from './businessError.js';
import type { KitHost, ResourceResult } from './KitHost.js';
import { partialKit } from './partialKit.js';

const UNKNOWN_NAME = 9001003;

/** A context's `resourceManager`. Resources are found by name and by reference; numeric ids do not exist here. */
export function createResourceManager(host: KitHost): object {
  const named = (type: string, name: string, params: readonly unknown[] = []): ResourceResult =>
    lookUp(() => host.resources.resolve({
      bundleName: host.hap.bundleName,
      moduleName: host.hap.moduleName,
      name: `app.${type}.${name}`,
      params,
    }));
  const referenced = (reference: unknown, params: readonly unknown[] = []): ResourceResult => {
    if (!isReference(reference)) {
      throw businessError(9001001, 'Invalid resource ID.');
    }
    return lookUp(() => host.resources.resolve(params.length === 0 ? reference : { ...reference, params }));
  };
  const text = (value: ResourceResult): string => String(value);
  const colorValue = (value: ResourceResult): number => colorNumber(String(value));
  const number = (value: ResourceResult): number =>
    typeof value === 'number' ? value : Number.parseFloat(String(value));
  const list = (value: ResourceResult): string[] => Array.isArray(value) ? value.map(String) : [String(value)];
  const rawFile = (path: string): Uint8Array => lookUp(() => host.resources.file(`rawfile/${path}`));

  const later = <A extends unknown[], T>(read: (...args: A) => T, count: number) => (...args: unknown[]) =>
    settle(() => read(...args.slice(0, count) as A), args[count]);

  return partialKit('ResourceManager', {
    getStringSync: (reference: unknown, ...params: unknown[]) => text(referenced(reference, params)),
    getStringByNameSync: (name: string, ...params: unknown[]) => text(named('string', name, params)),
    getStringValue: later((reference: unknown) => text(referenced(reference)), 1),
    getStringByName: later((name: string) => text(named('string', name)), 1),
    getStringArrayValueSync: (reference: unknown) => list(referenced(reference)),
    getStringArrayByNameSync: (name: string) => list(named('strarray', name)),
    getPluralStringValueSync: (reference: unknown, quantity: number) =>
      lookUp(() => host.resources.plural(pluralName(reference), quantity, [quantity])),
    getPluralStringByNameSync: (name: string, quantity: number) =>
      lookUp(() => host.resources.plural(`app.plural.${name}`, quantity, [quantity])),
    getIntPluralStringValueSync: (reference: unknown, quantity: number, ...params: unknown[]) =>
      lookUp(() => host.resources.plural(pluralName(reference), quantity, params)),
    getIntPluralStringByNameSync: (name: string, quantity: number, ...params: unknown[]) =>
      lookUp(() => host.resources.plural(`app.plural.${name}`, quantity, params)),
    getColorSync: (reference: unknown) => colorValue(referenced(reference)),
    getColorByNameSync: (name: string) => colorValue(named('color', name)),
    getColor: later((reference: unknown) => colorValue(referenced(reference)), 1),
    getNumber: (reference: unknown) => number(referenced(reference)),
    getNumberByName: (name: string) => number(numberByName(named, name)),
    getBoolean: (reference: unknown) => Boolean(referenced(reference)),
    getBooleanByName: (name: string) => Boolean(named('boolean', name)),
    getRawFileContentSync: rawFile,
    getRawFileContent: later(rawFile, 1),
    getMediaByNameSync: (name: string) => lookUp(() => host.resources.file(name)),
    getConfigurationSync: () => configuration(host),
    getConfiguration: later(() => configuration(host), 0),
    release: () => undefined,
  });
}

function numberByName(named: (type: string, name: string) => ResourceResult, name: string): ResourceResult {
  try {
    return named('integer', name);
  } catch {
    return named('float', name);
  }
}

function configuration(host: KitHost): object {
  const { locale, colorMode, width, height } = host.configuration();
  return {
    locale,
    colorMode: colorMode === 'dark' ? 0 : 1,
    direction: width > height ? 1 : 0,
    deviceType: 0,
    screenDensity: 480,
    mcc: 0,
    mnc: 0,
  };
}

function lookUp<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw businessError(UNKNOWN_NAME, error instanceof Error ? error.message : String(error));
  }
}

function pluralName(reference: unknown): string {
  return isReference(reference) ? reference.name : '';
}

function isReference(value: unknown): value is ResourceReference {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

/** The platform's number for a colour, alpha first, from `#RRGGBB` or `#AARRGGBB`. */
function colorNumber(text: string): number {
  const digits = text.replace('#', '');
  return Number.parseInt(digits.length === 6 ? `FF${digits}` : digits, 16);
}
