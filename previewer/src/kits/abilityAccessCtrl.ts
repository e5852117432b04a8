import { callbackOf, settle } from './asyncResult.js';
import { businessError } from './businessError.js';
import { ACCESS_TOKEN } from './bundleManager.js';
import type { KitHost, PermissionAnswer } from './KitHost.js';
import { partialKit } from './partialKit.js';

const INVALID_PARAMETER = 12100001;
const NOT_DENIED_YET = 12100011;
const NO_SUCH_PERMISSION = 12100003;
const PERMISSION_DENIED = 201;
/** Only an application that declares this may grant a permission without asking. */
const GRANTING = 'ohos.permission.GRANT_SENSITIVE_PERMISSIONS';

/** `abilityAccessCtrl` (platform behaviour §6). */
export function createAbilityAccessCtrl(host: KitHost): object {
  const status = (token: number, name: string): number => {
    if (typeof token !== 'number' || token <= 0 || typeof name !== 'string' || name === '' || name.length > 256) {
      throw businessError(INVALID_PARAMETER, 'Invalid parameter.');
    }
    return token === ACCESS_TOKEN && host.permissions.has(name) ? 0 : -1;
  };
  const manager = partialKit('AtManager', {
    checkAccessTokenSync: status,
    verifyAccessTokenSync: status,
    checkAccessToken: (token: number, name: string) => settle(() => status(token, name)),
    verifyAccessToken: (token: number, name: string) => settle(() => status(token, name)),
    grantUserGrantedPermission: (token: number, name: string, ...rest: unknown[]) => settle(() => {
      status(token, name);
      if (!host.permissions.has(GRANTING)) {
        throw businessError(PERMISSION_DENIED, `Permission denied: ${GRANTING} is missing.`);
      }
      if (token !== ACCESS_TOKEN || !host.permissions.grant(name)) {
        throw businessError(NO_SUCH_PERMISSION, `The application cannot be granted ${name}.`);
      }
    }, callbackOf(rest)),
    requestPermissionsFromUser: (_context: object, names: string[], callback?: unknown) => {
      requireList(names);
      return settle(async () => permissionResult(names, await host.permissions.request(names)), callback);
    },
    requestPermissionOnSetting: (_context: object, names: string[]) => settle(async () => {
      requireList(names);
      const answers = await host.permissions.requestOnSetting(names);
      if (answers.some(answer => answer.result === 0 && !answer.dialogShown)) {
        throw businessError(NOT_DENIED_YET, 'All permissions in the permission list have been granted.');
      }
      return answers.map(answer => answer.result === 0 ? 0 : -1);
    }),
  });
  return partialKit('abilityAccessCtrl', {
    GrantStatus: { PERMISSION_DENIED: -1, PERMISSION_GRANTED: 0 },
    SwitchType: { CAMERA: 0, MICROPHONE: 1, LOCATION: 2 },
    createAtManager: () => manager,
  });
}

function permissionResult(names: string[], answers: PermissionAnswer[]): object {
  return {
    permissions: names,
    authResults: answers.map(answer => answer.result),
    dialogShownResults: answers.map(answer => answer.dialogShown),
  };
}

function requireList(names: unknown): void {
  if (!Array.isArray(names) || names.length === 0) {
    throw businessError(401, 'Parameter error. The permission list must be a non-empty array.');
  }
}
