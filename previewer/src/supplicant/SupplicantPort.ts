import type { SupplicantCommand, SupplicantReply } from './commands.js';
import type { SupplicantEvent } from './events.js';

/**
 * A radio as wpa_supplicant's control interface shows it: commands that are answered, and events that come unasked.
 * Everything that passes is plain JSON, so a port may stand for a radio in another process.
 */
export interface SupplicantPort {
  request(command: SupplicantCommand): Promise<SupplicantReply>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: SupplicantEvent) => void): () => void;
}
