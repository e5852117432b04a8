import type { CompileError, DeviceSnapshot, LabMessage, ProjectSummary } from '../../lab/protocol.js';
import { Connection } from '../connection.js';
import { element, placeChildren } from '../dom.js';
import { DeviceCard } from './DeviceCard.js';
import { LinkControl } from './LinkControl.js';

const PHONE_HEIGHT = 804;
const SURROUNDINGS = 104;
const LEAST_SCALE = 0.6;

/** The whole page: a head line, the errors of the last build, and the devices. */
export class LabPage {
  private readonly project = element('span', { class: 'project' });
  private readonly state = element('span', { class: 'connection', role: 'status' });
  private readonly errors = element('section', { class: 'errors', hidden: true, 'aria-label': 'Build errors' });
  private readonly devices = element('div', { class: 'devices' });
  private readonly links = new LinkControl(message => this.connection.send(message));
  private readonly cards = new Map<string, DeviceCard>();
  private readonly connection: Connection;

  constructor(main: HTMLElement) {
    const brand = element('span', { class: 'brand' }, 'Previewer');
    main.append(element('header', {}, brand, this.project, this.state, this.links.element), this.errors, this.devices);
    addEventListener('resize', fitPhones);
    fitPhones();
    this.connection = new Connection(
      message => this.receive(message),
      isOpen => this.showConnection(isOpen),
    );
  }

  private receive(message: LabMessage): void {
    switch (message.kind) {
      case 'hello':
        this.showProject(message.project);
        this.showErrors(message.errors);
        this.links.show(message.links);
        message.devices.forEach(device => this.card(device).show(device));
        placeChildren(
          this.devices,
          message.devices.map(device => this.card(device).element),
        );
        break;
      case 'device':
        this.card(message.device).show(message.device);
        break;
      case 'notice':
        this.cards.get(message.device)?.notice(message.notice);
        break;
      case 'build':
        this.showProject(message.project);
        this.showErrors(message.errors);
        break;
      case 'links':
        this.links.show(message.links);
    }
  }

  private card(device: DeviceSnapshot): DeviceCard {
    const card = this.cards.get(device.id) ?? new DeviceCard(device, message => this.connection.send(message));
    this.cards.set(device.id, card);
    return card;
  }

  private showProject({ directory, bundleName, versionName }: ProjectSummary): void {
    const name = bundleName === undefined ? directory : `${bundleName} ${versionName ?? ''}`;
    this.project.textContent = name;
    this.project.title = directory;
    document.title = `${bundleName ?? 'Previewer'} · virtual phones`;
  }

  private showConnection(isOpen: boolean): void {
    this.state.textContent = isOpen ? '' : 'The lab does not answer. Is it still running? Trying again …';
    this.devices.classList.toggle('is-stale', !isOpen);
  }

  private showErrors(errors: CompileError[]): void {
    this.errors.hidden = errors.length === 0;
    const list = errors.map(({ file, line, column, message }) =>
      element('li', {}, element('code', {}, `${file}:${line}:${column}`), element('span', {}, message)),
    );
    this.errors.replaceChildren(
      element('strong', {}, `The project was not built: ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`),
      element('ul', {}, ...list),
    );
  }
}

/** Makes the phones as large as the window's height allows. */
function fitPhones(): void {
  const scale = Math.max(LEAST_SCALE, Math.min(1, (innerHeight - SURROUNDINGS) / PHONE_HEIGHT));
  document.documentElement.style.setProperty('--scale', String(scale));
}
