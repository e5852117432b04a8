import {
  colourOf,
  css,
  edgesOf,
  lengthOf,
  listOf,
  numberOf,
  recordOf,
  type Css,
  type Edges,
  type Props,
} from './values.js';

const SELF_ALIGNMENT = ['auto', 'flex-start', 'center', 'flex-end', 'baseline', 'stretch'];
/** `Alignment`: TopStart … BottomEnd, row by row. */
const PLACES = ['start', 'center', 'end'];
const BORDER_STYLES = ['dotted', 'dashed', 'solid'];
/** `ShadowStyle`: OUTER_DEFAULT_XS … OUTER_FLOATING_MD. */
const SHADOWS = ['0 2px 6px', '0 4px 12px', '0 6px 24px', '0 10px 40px', '0 8px 30px', '0 12px 48px'];
const DIRECTIONS = [
  'to left',
  'to top',
  'to right',
  'to bottom',
  'to left top',
  'to left bottom',
  'to right top',
  'to right bottom',
  '',
];

/** What the universal attributes mean in CSS: size, space around, borders, background, place and visibility. */
export function boxStyle(props: Props): Css {
  return {
    ...sizeStyle(props),
    ...borderStyle(props),
    ...backgroundStyle(props),
    ...placeStyle(props),
    ...effectStyle(props),
  };
}

/** `justify-items` and `align-items` for a value of `Alignment`. */
export function placeOf(alignment: number): { horizontal: string; vertical: string } {
  return { horizontal: PLACES[alignment % 3] ?? 'center', vertical: PLACES[Math.floor(alignment / 3)] ?? 'center' };
}

function sizeStyle(props: Props): Css {
  const margin = edgesOf(props.margin);
  const size = recordOf(props.size);
  const limits = recordOf(props.constraintSize);
  const weight = numberOf(props.layoutWeight);
  const flexible = weight !== undefined && weight > 0;
  const width = lengthOf(props.width ?? size?.width);
  const height = lengthOf(props.height ?? size?.height);
  return css({
    width: inside(width, margin?.left, margin?.right),
    height: inside(height, margin?.top, margin?.bottom),
    'min-width': lengthOf(limits?.minWidth),
    'max-width':
      lengthOf(limits?.maxWidth) ?? (margin && !flexible ? inside('100%', margin.left, margin.right) : undefined),
    'min-height': lengthOf(limits?.minHeight),
    'max-height': lengthOf(limits?.maxHeight),
    'aspect-ratio': numberOf(props.aspectRatio)?.toString(),
    padding: shorthand(edgesOf(props.padding)),
    margin: shorthand(margin),
    flex: flexible ? `${weight} 1 0px` : undefined,
    'flex-shrink':
      numberOf(props.flexShrink)?.toString() ??
      (width !== undefined && !width.endsWith('%') && !flexible ? '0' : undefined),
    'flex-grow': flexible ? undefined : numberOf(props.flexGrow)?.toString(),
    'flex-basis': flexible ? undefined : lengthOf(props.flexBasis),
    'align-self': SELF_ALIGNMENT[numberOf(props.alignSelf) ?? -1],
  });
}

/** A percentage counts what the margins leave of the parent. */
function inside(length: string | undefined, before: string | undefined, after: string | undefined): string | undefined {
  const hasMargin = (before ?? '0px') !== '0px' || (after ?? '0px') !== '0px';
  return length?.endsWith('%') && hasMargin ? `calc(${length} - ${before ?? '0px'} - ${after ?? '0px'})` : length;
}

function shorthand(edges: Edges | undefined): string | undefined {
  return edges && `${edges.top} ${edges.right} ${edges.bottom} ${edges.left}`;
}

function borderStyle(props: Props): Css {
  const border = recordOf(props.border);
  const width = props.borderWidth ?? border?.width;
  const colour = props.borderColor ?? border?.color;
  const style = props.borderStyle ?? border?.style;
  return css({
    'border-width': shorthand(edgesOf(width)),
    'border-color': colourOf(colour) ?? colourOf(recordOf(colour)?.bottom),
    'border-style': width === undefined ? undefined : BORDER_STYLES[numberOf(style) ?? 2],
    'border-radius': radiusOf(props.borderRadius ?? border?.radius),
  });
}

