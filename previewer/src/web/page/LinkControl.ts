import type { LinkQuality, PageMessage } from '../../lab/protocol.js';
import { element } from '../dom.js';

const QUALITIES: Readonly<Record<LinkQuality, string>> = {
  normal: 'normal',
  slow: 'slow (1 MB/s)',
  laggy: 'laggy (300 ms)',
  stalled: 'stalled',
};

/** What the radio does to the data between all phones of the lab. */
export class LinkControl {
  readonly element: HTMLElement;
  private readonly select = element(
    'select',
    { 'data-control': 'link', 'aria-label': 'Link between phones' },
    ...Object.entries(QUALITIES).map(([value, text]) => element('option', { value }, text)),
  );

  constructor(send: (message: PageMessage) => void) {
    const { select } = this;
    const breakConnections = element(
      'button',
      { 'data-control': 'breakConnections', type: 'button', class: 'text-button' },
      'Break connections',
    );
    select.addEventListener('change', () => send({ kind: 'setLinks', links: select.value as LinkQuality }));
    breakConnections.addEventListener('click', () => send({ kind: 'breakConnections' }));
    this.element = element('div', { class: 'link-control' }, 'Link between phones', select, breakConnections);
  }

  /** Without a quality there is nothing to choose. */
  show(quality: LinkQuality | undefined): void {
    this.element.hidden = quality === undefined;
    this.select.value = quality ?? 'normal';
  }
}
