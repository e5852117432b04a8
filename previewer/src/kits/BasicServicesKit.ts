import type { deviceInfo } from '@kit.BasicServicesKit';
import { createEmitter } from './emitter.js';
import type { KitHost } from './KitHost.js';
import { createOsAccount } from './osAccount.js';
import { partialKit } from './partialKit.js';

const API_VERSION = 20;

/** `@kit.BasicServicesKit`; `BusinessError` and the callbacks are types only. */
export function createBasicServicesKit(host: KitHost): object {
  let clipboard = '';
  const device: Partial<typeof deviceInfo> = {
    deviceType: 'phone',
    manufacture: 'OpenHarmony',
    brand: 'OpenHarmony',
    marketName: host.deviceName,
    productSeries: 'Virtual',
    productModel: 'Virtual phone',
    softwareModel: 'Virtual phone',
    hardwareModel: 'Virtual phone',
    abiList: 'x86_64',
    displayVersion: 'OpenHarmony 6.0.0',
    osReleaseType: 'Release',
    osFullName: 'OpenHarmony-6.0.0.0',
    majorVersion: 6,
    seniorVersion: 0,
    featureVersion: 0,
    buildVersion: 0,
    sdkApiVersion: API_VERSION,
    firstApiVersion: API_VERSION,
    distributionOSName: 'OpenHarmony',
    distributionOSVersion: '6.0.0',
    distributionOSApiVersion: API_VERSION,
  };
  const pasteboard = {
    MIMETYPE_TEXT_PLAIN: 'text/plain',
    createData: (mimeType: string, value: unknown) => pasteData(mimeType, String(value)),
    getSystemPasteboard: () => partialKit('SystemPasteboard', {
      setData: async (data: { getPrimaryText(): string }) => void (clipboard = data.getPrimaryText()),
      setDataSync: (data: { getPrimaryText(): string }) => void (clipboard = data.getPrimaryText()),
      hasDataSync: () => clipboard !== '',
      clearDataSync: () => void (clipboard = ''),
    }),
  };
  return partialKit('BasicServicesKit', {
    __esModule: true,
    deviceInfo: partialKit('deviceInfo', device),
    emitter: createEmitter(host),
    osAccount: createOsAccount(),
    pasteboard: partialKit('pasteboard', pasteboard),
  });
}

function pasteData(mimeType: string, text: string): object {
  return partialKit('PasteData', {
    getPrimaryText: () => text,
    getPrimaryMimeType: () => mimeType,
    getRecordCount: () => 1,
  });
}
