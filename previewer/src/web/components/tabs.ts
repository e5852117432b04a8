import { element, placeChildren, setAttributes } from '../dom.js';
import { Drawing } from '../drawing/Drawing.js';
import { colourOf, css, lengthOf, numberOf, recordOf, textOf, type Css, type Props } from '../drawing/values.js';
import { contentOf, slotOf, type Surface, type ViewNode } from '../drawing/ViewNode.js';
import { pictureOf } from './controls.js';

export class TabsDrawing extends Drawing {
  private readonly bar = element('div', { class: 'ark-bar', role: 'tablist' });
  private readonly pages = element('div', { class: 'ark-pages' });
  private readonly buttons = new Map<ViewNode, HTMLElement>();

  constructor(node: ViewNode, surface: Surface) {
    super(node, surface);
    this.element.append(this.bar, this.pages);
  }

  protected override style(props: Props): Css {
    return css({
      '--bar-height': lengthOf(props.barHeight),
      '--bar-width': lengthOf(props.barWidth),
      '--bar-background': colourOf(props.barBackgroundColor),
    });
  }

  protected override draw(props: Props): void {
    const pages = contentOf(this.node).filter(child => child.type === 'TabContent');
    const active = numberOf(props.index) ?? 0;
    this.element.dataset.bar = numberOf(props.barPosition) === 1 ? 'end' : 'start';
    this.element.dataset.axis = props.vertical === true ? 'vertical' : 'horizontal';
    placeChildren(
      this.bar,
      pages.map((page, index) => this.button(page, index, index === active)),
    );
    placeChildren(
      this.pages,
      this.node.children.map(child => child.drawing.element),
    );
    pages.forEach((page, index) => page.drawing.element.classList.toggle('is-hidden', index !== active));
  }

  private button(page: ViewNode, index: number, isActive: boolean): HTMLElement {
    const button = this.buttons.get(page) ?? element('div', { class: 'ark-tab', role: 'tab', tabindex: '0' });
    this.buttons.set(page, button);
    button.setAttribute('aria-selected', String(isActive));
    button.onclick = event => {
      event.stopPropagation();
      this.surface.send({ kind: 'change', node: this.node.id, value: index });
    };
    const slot = slotOf(page, 'tabBar');
    if (slot !== undefined) {
      placeChildren(button, [slot.drawing.element]);
      return button;
    }
    const bar = recordOf(page.props.tabBar);
    setAttributes(button, { 'data-id': textOf(bar?.id) || undefined });
    const parts = [pictureName(bar?.icon, isActive), textOf(bar?.text ?? bar?.content)];
    const drawn = [...parts, isActive].join('|');
    if (button.dataset.drawn !== drawn) {
      button.dataset.drawn = drawn;
      const [picture = '', text = ''] = parts;
      button.replaceChildren(...(picture === '' ? [] : [pictureOf(picture)]), element('span', {}, text));
      button.classList.toggle('has-icon', picture !== '');
    }
    return button;
  }
}

function pictureName(value: Props[string] | undefined, isActive: boolean): string {
  const states = recordOf(value);
  return textOf(states === undefined ? value : isActive ? (states.selected ?? states.normal) : states.normal);
}

/** The tab bar's builder is drawn by the Tabs around it. */
export class TabContentDrawing extends Drawing {
  protected override draw(): void {
    placeChildren(
      this.element,
      this.node.children.filter(child => child.type !== '$Slot').map(child => child.drawing.element),
    );
  }
}
