import type { WifiDialog } from '../../wifi/WifiApi.js';

export interface DialogTexts {
  title: string;
  text: string;
}

interface PermissionWords {
  english: string;
  chinese: string;
}

const PERMISSION_WORDS: Record<string, PermissionWords> = {
  'ohos.permission.APPROXIMATELY_LOCATION': { english: 'access this device’s location', chinese: '获取本机的位置信息' },
  'ohos.permission.LOCATION': { english: 'access this device’s location', chinese: '获取本机的位置信息' },
  'ohos.permission.CAMERA': { english: 'use the camera', chinese: '使用相机' },
  'ohos.permission.MICROPHONE': { english: 'use the microphone', chinese: '使用麦克风' },
  'ohos.permission.ACCESS_BLUETOOTH': { english: 'use Bluetooth', chinese: '使用蓝牙' },
};

/** What the dialog of a connection request says (platform behaviour §2.5). */
export function connectionRequestTexts(dialog: WifiDialog, locale: string): DialogTexts {
  const pin = dialog.pin ?? '';
  if (isChinese(locale)) {
    const texts = {
      pushButton: `“${dialog.peerName}”请求通过 WLAN 直连与本机连接。`,
      keypad: `请输入“${dialog.peerName}”上显示的 PIN 码。`,
      display: `请在“${dialog.peerName}”上输入 PIN 码：${pin}`,
    };
    return { title: 'WLAN 直连', text: texts[dialog.kind] };
  }
  const texts = {
    pushButton: `“${dialog.peerName}” wants to connect to this device over Wi-Fi Direct.`,
    keypad: `Enter the PIN that “${dialog.peerName}” shows.`,
    display: `Enter this PIN on “${dialog.peerName}”: ${pin}`,
  };
  return { title: 'Wi-Fi Direct', text: texts[dialog.kind] };
}

export function permissionTexts(names: readonly string[], label: string, locale: string): DialogTexts {
  const name = names[0] ?? '';
  const words = PERMISSION_WORDS[name] ?? { english: `use ${name}`, chinese: `使用 ${name}` };
  return isChinese(locale)
    ? { title: `是否允许“${label}”${words.chinese}？`, text: '您可以随时在设置中更改。' }
    : { title: `Allow “${label}” to ${words.english}?`, text: 'You can change this at any time in Settings.' };
}

function isChinese(locale: string): boolean {
  return locale.startsWith('zh');
}
