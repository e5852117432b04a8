import { element, placeChildren, setAttributes } from '../dom.js';
import { radiusOf } from '../drawing/boxStyle.js';
import { Drawing } from '../drawing/Drawing.js';
import { colourOf, lengthOf, listOf, numberOf, recordOf, textOf, type Css, type Props } from '../drawing/values.js';
import type { Surface, ViewNode } from '../drawing/ViewNode.js';
import { icon } from './symbols.js';

/** `DialogAlignment`: Top, Center, Bottom, Default, TopStart, … BottomEnd. */
const PLACES = ['top', 'center', 'bottom', 'center', 'top', 'top', 'center', 'center', 'bottom', 'bottom'];
const MENU_GAP = 4;
const MENU_MARGIN = 8;
/** `SheetSize`: MEDIUM, LARGE, FIT_CONTENT; the panel's own limit keeps it below the top of the window. */
const SHEET_HEIGHTS = ['60%', '100%', 'auto'];
const LARGE_SHEET = 1;
/** `SheetType.CENTER`; a narrower window has its sheets at the bottom whatever they prefer. */
const CENTER_SHEET = 1;
const WIDE_WINDOW = 600;

/** Something over the page: a mask, when what lies under it is out of reach, and a panel. */
abstract class OverlayDrawing extends Drawing {
  protected readonly panel = element('div', { class: 'ark-panel' });
  private readonly mask = element('div', { class: 'ark-mask' });

  constructor(node: ViewNode, surface: Surface) {
    super(node, surface);
    this.element.classList.add('ark-overlay');
    this.mask.addEventListener('click', event => {
      event.stopPropagation();
      this.choose(-1);
    });
  }

  protected override style(): Css {
    return {};
  }

  protected override defaultStyle(): Css {
    return this.node.props.modal === false ? { 'pointer-events': 'none' } : {};
  }

  /** Attributes of the overlay are those of its panel. */
  override update(): void {
    const { props } = this.node;
    this.panel.style.backgroundColor = colourOf(props.backgroundColor) ?? '';
    this.panel.style.borderRadius = radiusOf(props.cornerRadius ?? props.radius) ?? '';
    this.panel.style.pointerEvents = 'auto';
    setAttributes(this.element, { role: 'dialog' });
    Object.entries(this.defaultStyle()).forEach(([name, value]) => this.element.style.setProperty(name, value));
    this.drawPanel(props);
    placeChildren(this.element, props.modal === false ? [this.panel] : [this.mask, this.panel]);
  }

  protected abstract drawPanel(props: Props): void;

  protected choose(index: number): void {
    this.surface.send({ kind: 'choose', node: this.node.id, index });
  }

  protected content(): Element[] {
    return this.node.children.map(child => child.drawing.element);
  }

  protected choices(props: Props, className: string): HTMLButtonElement[] {
    return listOf(props.buttons).map((value, index) => {
      const choice = recordOf(value);
      const button = element('button', { class: className, type: 'button' }, textOf(choice?.text));
      button.style.color = colourOf(choice?.color) ?? '';
      button.addEventListener('click', event => {
        event.stopPropagation();
        this.choose(index);
      });
      return button;
    });
  }
}

export class DialogDrawing extends OverlayDrawing {
  protected drawPanel(props: Props): void {
    this.panel.className = 'ark-panel is-dialog';
    this.panel.dataset.place = PLACES[numberOf(props.alignment) ?? 3] ?? 'center';
    this.panel.style.width = lengthOf(props.width) ?? '';
    if (props.customStyle === true) {
      Object.assign(this.panel.style, { background: 'none', boxShadow: 'none', borderRadius: '0' });
    }
    const buttons = this.choices(props, 'ark-choice');
    const isColumn = buttons.length > 2 || buttons.some(button => (button.textContent ?? '').length > 14);
    placeChildren(this.panel, [
      ...textPart(props.title, 'ark-heading'),
      ...textPart(props.subtitle, 'ark-subheading'),
      ...textPart(props.message, 'ark-notice'),
      ...this.content(),
      ...(buttons.length === 0
        ? []
        : [element('div', { class: `ark-choices${isColumn ? ' is-column' : ''}` }, ...buttons)]),
    ]);
  }
}

