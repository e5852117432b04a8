import type { PermissionAnswer, PermissionPort } from '../../kits/KitHost.js';

const APPROXIMATE_LOCATION = 'ohos.permission.APPROXIMATELY_LOCATION';
const PRECISE_LOCATION = 'ohos.permission.LOCATION';

const LOCATION_PERMISSIONS: readonly string[] = [APPROXIMATE_LOCATION, PRECISE_LOCATION];

/** Permissions that a person grants; every other one that a HAP declares is granted at installation. */
const USER_GRANT: ReadonlySet<string> = new Set([
  ...LOCATION_PERMISSIONS,
  'ohos.permission.LOCATION_IN_BACKGROUND',
  'ohos.permission.CAMERA',
  'ohos.permission.MICROPHONE',
  'ohos.permission.ACCESS_BLUETOOTH',
  'ohos.permission.ACTIVITY_MOTION',
  'ohos.permission.READ_CALENDAR',
  'ohos.permission.WRITE_CALENDAR',
  'ohos.permission.READ_HEALTH_DATA',
  'ohos.permission.DISTRIBUTED_DATASYNC',
  'ohos.permission.MEDIA_LOCATION',
  'ohos.permission.READ_MEDIA',
  'ohos.permission.WRITE_MEDIA',
  'ohos.permission.APP_TRACKING_CONSENT',
  'ohos.permission.NEARLINK_ACCESS',
]);

/** Permissions that need a system signature; declared by an ordinary application they stay denied. */
const SYSTEM_ONLY: ReadonlySet<string> = new Set([
  'ohos.permission.GET_WIFI_LOCAL_MAC',
  'ohos.permission.GET_WIFI_PEERS_MAC',
  'ohos.permission.GET_WIFI_INFO_INTERNAL',
  'ohos.permission.GET_WIFI_CONFIG',
  'ohos.permission.MANAGE_WIFI_CONNECTION',
  'ohos.permission.MANAGE_WIFI_HOTSPOT',
]);

const GRANTED = 0;
const DENIED = -1;
const INVALID = 2;

export type PermissionState = 'granted' | 'denied' | 'notAsked';

/** Asks the person about permissions that go together. Never answered when the application dies meanwhile. */
export type AskPerson = (names: readonly string[]) => Promise<boolean>;

/** The permissions of the installed application (platform behaviour §6). Decisions outlive its process. */
export class PermissionStore implements PermissionPort {
  private readonly decisions = new Map<string, boolean>();

  constructor(
    private readonly declared: () => readonly string[],
    private readonly ask: AskPerson,
    private readonly onChange: () => void,
  ) {}

  has(name: string): boolean {
    return this.declared().includes(name) && !SYSTEM_ONLY.has(name)
      && (!USER_GRANT.has(name) || this.decisions.get(name) === true);
  }

  get hasLocation(): boolean {
    return this.decisions.get(APPROXIMATE_LOCATION) === true;
  }

  /** The switch of the quick settings. */
  setLocation(on: boolean): void {
    this.decide(LOCATION_PERMISSIONS, on);
  }

  states(): { name: string; state: PermissionState }[] {
    return this.declared().filter(name => USER_GRANT.has(name)).map(name => ({ name, state: this.stateOf(name) }));
  }

  request(names: readonly string[]): Promise<PermissionAnswer[]> {
    return this.askFor(names, name => this.stateOf(name) === 'notAsked');
  }

  grant(name: string): boolean {
    const isPossible = this.isValid(name, [...LOCATION_PERMISSIONS]) && USER_GRANT.has(name);
    if (isPossible) {
      this.decide([name], true);
    }
    return isPossible;
  }

  requestOnSetting(names: readonly string[]): Promise<PermissionAnswer[]> {
    return this.askFor(names, name => this.stateOf(name) === 'denied');
  }

  private async askFor(names: readonly string[], isOpen: (name: string) => boolean): Promise<PermissionAnswer[]> {
    const open = names.filter(name => this.isValid(name, names) && USER_GRANT.has(name) && isOpen(name));
    for (const group of groupsOf(open)) {
      this.decide(group, await this.ask(group));
    }
    return names.map(name => ({
      result: !this.isValid(name, names) ? INVALID : this.has(name) ? GRANTED : DENIED,
      dialogShown: open.includes(name),
    }));
  }

  private isValid(name: string, all: readonly string[]): boolean {
    const hasApproximate = this.has(APPROXIMATE_LOCATION) || all.includes(APPROXIMATE_LOCATION);
    const lacksApproximate = name === PRECISE_LOCATION && !hasApproximate;
    return this.declared().includes(name) && !SYSTEM_ONLY.has(name) && !lacksApproximate;
  }

  private stateOf(name: string): PermissionState {
    const decision = this.decisions.get(name);
    return decision === undefined ? 'notAsked' : decision ? 'granted' : 'denied';
  }

  private decide(names: readonly string[], isGranted: boolean): void {
    names.forEach(name => this.decisions.set(name, isGranted));
    this.onChange();
  }
}

/** One dialog asks for both location permissions. */
function groupsOf(names: readonly string[]): string[][] {
  const location = names.filter(name => LOCATION_PERMISSIONS.includes(name));
  const others = names.filter(name => !LOCATION_PERMISSIONS.includes(name)).map(name => [name]);
  return location.length === 0 ? others : [location, ...others];
}
