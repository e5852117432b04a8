import type { DeviceCommand, DeviceStatus } from '../../device/DeviceView.js';
import type { ProcessState } from '../../lab/protocol.js';
import { element, setAttributes } from '../dom.js';
import { documentAddress, downloadLink } from '../phone/documents.js';

const LANGUAGES: Readonly<Record<string, string>> = { 'en-US': 'English', 'zh-CN': '中文' };

/** The switches of a phone's hardware, permissions and settings, and what its Wi-Fi Direct is doing. */
export class ControlPanel {
  readonly element: HTMLElement;
  private readonly wifi = toggle('wifi', 'Wi-Fi');
  private readonly location = toggle('location', 'Location permission');
  private readonly theme = toggle('theme', 'Dark theme');
  private readonly foreground = toggle('foreground', 'In the foreground');
  private readonly storage = toggle('storage', 'Storage full');
  private readonly language = element('button', { 'data-control': 'language', type: 'button', class: 'text-button' });
  private readonly restartApp = element(
    'button',
    { 'data-control': 'restartApp', type: 'button', class: 'text-button' },
    'Restart app',
  );
  private readonly restartPhone = element(
    'button',
    { 'data-control': 'restartPhone', type: 'button', class: 'text-button' },
    'Restart phone',
  );
  private readonly state = element('span', { class: 'chip' });
  private readonly facts = element('dl', { class: 'facts' });
  private readonly documents = element('ul', { class: 'documents', hidden: true, 'aria-label': 'Documents' });
  private status: DeviceStatus | undefined;

  constructor(
    private readonly device: string,
    name: string,
    private readonly command: (command: DeviceCommand) => void,
    restart: () => void,
  ) {
    const rows = [
      row('Wi-Fi', this.wifi),
      row('Location', this.location),
      row('Dark theme', this.theme),
      row('Language', this.language),
      row('In the foreground', this.foreground),
      row('Storage full', this.storage),
    ];
    this.element = element(
      'section',
      { class: 'controls' },
      element('div', { class: 'panel-head' }, element('h2', {}, name), this.state),
      this.facts,
      element('div', { class: 'rows' }, ...rows),
      this.documents,
      element('div', { class: 'buttons' }, this.restartApp, this.restartPhone),
    );
    this.restartPhone.addEventListener('click', restart);
    this.listen();
  }

  showProcess(process: ProcessState): void {
    setAttributes(this.element, { 'data-process': process.state });
    const { wifi, location, theme, language, foreground, storage, restartApp } = this;
    for (const control of [wifi, location, theme, language, foreground, storage, restartApp]) {
      control.disabled = process.state !== 'running';
    }
    if (process.state !== 'running') {
      this.state.textContent = process.state;
      this.facts.replaceChildren();
    }
  }

  showStatus(status: DeviceStatus): void {
    this.status = status;
    const { wifi, location, colorMode, locale, foreground, freeSpace, documents } = status;
    this.wifi.setAttribute('aria-checked', String(wifi.wifi === 'on' || wifi.wifi === 'turningOn'));
    this.wifi.classList.toggle('is-busy', wifi.wifi === 'turningOn' || wifi.wifi === 'turningOff');
    this.location.setAttribute('aria-checked', String(location));
    this.theme.setAttribute('aria-checked', String(colorMode === 'dark'));
    this.foreground.setAttribute('aria-checked', String(foreground));
    this.storage.setAttribute('aria-checked', String(freeSpace !== undefined));
    this.showDocuments(documents);
    this.language.textContent = LANGUAGES[locale] ?? locale;
    this.state.textContent = wifi.wifi === 'on' ? wifi.state : 'Wi-Fi off';
    this.state.classList.toggle('is-active', wifi.group !== undefined);
    this.facts.replaceChildren(
      ...factsOf(status).flatMap(([term, text]) => [element('dt', {}, term), element('dd', {}, text)]),
    );
  }

  private showDocuments(names: readonly string[]): void {
    const shown = [...this.documents.querySelectorAll('a')].map(link => link.textContent);
    if (JSON.stringify(shown) !== JSON.stringify(names)) {
      const links = names.map(name => downloadLink(documentAddress(this.device, name), name));
      this.documents.replaceChildren(...['Documents', ...links].map(line => element('li', {}, line)));
      this.documents.hidden = names.length === 0;
    }
  }

  private listen(): void {
    const { command } = this;
    this.wifi.addEventListener('click', () => command({ kind: 'setWifi', on: !isOn(this.wifi) }));
    this.location.addEventListener('click', () => command({ kind: 'setLocation', on: !isOn(this.location) }));
    this.theme.addEventListener('click', () =>
      command({ kind: 'setColorMode', mode: isOn(this.theme) ? 'light' : 'dark' }),
    );
    this.foreground.addEventListener('click', () => command({ kind: 'setForeground', on: !isOn(this.foreground) }));
    this.storage.addEventListener('click', () =>
      command({ kind: 'setFreeSpace', ...!isOn(this.storage) && { bytes: 0 } }),
    );
    this.language.addEventListener('click', () => {
      const known = Object.keys(LANGUAGES);
      const next = known[(known.indexOf(this.status?.locale ?? '') + 1) % known.length];
      command({ kind: 'setLocale', locale: next ?? 'en-US' });
    });
    this.restartApp.addEventListener('click', () => {
      command({ kind: 'terminate' });
      command({ kind: 'launch' });
    });
  }
}

function factsOf({ wifi, keepsScreenOn }: DeviceStatus): [term: string, text: string][] {
  return [...wifiFactsOf(wifi), ...keepsScreenOn ? [['Screen', 'kept on'] as [string, string]] : []];
}

function wifiFactsOf(wifi: DeviceStatus['wifi']): [term: string, text: string][] {
  const { group } = wifi;
  if (group === undefined) {
    return [
      ['Group', 'none'],
      ['Discovery', wifi.isDiscovering ? 'searching' : 'idle'],
    ];
  }
  return [
    ['Group', group.name],
    ['Role', group.isOwner ? `owner, ${group.clients} ${group.clients === 1 ? 'client' : 'clients'}` : 'client'],
    ['Address', group.ownAddress || 'none yet'],
    ['Frequency', `${group.frequency} MHz`],
  ];
}

function isOn(control: HTMLElement): boolean {
  return control.getAttribute('aria-checked') === 'true';
}

function toggle(name: string, label: string): HTMLButtonElement {
  return element('button', {
    class: 'switch',
    type: 'button',
    role: 'switch',
    'data-control': name,
    'aria-checked': 'false',
    'aria-label': label,
  });
}

function row(label: string, control: HTMLElement): HTMLElement {
  return element('div', { class: 'row' }, element('span', {}, label), control);
}