export class SheetDrawing extends OverlayDrawing {
  private readonly body = element('div', { class: 'ark-sheet-body' });

  protected drawPanel(props: Props): void {
    const isCover = props.kind === 'bindContentCover';
    this.panel.className = `ark-panel ${isCover ? 'is-cover' : 'is-sheet'}`;
    const isCentred = numberOf(props.preferType) === CENTER_SHEET && this.surface.screen.clientWidth >= WIDE_WINDOW;
    this.panel.classList.toggle('is-centred', isCentred);
    this.panel.style.height = isCover ? '' : heightOf(props.height);
    const title = recordOf(props.title);
    const heading = textOf(title ? title.title : props.title);
    const close = element(
      'button',
      { class: 'ark-back', type: 'button', 'aria-label': 'Close' },
      icon('m6 6 12 12M18 6 6 18'),
    );
    close.addEventListener('click', event => {
      event.stopPropagation();
      this.choose(-1);
    });
    const hasHead = !isCover && (heading !== '' || props.showClose !== false);
    placeChildren(this.body, this.content());
    placeChildren(this.panel, [
      ...(hasHead
        ? [element('div', { class: 'ark-sheet-head' }, heading, ...(props.showClose === false ? [] : [close]))]
        : []),
      this.body,
    ]);
  }
}

function heightOf(height: Props[string] | undefined): string {
  return SHEET_HEIGHTS[numberOf(height) ?? LARGE_SHEET] ?? lengthOf(height) ?? '';
}

/** A menu at the component that opened it, or an action sheet at the bottom. */
export class MenuDrawing extends OverlayDrawing {
  protected drawPanel(props: Props): void {
    const anchor = numberOf(props.anchor);
    const selected = numberOf(props.selected);
    const items = this.choices(props, 'ark-menu-item');
    items.forEach((item, index) =>
      setAttributes(item, {
        role: selected === undefined ? 'menuitem' : 'option',
        'aria-selected': selected === index ? 'true' : undefined,
      }),
    );
    this.panel.className = anchor === undefined ? 'ark-panel is-dialog' : 'ark-panel is-menu';
    this.panel.dataset.place = 'bottom';
    const list = element('div', { class: anchor === undefined ? 'ark-choices is-column' : '' }, ...items);
    placeChildren(this.panel, [
      ...textPart(props.title, 'ark-heading'),
      ...textPart(props.message, 'ark-notice'),
      list,
      ...this.content(),
    ]);
    if (anchor !== undefined) {
      requestAnimationFrame(() => this.placeAt(anchor));
    }
  }

  private placeAt(anchor: number): void {
    const { screen } = this.surface;
    const target = screen.querySelector(`[data-node="${anchor}"]`);
    if (target === null || !this.panel.isConnected) {
      return;
    }
    const frame = this.element.getBoundingClientRect();
    const scale = frame.width / this.element.offsetWidth || 1;
    const box = target.getBoundingClientRect();
    const [left, top, bottom] = [box.left - frame.left, box.top - frame.top, box.bottom - frame.top].map(
      value => value / scale,
    ) as [number, number, number];
    const { offsetWidth: width, offsetHeight: height } = this.panel;
    const hasRoomBelow = bottom + MENU_GAP + height + MENU_MARGIN <= this.element.offsetHeight;
    const most = this.element.offsetWidth - width - MENU_MARGIN;
    this.panel.style.left = `${Math.max(MENU_MARGIN, Math.min(left, most))}px`;
    this.panel.style.top = `${hasRoomBelow ? bottom + MENU_GAP : Math.max(MENU_MARGIN, top - MENU_GAP - height)}px`;
  }
}

export class ToastDrawing extends Drawing {
  private readonly pill = element('div', { class: 'ark-toast', role: 'status' });

  protected override defaultStyle(): Css {
    return { 'pointer-events': 'none' };
  }

  protected override draw(props: Props): void {
    this.element.classList.add('ark-overlay');
    this.pill.textContent = textOf(props.message);
    placeChildren(this.element, [this.pill]);
  }
}

function textPart(value: Props[string] | undefined, className: string): Element[] {
  const text = textOf(recordOf(value)?.value ?? value);
  return text === '' ? [] : [element('div', { class: className }, text)];
}