export function radiusOf(value: Props[string] | undefined): string | undefined {
  const corners = recordOf(value);
  if (corners === undefined) {
    return lengthOf(value);
  }
  const names = [
    ['topLeft', 'topStart'],
    ['topRight', 'topEnd'],
    ['bottomRight', 'bottomEnd'],
    ['bottomLeft', 'bottomStart'],
  ];
  return names.map(([name = '', localized = '']) => lengthOf(corners[name] ?? corners[localized]) ?? '0px').join(' ');
}

function backgroundStyle(props: Props): Css {
  return css({ 'background-color': colourOf(props.backgroundColor), 'background-image': gradientOf(props) });
}

function gradientOf(props: Props): string | undefined {
  const gradient = recordOf(props.linearGradient);
  if (gradient === undefined) {
    return undefined;
  }
  const angle = numberOf(gradient.angle);
  const direction = angle === undefined ? DIRECTIONS[numberOf(gradient.direction) ?? 3] || 'to bottom' : `${angle}deg`;
  const stops = listOf(gradient.colors).map(stop => {
    const [colour, offset] = listOf(stop);
    return `${colourOf(colour) ?? 'transparent'} ${(numberOf(offset) ?? 0) * 100}%`;
  });
  return `linear-gradient(${[direction, ...stops].join(', ')})`;
}

function placeStyle(props: Props): Css {
  const position = recordOf(props.position);
  const offset = recordOf(props.offset);
  const alignment = numberOf(props.align);
  const place = alignment === undefined ? undefined : placeOf(alignment);
  return css({
    position: position ? 'absolute' : undefined,
    left: lengthOf(position?.x ?? position?.left ?? position?.start ?? offset?.x ?? offset?.left ?? offset?.start),
    top: lengthOf(position?.y ?? position?.top ?? offset?.y ?? offset?.top),
    right: lengthOf(position?.right ?? position?.end),
    bottom: lengthOf(position?.bottom),
    'z-index': numberOf(props.zIndex)?.toString(),
    '--align-horizontal': place?.horizontal,
    '--align-vertical': place?.vertical,
  });
}

function effectStyle(props: Props): Css {
  const visibility = numberOf(props.visibility);
  return css({
    opacity: numberOf(props.opacity)?.toString(),
    overflow: props.clip === true ? 'hidden' : undefined,
    visibility: visibility === 1 ? 'hidden' : undefined,
    display: visibility === 2 ? 'none' : undefined,
    'box-shadow': shadowOf(props),
    transform: transformOf(props),
    'pointer-events': [2, 3].includes(numberOf(props.hitTestBehavior) ?? 0) ? 'none' : undefined,
  });
}

function shadowOf(props: Props): string | undefined {
  if (typeof props.shadow === 'number') {
    return `${SHADOWS[props.shadow] ?? SHADOWS[2]} rgba(0, 0, 0, 0.12)`;
  }
  const shadow = recordOf(props.shadow);
  if (shadow === undefined) {
    return undefined;
  }
  const [x, y, radius] = [shadow.offsetX, shadow.offsetY, shadow.radius].map(value => lengthOf(value) ?? '0px');
  return `${x} ${y} ${radius} ${colourOf(shadow.color) ?? 'rgba(0, 0, 0, 0.2)'}`;
}

function transformOf(props: Props): string | undefined {
  const [translate, scale, rotate] = [recordOf(props.translate), recordOf(props.scale), recordOf(props.rotate)];
  const parts = [
    translate && `translate(${lengthOf(translate.x) ?? '0px'}, ${lengthOf(translate.y) ?? '0px'})`,
    scale && `scale(${numberOf(scale.x) ?? 1}, ${numberOf(scale.y) ?? 1})`,
    rotate && `rotate(${numberOf(rotate.angle) ?? 0}deg)`,
  ].filter(part => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
}
