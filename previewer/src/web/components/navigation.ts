import { element, placeChildren, setAttributes } from '../dom.js';
import { Drawing } from '../drawing/Drawing.js';
import { colourOf, numberOf, recordOf, textOf, type Props } from '../drawing/values.js';
import { slotOf, type Surface, type ViewNode } from '../drawing/ViewNode.js';
import { icon } from './symbols.js';

const TITLE_MODES = ['free', 'full', 'mini'];

/** The title bar of a Navigation or of one of its destinations. */
class TitleBar {
  readonly element = element('div', { class: 'ark-title-bar' });
  private readonly back = element(
    'button',
    { class: 'ark-back', type: 'button', 'aria-label': 'Back' },
    icon('M20 12H4m7-7-7 7 7 7'),
  );
  private readonly title = element('div', { class: 'ark-title' });
  private readonly main = element('div', { class: 'ark-title-main' });
  private readonly sub = element('div', { class: 'ark-title-sub' });

  constructor(surface: Surface) {
    this.back.addEventListener('click', event => {
      event.stopPropagation();
      surface.send({ kind: 'back' });
    });
  }

  draw(node: ViewNode, mode: string, hasBack: boolean): void {
    const { props } = node;
    const title = recordOf(props.title);
    const custom = slotOf(node, 'title');
    const menus = slotOf(node, 'menus');
    this.main.textContent = textOf(title ? title.main : props.title);
    this.sub.textContent = textOf(title?.sub);
    const isEmpty = custom === undefined && menus === undefined && this.main.textContent === '' && !hasBack;
    setAttributes(this.element, { 'data-mode': mode, hidden: props.hideTitleBar === true || isEmpty });
    this.element.style.backgroundColor = colourOf(recordOf(props.titleOptions)?.backgroundColor) ?? '';
    placeChildren(
      this.title,
      custom ? [custom.drawing.element] : this.sub.textContent === '' ? [this.main] : [this.main, this.sub],
    );
    const parts: (Element | undefined)[] = [hasBack ? this.back : undefined, this.title, menus?.drawing.element];
    placeChildren(
      this.element,
      parts.filter(part => part !== undefined),
    );
  }
}

export class NavigationDrawing extends Drawing {
  private readonly bar = new TitleBar(this.surface);
  private readonly home = element('div', { class: 'ark-home' });
  private readonly body = element('div', { class: 'ark-body' });
  private readonly stack = element('div', { class: 'ark-stack' });

  protected override draw(props: Props): void {
    const destinations = destinationsOf(this.node);
    this.bar.draw(this.node, TITLE_MODES[numberOf(props.titleMode) ?? 0] ?? 'free', false);
    const covered = destinations.some(({ props: own }) => numberOf(own.mode) !== 1 && own.isShown !== false);
    this.home.classList.toggle('is-hidden', covered || props.hideNavBar === true);
    const body = this.node.children.filter(
      child => child.type !== '$Slot' && destinationsOf(child).length === 0 && child.type !== 'NavDestination',
    );
    placeChildren(
      this.body,
      body.map(child => child.drawing.element),
    );
    const toolbar = slotOf(this.node, 'toolbar');
    placeChildren(this.home, [this.bar.element, this.body, ...(toolbar ? [toolbar.drawing.element] : [])]);
    placeChildren(
      this.stack,
      destinations.map(destination => destination.drawing.element),
    );
    const top = topCover(destinations);
    destinations.forEach((destination, index) =>
      destination.drawing.element.classList.toggle('is-hidden', index < top),
    );
    placeChildren(this.element, [this.home, this.stack]);
  }
}

/** Index of the highest destination that hides what is below; a dialog destination (`mode` 1) does not. */
function topCover(destinations: ViewNode[]): number {
  return Math.max(
    0,
    destinations.findLastIndex(destination => numberOf(destination.props.mode) !== 1),
  );
}

/** The stack's entries, bottom first, whatever groups them; a Navigation inside keeps its own. */
function destinationsOf(node: ViewNode): ViewNode[] {
  return node.children.flatMap(child => {
    if (child.type === 'NavDestination') {
      return [child];
    }
    return child.drawing.isGroup ? destinationsOf(child) : [];
  });
}

export class NavDestinationDrawing extends Drawing {
  private readonly bar = new TitleBar(this.surface);
  private readonly body = element('div', { class: 'ark-body' });

  protected override draw(props: Props): void {
    this.bar.draw(this.node, 'mini', props.hideBackButton !== true);
    placeChildren(
      this.body,
      this.node.children.filter(child => child.type !== '$Slot').map(child => child.drawing.element),
    );
    placeChildren(this.element, [this.bar.element, this.body]);
    this.element.dataset.mode = numberOf(props.mode) === 1 ? 'dialog' : 'standard';
  }
}
