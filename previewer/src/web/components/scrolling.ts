import { Drawing } from '../drawing/Drawing.js';
import { scrollPosition } from './scrollPosition.js';
import { ScrollWatch } from './ScrollWatch.js';
import { colourOf, css, lengthOf, numberOf, recordOf, type Css, type Props } from '../drawing/values.js';
import { contentOf, slotOf, type Surface, type ViewNode } from '../drawing/ViewNode.js';
import { placeChildren } from '../dom.js';

/** Members of `Edge`. */
const EDGE = { top: 0, bottom: 2, start: 4, end: 6 };

/** A container that scrolls and obeys the commands of its `Scroller`. */
export class ScrollDrawing extends Drawing {
  /** How it goes to an edge: the platform's default. */
  protected readonly edgeBehavior: ScrollBehavior = 'smooth';
  private lastCommand = 0;

  constructor(node: ViewNode, surface: Surface) {
    super(node, surface);
    new ScrollWatch(node, surface).follow(this.element);
  }

  protected override style(props: Props): Css {
    const horizontal = numberOf(props.scrollable ?? props.listDirection) === 1;
    return css({
      'overflow-x': horizontal ? 'auto' : undefined,
      'overflow-y': horizontal ? 'hidden' : undefined,
      'flex-direction': horizontal ? 'row' : undefined,
      'scrollbar-width': numberOf(props.scrollBar) === 2 ? 'thin' : undefined,
    });
  }

  protected override draw(props: Props): void {
    super.draw(props);
    const command = recordOf(props.scrollCommand);
    const sequence = numberOf(command?.sequence) ?? 0;
    if (command !== undefined && sequence > this.lastCommand) {
      this.lastCommand = sequence;
      requestAnimationFrame(() => this.scroll(command));
    }
  }

  private scroll(command: Props): void {
    const { element } = this;
    const edge = numberOf(command.edge);
    if (edge !== undefined) {
      const isEnd = edge === EDGE.bottom || edge === EDGE.end;
      element.scrollTo({
        top: isEnd ? element.scrollHeight : 0,
        left: isEnd ? element.scrollWidth : 0,
        behavior: this.edgeBehavior,
      });
    } else if (command.index !== undefined) {
      const item = contentOf(this.node)[numberOf(command.index) ?? 0]?.drawing.element;
      if (item !== undefined) {
        element.scrollTo({
          ...scrollPosition(element, item, numberOf(command.align), numberOf(command.extraOffset) ?? 0),
          behavior: command.smooth === true ? 'smooth' : 'instant',
        });
      }
    } else {
      element.scrollTo({ top: numberOf(command.offset) ?? 0, behavior: 'smooth' });
    }
  }
}

export class ListDrawing extends ScrollDrawing {
  protected override readonly edgeBehavior = 'instant';

  protected override style(props: Props): Css {
    const lanes = numberOf(props.lanes) ?? 1;
    return {
      ...super.style(props),
      ...listStyle(props),
      ...(lanes > 1 ? { display: 'grid', 'grid-template-columns': `repeat(${lanes}, minmax(0, 1fr))` } : {}),
    };
  }
}

export class ListItemGroupDrawing extends Drawing {
  protected override style(props: Props): Css {
    return listStyle(props);
  }

  protected override draw(props: Props): void {
    const slots = ['header', 'footer'].map(name => slotOf(this.node, name)?.drawing.element);
    const items = this.node.children.filter(child => child.type !== '$Slot').map(child => child.drawing.element);
    const all = [slots[0], ...items, slots[1]].filter(child => child !== undefined);
    placeChildren(this.element, all);
    this.element.dataset.look = numberOf(props.style) === 1 ? 'card' : 'plain';
  }
}

export class ListItemDrawing extends Drawing {
  protected override draw(props: Props): void {
    super.draw(props);
    this.element.dataset.look = numberOf(props.style) === 1 ? 'card' : 'plain';
    this.element.classList.toggle('is-selected', props.selected === true);
  }
}

function listStyle(props: Props): Css {
  const divider = recordOf(props.divider);
  const space = lengthOf(props.space) ?? '0px';
  return css({
    gap: space,
    '--divider-width': lengthOf(divider?.strokeWidth),
    '--divider-colour': divider && (colourOf(divider.color) ?? 'var(--divider)'),
    '--divider-start': lengthOf(divider?.startMargin) ?? '0px',
    '--divider-end': lengthOf(divider?.endMargin) ?? '0px',
    '--divider-above': `calc((${space} + ${lengthOf(divider?.strokeWidth) ?? '0px'}) / -2)`,
  });
}
