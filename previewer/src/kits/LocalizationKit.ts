import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';

/** `@kit.LocalizationKit`. A `ResourceManager` comes from a context. */
export function createLocalizationKit(host: KitHost): object {
  const resourceManager = {
    Direction: { DIRECTION_VERTICAL: 0, DIRECTION_HORIZONTAL: 1 },
    ColorMode: { DARK: 0, LIGHT: 1 },
    DeviceType: { DEVICE_TYPE_PHONE: 0, DEVICE_TYPE_TABLET: 1, DEVICE_TYPE_2IN1: 7 },
  };
  const System = {
    getSystemLanguage: () => languageOf(host.configuration().locale),
    getSystemLocale: () => host.configuration().locale,
    getSystemRegion: () => host.configuration().locale.split('-').at(-1),
    getAppPreferredLanguage: () => languageOf(host.configuration().locale),
    is24HourClock: () => true,
  };
  return partialKit('LocalizationKit', {
    __esModule: true,
    resourceManager: partialKit('resourceManager', resourceManager),
    i18n: partialKit('i18n', { System: partialKit('i18n.System', System) }),
    intl: Intl,
  });
}

function languageOf(locale: string): string {
  return locale.startsWith('zh') ? 'zh-Hans' : locale;
}
