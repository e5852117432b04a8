import { readFileSync } from 'node:fs';
import type { CompiledHap, ResourceValue } from '../../arkts/Hap.js';
import { formatText } from '../../arkts/resources/formatText.js';
import { pickResource } from '../../arkts/resources/pickResource.js';
import type { ResourceReference, UiConfiguration } from '../../arkui/ArkUi.js';
import type { ResourcePort, ResourceResult } from '../../kits/KitHost.js';
import { systemResource } from './systemResources.js';

const MEDIA_ROOT = '/media/';
const RAW_FILE = 'rawfile/';
/** A value may name another resource. */
const REFERENCE = /^\$(\w+):(\w+)$/;

/** The resources of a HAP, each lookup for the configuration of that moment. */
export function createResources(hap: CompiledHap, configuration: () => UiConfiguration): ResourcePort {
  const resolve = (reference: ResourceReference): ResourceResult => {
    const { name, params } = reference;
    if (name.startsWith(RAW_FILE)) {
      return MEDIA_ROOT + name;
    }
    const [root, type = '', ...rest] = name.split('.');
    const resourceName = rest.join('.');
    if (root === 'sys') {
      return known(systemResource(type, resourceName, configuration()), name);
    }
    if (type === 'media') {
      return mediaUrl(resourceName, configuration());
    }
    if (type === 'plural') {
      return plural(name, Number(params[0]), params.slice(1));
    }
    const value = known(lookUp(hap, `${type}.${resourceName}`, configuration()), name).value;
    if (typeof value === 'string') {
      const other = REFERENCE.exec(value);
      if (other !== null) {
        return resolve({ ...reference, name: `app.${other[1]}.${other[2]}` });
      }
      return params.length === 0 ? value : formatText(value, params.map(one => isReference(one) ? resolve(one) : one));
    }
    return value as ResourceResult;
  };
  const plural = (name: string, quantity: number, params: readonly unknown[]): string => {
    const forms = known(lookUp(hap, name.replace(/^app\./, ''), configuration()), name).value as Record<string, string>;
    const category = new Intl.PluralRules(configuration().locale).select(quantity);
    return formatText(forms[category] ?? forms['other'] ?? '', params.length === 0 ? [quantity] : params);
  };
  return {
    resolve,
    plural,
    file: name => readFileSync(known(mediaFile(hap, name, configuration()), name)),
  };
}

/**
 * The file behind a media name or `rawfile/…`, for whoever serves `/media/<name>`; undefined for an unknown one.
 * The query of such a URL carries the configuration: `colorMode` and `locale`.
 */
export function mediaFile(
  hap: CompiledHap,
  name: string,
  configuration: Pick<UiConfiguration, 'colorMode' | 'locale'>,
): string | undefined {
  const key = name.startsWith(RAW_FILE) ? `rawfile.${name.slice(RAW_FILE.length)}` : `media.${name}`;
  const value = lookUp(hap, key, configuration)?.value;
  return typeof value === 'string' ? value : undefined;
}

function mediaUrl(name: string, { colorMode, locale }: UiConfiguration): string {
  return `${MEDIA_ROOT}${encodeURIComponent(name)}?colorMode=${colorMode}&locale=${locale}`;
}

function lookUp(
  hap: CompiledHap,
  key: string,
  configuration: Pick<UiConfiguration, 'colorMode' | 'locale'>,
): ResourceValue | undefined {
  const values = hap.resources[key];
  return values === undefined ? undefined : pickResource(values, configuration);
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw new Error(`There is no resource '${name}'.`);
  }
  return value;
}

function isReference(value: unknown): value is ResourceReference {
  return typeof value === 'object' && value !== null && 'name' in value && 'params' in value;
}
