import type { LogEntry } from '../../device/DeviceView.js';
import { element } from '../dom.js';

const LEVELS = ['D', 'I', 'W', 'E', 'F'];
const LINE_LIMIT = 2000;
const NEAR_END_PX = 24;

/** The phone's hilog: filtered by level and text, following its end until somebody scrolls up. */
export class LogPane {
  readonly element: HTMLElement;
  private readonly list = element('ol', { class: 'log-lines' });
  private readonly text = element('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter the log' });
  private readonly level = element(
    'select',
    { 'aria-label': 'Least level' },
    ...LEVELS.map(level => element('option', {}, level)),
  );
  private entries: LogEntry[] = [];
  private isFollowing = true;

  constructor() {
    const head = element('summary', {}, element('span', {}, 'hilog'));
    const filters = element('div', { class: 'log-filters' }, this.level, this.text);
    this.element = element('details', { class: 'log', open: true }, head, filters, this.list);
    this.text.addEventListener('input', () => this.redraw());
    this.level.addEventListener('change', () => this.redraw());
    const { list } = this;
    list.addEventListener('scroll', () => {
      this.isFollowing = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
    });
    new ResizeObserver(() => this.follow()).observe(list);
  }

  replace(entries: LogEntry[]): void {
    this.entries = [...entries];
    this.redraw();
  }

  add(entry: LogEntry): void {
    this.entries.push(entry);
    if (this.entries.length > LINE_LIMIT) {
      this.entries.shift();
    }
    if (!this.isWanted(entry)) {
      return;
    }
    const { list } = this;
    list.append(line(entry));
    if (list.childElementCount > LINE_LIMIT) {
      list.firstElementChild?.remove();
    }
    this.follow();
  }

  private redraw(): void {
    this.list.replaceChildren(...this.entries.filter(entry => this.isWanted(entry)).map(line));
    this.isFollowing = true;
    this.follow();
  }

  private follow(): void {
    if (this.isFollowing) {
      this.list.scrollTop = this.list.scrollHeight;
    }
  }

  private isWanted({ level, tag, text }: LogEntry): boolean {
    const isLoud = LEVELS.indexOf(level) >= LEVELS.indexOf(this.level.value);
    return isLoud && `${tag} ${text}`.toLowerCase().includes(this.text.value.toLowerCase());
  }
}

function line({ time, level, domain, tag, text }: LogEntry): HTMLElement {
  const clock = `${new Date(time).toLocaleTimeString('en-GB')}.${String(time % 1000).padStart(3, '0')}`;
  const created = element(
    'li',
    { 'data-level': level },
    element('span', { class: 'log-time' }, clock),
    element('b', {}, level),
    element('span', { class: 'log-tag' }, tag),
    ' ',
    element('span', {}, text),
  );
  created.title = `${clock} ${level} ${domain}/${tag}`;
  return created;
}
