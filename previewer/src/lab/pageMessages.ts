import type { DeviceCommand } from '../device/DeviceView.js';
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
];

/** Undefined for what no page of this lab sends. */
export function parsePageMessage(text: string): PageMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(message) || typeof message.device !== 'string') {
    return undefined;
  }
  if (message.kind === 'restartDevice') {
    return { kind: 'restartDevice', device: message.device };
  }
  const command = message.command;
  if (message.kind !== 'command' || !isRecord(command) || !COMMANDS.some(kind => kind === command.kind)) {
    return undefined;
  }
  return { kind: 'command', device: message.device, command: command as DeviceCommand };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
