import type { DeviceCommand, DeviceNotice, DeviceStatus } from '../../device/DeviceView.js';
import type { DeviceSnapshot, PageMessage } from '../../lab/protocol.js';
import { element } from '../dom.js';
import { Phone } from '../phone/Phone.js';
import { ControlPanel } from './ControlPanel.js';
import { LogPane } from './LogPane.js';

/** One device on the page: the phone, its controls and its log. */
export class DeviceCard {
  readonly element: HTMLElement;
  private readonly phone: Phone;
  private readonly controls: ControlPanel;
  private readonly log = new LogPane();

  constructor({ id, name }: DeviceSnapshot, send: (message: PageMessage) => void) {
    const command = (wanted: DeviceCommand): void => send({ kind: 'command', device: id, command: wanted });
    const restart = (): void => send({ kind: 'restartDevice', device: id });
    this.phone = new Phone(id, command, restart);
    this.controls = new ControlPanel(id, name, command, restart);
    this.element = element(
      'article',
      { class: 'device', 'data-device': id, 'aria-label': name },
      element('div', { class: 'phone-holder' }, this.phone.element),
      element('aside', { class: 'panel' }, this.controls.element, this.log.element),
    );
  }

  show(device: DeviceSnapshot): void {
    this.phone.showTree(device.tree);
    this.phone.showProcess(device.process);
    this.controls.showProcess(device.process);
    this.log.replace(device.log);
    if (device.status !== undefined) {
      this.showStatus(device.status);
    }
  }

  notice(notice: DeviceNotice): void {
    switch (notice.kind) {
      case 'patches':
        this.phone.apply(notice.patches);
        break;
      case 'tree':
        this.phone.showTree(notice.tree);
        break;
      case 'status':
        this.showStatus(notice.status);
        break;
      case 'log':
        this.log.add(notice.entry);
    }
  }

  private showStatus(status: DeviceStatus): void {
    this.phone.showStatus(status);
    this.controls.showStatus(status);
  }
}
