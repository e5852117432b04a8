import type { P2pBinding, P2pEventName } from '../../wifi/WifiApi.js';
import { notProvided } from '../businessError.js';
import { asThrown, INVALID_CONFIGURATION, INVALID_PARAMETER, NOT_SUPPORTED, thrownFault } from './wifiErrors.js';

type Handler = (payload: unknown) => void;

const P2P_EVENTS: ReadonlySet<string> = new Set<P2pEventName>([
  'p2pStateChange',
  'p2pConnectionChange',
  'p2pDeviceChange',
  'p2pPeerDeviceChange',
  'p2pPersistentGroupChange',
  'p2pDiscoveryChange',
]);
const WIFI_STATE_EVENT = 'wifiStateChange';
/** Events of the platform that need a Wi-Fi station. */
const STATION_EVENTS: ReadonlySet<string> = new Set([
  'wifiConnectionChange',
  'wifiScanStateChange',
  'wifiRssiChange',
  'hotspotStateChange',
]);

export interface WifiEventsOptions {
  wifi: P2pBinding;
  post(callback: () => void): void;
  handlerFailed(error: unknown): void;
}

/** The handlers of one JavaScript environment; `on` and `off` by the rules of platform behaviour §2.1. */
export class WifiEvents {
  private readonly handlers = new Map<string, Handler[]>();
  private readonly registered = new Set<string>();

  constructor(private readonly options: WifiEventsOptions) {
    options.wifi.onEvent((event, payload) => this.deliver(event, payload));
    options.wifi.onWifiStateChange(state => this.deliver(WIFI_STATE_EVENT, state));
  }

  readonly on = (...args: unknown[]): void => {
    const [type, handler] = args;
    if (args.length < 2 || typeof type !== 'string' || typeof handler !== 'function') {
      throw thrownFault(INVALID_PARAMETER);
    }
    requireKnown('on', type);
    this.register(type);
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), handler as Handler]);
  };

  readonly off = (...args: unknown[]): void => {
    const [type, handler] = args;
    const isHandlerRight = args.length < 2 || handler === null || typeof handler === 'function';
    if (typeof type !== 'string' || !isHandlerRight) {
      throw thrownFault(INVALID_PARAMETER);
    }
    requireKnown('off', type);
    const present = this.handlers.get(type) ?? [];
    if (present.length === 0) {
      throw thrownFault(INVALID_CONFIGURATION);
    }
    this.handlers.set(type, typeof handler === 'function' ? present.filter(known => known !== handler) : []);
  };

  private register(type: string): void {
    if (type === WIFI_STATE_EVENT || this.registered.has(type)) {
      return;
    }
    try {
      this.options.wifi.register(type as P2pEventName);
    } catch (error) {
      throw asThrown(error);
    }
    this.registered.add(type);
  }

  /** Each handler is called only if it is still registered at its turn; what it throws is swallowed. */
  private deliver(type: string, payload: unknown): void {
    for (const handler of this.handlers.get(type) ?? []) {
      this.options.post(() => {
        if (this.handlers.get(type)?.includes(handler)) {
          this.call(handler, structuredClone(payload));
        }
      });
    }
  }

  private call(handler: Handler, payload: unknown): void {
    try {
      handler(payload);
    } catch (error) {
      this.options.handlerFailed(error);
    }
  }
}

function requireKnown(method: 'on' | 'off', type: string): void {
  if (STATION_EVENTS.has(type)) {
    throw notProvided(`wifiManager.${method}('${type}')`);
  }
  if (type !== WIFI_STATE_EVENT && !P2P_EVENTS.has(type)) {
    throw thrownFault(NOT_SUPPORTED);
  }
}
