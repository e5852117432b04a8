import type { Clock, TimerId } from '../clock/Clock.js';
import { type P2pCore, P2pState } from './P2pCore.js';
import type { WifiStatus } from './WifiApi.js';

/** Values of wifiStateChange. */
const WifiState = { INACTIVE: 0, ACTIVE: 1, ACTIVATING: 2, DEACTIVATING: 3 } as const;

/** From the touch of the switch until the station part is up; P2P follows it. */
const STATION_START = 200;
const P2P_RETRIES = 3;
/** How long switching off waits for P2P, without and with a group (platform behaviour §3.3). */
const STOP_LIMIT = { alone: 500, inGroup: 1200 } as const;

/** The device's Wi-Fi switch: P2P is started after the station part and stopped before it. */
export class WifiSwitch {
  private isWanted = false;
  private state: number = WifiState.INACTIVE;
  private retriesLeft = 0;
  private timer: TimerId | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly core: P2pCore,
    private readonly changed: () => void,
  ) {}

  get isActive(): boolean {
    return this.state === WifiState.ACTIVE;
  }

  get status(): WifiStatus['wifi'] {
    switch (this.state) {
      case WifiState.INACTIVE:
        return 'off';
      case WifiState.DEACTIVATING:
        return 'turningOff';
      case WifiState.ACTIVE:
        return this.core.isRunning ? 'on' : 'turningOn';
      default:
        return 'turningOn';
    }
  }

  set(on: boolean): void {
    this.isWanted = on;
    this.step();
  }

  /** P2P has come up or gone down. */
  p2pChanged(): void {
    const { p2pState } = this.core;
    if (p2pState === P2pState.CLOSED && this.state === WifiState.DEACTIVATING) {
      this.clock.clear(this.timer ?? 0);
      this.stopped();
    } else if (p2pState === P2pState.CLOSED && this.isActive && this.isWanted && this.retriesLeft > 0) {
      this.retriesLeft--;
      this.core.post({ kind: 'enable' });
    }
    this.step();
  }

  close(): void {
    this.clock.clear(this.timer ?? 0);
  }

  private step(): void {
    if (this.isWanted && this.state === WifiState.INACTIVE) {
      this.move(WifiState.ACTIVATING);
      this.timer = this.clock.setTimeout(() => this.stationStarted(), STATION_START);
    } else if (!this.isWanted && this.isActive) {
      this.move(WifiState.DEACTIVATING);
      if (this.core.state === 'Disabled') {
        this.move(WifiState.INACTIVE);
      } else {
        const limit = this.core.group === undefined ? STOP_LIMIT.alone : STOP_LIMIT.inGroup;
        this.timer = this.clock.setTimeout(() => this.stopped(), limit);
        this.core.post({ kind: 'disable' });
      }
    }
  }

  private stopped(): void {
    this.move(WifiState.INACTIVE);
    this.step();
  }

  private stationStarted(): void {
    if (!this.isWanted) {
      this.move(WifiState.INACTIVE);
      return;
    }
    this.retriesLeft = P2P_RETRIES;
    this.move(WifiState.ACTIVE);
    this.core.post({ kind: 'enable' });
  }

  private move(state: number): void {
    this.state = state;
    this.core.events.publishWifiState(state);
    this.changed();
  }
}
