import type { DeviceCommand } from '../device/DeviceView.js';
import { isLinkQuality } from './LabLinks.js';
import type { PageMessage } from './protocol.js';

const COMMANDS: readonly DeviceCommand['kind'][] = [
  'input',
  'launch',
  'terminate',
  'setWifi',
  'setLocation',
  'answerDialog',
  'setColorMode',
  'setLocale',
  'answerPicker',
  'closeViewer',
  'setFreeSpace',
  'setForeground',
];

/** Undefined for what no page of this lab sends. */
export function parsePageMessage(text: string): PageMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(message)) {
    return undefined;
  }
  if (message.kind === 'breakConnections') {
    return { kind: 'breakConnections' };
  }
  if (message.kind === 'setLinks') {
    return isLinkQuality(message.links) ? { kind: 'setLinks', links: message.links } : undefined;
  }
  if (typeof message.device !== 'string') {
    return undefined;
  }
  if (message.kind === 'restartDevice') {
    return { kind: 'restartDevice', device: message.device };
  }
  const command = message.command;
  if (message.kind !== 'command' || !isRecord(command) || !COMMANDS.some(kind => kind === command.kind)) {
    return undefined;
  }
  return hasValidParts(command)
    ? { kind: 'command', device: message.device, command: command as DeviceCommand }
    : undefined;
}

function hasValidParts({ names, bytes }: Record<string, unknown>): boolean {
  const areTexts = names === undefined || (Array.isArray(names) && names.every(name => typeof name === 'string'));
  return areTexts && (bytes === undefined || (typeof bytes === 'number' && bytes >= 0));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
