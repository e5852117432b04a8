import { setAttributes } from '../dom.js';
import { Drawing } from '../drawing/Drawing.js';
import { colourOf, css, lengthOf, numberOf, recordOf, type Css, type Props } from '../drawing/values.js';
import { placeOf } from '../drawing/boxStyle.js';

const JUSTIFICATION = ['flex-start', 'center', 'flex-end', 'space-between', 'space-around', 'space-evenly'];
const CROSS = ['flex-start', 'center', 'flex-end'];
const FLEX_CROSS = ['stretch', 'flex-start', 'center', 'flex-end', 'baseline', 'stretch'];
const FLEX_DIRECTIONS = ['row', 'column', 'row-reverse', 'column-reverse'];
const FLEX_WRAPS = ['nowrap', 'wrap', 'wrap-reverse'];
/** Upper bounds in vp of the default breakpoints. */
const BREAKPOINTS: readonly [name: string, below: number][] = [
  ['xs', 320],
  ['sm', 600],
  ['md', 840],
  ['lg', 1440],
  ['xl', 1600],
];

export class LinearDrawing extends Drawing {
  protected override style(props: Props): Css {
    const space = recordOf(props.space) === undefined ? lengthOf(props.space) : undefined;
    return css({
      'justify-content': JUSTIFICATION[numberOf(props.justifyContent) ?? 0],
      'align-items': CROSS[numberOf(props.alignItems) ?? 1],
      gap: space,
      'flex-direction':
        props.reverse === true ? (this.node.type === 'Row' ? 'row-reverse' : 'column-reverse') : undefined,
    });
  }
}

export class FlexDrawing extends Drawing {
  protected override style(props: Props): Css {
    const space = recordOf(props.space);
    return css({
      'flex-direction': FLEX_DIRECTIONS[numberOf(props.direction) ?? 0],
      'flex-wrap': FLEX_WRAPS[numberOf(props.wrap) ?? 0],
      'justify-content': JUSTIFICATION[numberOf(props.justifyContent) ?? 0],
      'align-items': FLEX_CROSS[numberOf(props.alignItems) ?? 1],
      'align-content': FLEX_CROSS[numberOf(props.alignContent) ?? 1],
      'row-gap': lengthOf(space?.cross),
      'column-gap': lengthOf(space?.main),
    });
  }
}

export class StackDrawing extends Drawing {
  protected override style(props: Props): Css {
    const place = placeOf(numberOf(props.alignContent ?? props.align) ?? 4);
    return { 'align-items': place.vertical, 'justify-items': place.horizontal };
  }
}

/** The space between its siblings; it grows on the main axis of the container. */
export class BlankDrawing extends Drawing {
  protected override style(props: Props): Css {
    return css({ '--blank': lengthOf(props.min), 'background-color': colourOf(props.color) });
  }
}

export class DividerDrawing extends Drawing {
  protected override style(props: Props): Css {
    const width = lengthOf(props.strokeWidth) ?? '1px';
    const colour = colourOf(props.color);
    return css({
      [props.vertical === true ? 'width' : 'height']: width,
      'background-color': colour,
      'align-self': 'stretch',
    });
  }
}

export class GridDrawing extends Drawing {
  protected override style(props: Props): Css {
    const columns = typeof props.columnsTemplate === 'string' ? props.columnsTemplate : undefined;
    const rows = typeof props.rowsTemplate === 'string' ? props.rowsTemplate : undefined;
    return css({
      'grid-template-columns': columns?.replace(/([\d.]+)fr/g, 'minmax(0, $1fr)'),
      'grid-template-rows': rows?.replace(/([\d.]+)fr/g, 'minmax(0, $1fr)'),
      'column-gap': lengthOf(props.columnsGap),
      'row-gap': lengthOf(props.rowsGap),
    });
  }
}

export class GridRowDrawing extends Drawing {
  protected override style(props: Props): Css {
    const gutter = recordOf(props.gutter);
    return css({
      'grid-template-columns': `repeat(${numberOf(this.forWindow(props.columns)) ?? 12}, minmax(0, 1fr))`,
      'column-gap': lengthOf(this.forWindow(gutter ? gutter.x : props.gutter)),
      'row-gap': lengthOf(this.forWindow(gutter ? gutter.y : props.gutter)),
    });
  }

  private forWindow(value: Props[string] | undefined): Props[string] | undefined {
    return atBreakpoint(value, this.surface.screen.clientWidth);
  }
}

export class GridColDrawing extends Drawing {
  protected override style(props: Props): Css {
    const width = this.surface.screen.clientWidth;
    const span = numberOf(atBreakpoint(props.span, width)) ?? 1;
    const offset = numberOf(atBreakpoint(props.offset ?? props.gridColOffset, width)) ?? 0;
    return {
      'grid-column': offset > 0 ? `${offset + 1} / span ${span}` : `span ${span}`,
      ...(span === 0 ? { display: 'none' } : {}),
    };
  }
}

/** The value for the window's width of an object by breakpoint; a smaller breakpoint's one where it says nothing. */
function atBreakpoint(value: Props[string] | undefined, width: number): Props[string] | undefined {
  const values = recordOf(value);
  if (values === undefined) {
    return value;
  }
  const here = BREAKPOINTS.findIndex(([, below]) => width < below);
  const candidates = BREAKPOINTS.slice(0, here === -1 ? BREAKPOINTS.length : here + 1).map(([name]) => values[name]);
  return candidates.filter(candidate => candidate !== undefined).at(-1);
}

export class BadgeDrawing extends Drawing {
  protected override style(props: Props): Css {
    const style = recordOf(props.style);
    return css({
      '--badge-colour': colourOf(style?.badgeColor),
      '--badge-text': colourOf(style?.color),
      '--badge-size': lengthOf(style?.badgeSize),
    });
  }

  protected override draw(props: Props): void {
    super.draw(props);
    const count = numberOf(props.count);
    const most = numberOf(props.maxCount) ?? 99;
    const counted = count !== undefined && count > most ? `${most}+` : count;
    const text = counted ?? props.value;
    const isShown = count === undefined ? props.value !== undefined : count > 0;
    setAttributes(this.element, {
      'data-badge': isShown ? String(text ?? '') : undefined,
      'data-position': String(numberOf(props.position) ?? 0),
    });
  }
}
