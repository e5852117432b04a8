import type { SupplicantReply } from './commands.js';

export const done: SupplicantReply = { ok: true };

export function refused(reason: string): SupplicantReply {
  return { ok: false, reason };
}
