import { settle } from './asyncResult.js';
import { partialKit } from './partialKit.js';

/** The only person who uses a virtual device. */
const LOCAL_ID = 100;

/** `osAccount`: the account that the application runs under. */
export function createOsAccount(): object {
  const localId = (callback?: unknown): unknown => settle(() => LOCAL_ID, callback);
  const manager = partialKit('AccountManager', {
    getOsAccountLocalId: localId,
    getOsAccountLocalIdFromProcess: localId,
    getActivatedOsAccountLocalIds: (callback?: unknown) => settle(() => [LOCAL_ID], callback),
  });
  return partialKit('osAccount', { getAccountManager: () => manager });
}
