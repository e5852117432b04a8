import type { DeviceStatus } from '../../device/DeviceView.js';
import { element } from '../dom.js';
import { icon } from '../components/symbols.js';

const TICK_MS = 5000;
const WIFI = 'M2.5 9a14 14 0 0 1 19 0M6 13a9 9 0 0 1 12 0M9.3 16.6a4 4 0 0 1 5.4 0M12 20h.01';
const WIFI_OFF = `${WIFI}M4 20 20 4`;
const DIRECT = 'M8 16V5m0 0L4.5 8.5M8 5l3.5 3.5M16 8v11m0 0 3.5-3.5M16 19l-3.5-3.5';

/** Time on the left; Wi-Fi Direct, Wi-Fi and battery on the right. */
export class StatusBar {
  readonly element: HTMLElement;
  private readonly time = element('span', { class: 'time' });
  private readonly radio = element('span', { class: 'radio' });

  constructor() {
    this.element = element(
      'div',
      { class: 'status-bar' },
      this.time,
      element('span', { class: 'signs' }, this.radio, battery()),
    );
    this.tick();
    setInterval(() => this.tick(), TICK_MS);
  }

  show({ wifi }: DeviceStatus): void {
    const isOn = wifi.wifi === 'on';
    const signs = [
      ...(wifi.group === undefined ? [] : [sign('direct', 'Wi-Fi Direct group', DIRECT)]),
      sign(isOn ? 'wifi' : 'wifi-off', isOn ? 'Wi-Fi on' : 'Wi-Fi off', isOn ? WIFI : WIFI_OFF),
    ];
    this.radio.replaceChildren(...signs);
  }

  clear(): void {
    this.radio.replaceChildren();
  }

  private tick(): void {
    this.time.textContent = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  }
}

function sign(name: string, label: string, path: string): HTMLElement {
  return element('span', { 'data-sign': name, title: label }, icon(path, 2.2));
}

function battery(): HTMLElement {
  return element('span', { class: 'battery' }, element('i', {}));
}
