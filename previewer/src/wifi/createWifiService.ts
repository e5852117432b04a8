import type { Clock } from '../clock/Clock.js';
import type { GroupNetwork } from '../net/GroupNetwork.js';
import type { SupplicantPort } from '../supplicant/SupplicantPort.js';
import { Binding } from './Binding.js';
import { EventHub } from './EventHub.js';
import { P2pCore } from './P2pCore.js';
import { permissions } from './permissions.js';
import { createStates } from './states/index.js';
import type { Caller, WifiService, WifiSettings, WifiStatus } from './WifiApi.js';
import { WifiSwitch } from './WifiSwitch.js';

const defaults: WifiSettings = {
  discoveryNeedsLocation: true,
  registrationWithoutPermission: 'silent',
  credentialJoin: false,
  groupOwnerIntent: 6,
  dhcp: { least: 500, most: 2000 },
  idleRemovalMinutes: 15,
  stationFrequency: 0,
  dialogs: 'shown',
  restriction: 'none',
};

export interface WifiServiceOptions {
  clock: Clock;
  supplicant: SupplicantPort;
  network: GroupNetwork;
  deviceName: string;
  /** From 0 to below 1, as `Math.random`, which is the default. */
  random?: () => number;
  settings?: Partial<WifiSettings>;
}

/** The Wi-Fi service of one device, with Wi-Fi switched off. */
export function createWifiService(options: WifiServiceOptions): WifiService {
  const settings = { ...defaults, ...options.settings };
  const random = options.random ?? Math.random;
  const maySeePeers = (caller: Caller): boolean =>
    !settings.discoveryNeedsLocation || caller.hasPermission(permissions.APPROXIMATELY_LOCATION);
  const events = new EventHub(maySeePeers);
  const listeners = new Set<() => void>();
  let told = '';

  const { clock, supplicant, network, deviceName } = options;
  const core = new P2pCore({
    clock,
    random,
    supplicant,
    network,
    settings,
    deviceName,
    events,
    states: createStates,
    changed,
  });
  let p2pState = core.p2pState;
  const wifiSwitch = new WifiSwitch(clock, core, changed);
  const unsubscribe = supplicant.subscribe(event => core.post(event));

  function status(): WifiStatus {
    const { group } = core;
    return {
      wifi: wifiSwitch.status,
      state: core.state,
      isDiscovering: core.isDiscovering,
      ...(group === undefined
        ? {}
        : {
            group: {
              name: group.name,
              isOwner: group.isOwner,
              ownAddress: group.isOwner ? group.goIpAddress : group.gcIpAddress,
              clients: group.clients.length,
              frequency: group.frequency,
            },
          }),
    };
  }

  function changed(): void {
    if (core.p2pState !== p2pState) {
      p2pState = core.p2pState;
      wifiSwitch.p2pChanged();
    }
    const now = JSON.stringify([status(), core.dialogs.open]);
    if (now !== told) {
      told = now;
      [...listeners].forEach(listener => listener());
    }
  }

  return {
    setEnabled: on => wifiSwitch.set(on),
    bind: caller => new Binding(core, caller, () => wifiSwitch.isActive, maySeePeers),
    get status() {
      return status();
    },
    get dialogs() {
      return core.dialogs.open;
    },
    answerDialog: (id, accepted, pin) =>
      core.post({ kind: 'dialogAnswered', id, accepted, ...(pin === undefined ? {} : { pin }) }),
    setSystemPageOpen: open => {
      core.isSystemPageOpen = open;
      core.post({ kind: open ? 'discover' : 'stopDiscover' });
    },
    onChange: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      unsubscribe();
      wifiSwitch.close();
      core.close();
      events.close();
    },
  };
}
