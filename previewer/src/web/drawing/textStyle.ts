import { colourOf, css, lengthOf, numberOf, recordOf, type Css, type Props } from './values.js';

/** `FontWeight`: Lighter, Normal, Regular, Medium, Bold, Bolder. */
const WEIGHTS = ['100', '400', '400', '500', '700', '900'];
const NAMED_WEIGHTS: Record<string, string> = {
  lighter: '100',
  normal: '400',
  regular: '400',
  medium: '500',
  bold: '700',
  bolder: '900',
};
const ALIGNMENTS = ['center', 'start', 'end', 'justify'];
const DECORATIONS = ['none', 'underline', 'overline', 'line-through'];
const CASES = ['none', 'lowercase', 'uppercase'];
const WORD_BREAKS: Css[] = [{}, { 'word-break': 'break-all' }, { 'overflow-wrap': 'anywhere' }];

/** Font, colour and alignment of text. */
export function textStyle(props: Props): Css {
  const font = recordOf(props.font);
  const decoration = recordOf(props.decoration);
  return {
    ...css({
      'font-size': lengthOf(props.fontSize ?? font?.size),
      'font-weight': weightOf(props.fontWeight ?? font?.weight),
      'font-style': numberOf(props.fontStyle ?? font?.style) === 1 ? 'italic' : undefined,
      'font-family': fontFamilyOf(props.fontFamily ?? font?.family),
      'font-variant-numeric':
        typeof props.fontFeature === 'string' && props.fontFeature.includes('tnum') ? 'tabular-nums' : undefined,
      color: colourOf(props.fontColor),
      'text-align': ALIGNMENTS[numberOf(props.textAlign) ?? -1],
      'line-height': lengthOf(props.lineHeight),
      'letter-spacing': lengthOf(props.letterSpacing),
      'text-transform': CASES[numberOf(props.textCase) ?? -1],
      'text-decoration':
        decoration && `${DECORATIONS[numberOf(decoration.type) ?? 0]} ${colourOf(decoration.color) ?? ''}`.trim(),
    }),
    ...WORD_BREAKS[numberOf(props.wordBreak) ?? -1],
  };
}

/** The ways to shorten text that does not fit, for the element that holds the text itself. */
export function overflowStyle(props: Props): Css {
  const lines = numberOf(props.maxLines);
  const overflow = numberOf(recordOf(props.textOverflow)?.overflow ?? props.textOverflow);
  if (lines === undefined || lines > 1000) {
    return {};
  }
  return {
    display: '-webkit-box',
    '-webkit-box-orient': 'vertical',
    '-webkit-line-clamp': String(lines),
    overflow: 'hidden',
    ...(overflow === 2 ? {} : { 'text-overflow': 'clip' }),
  };
}

function weightOf(value: Props[string] | undefined): string | undefined {
  if (typeof value === 'string') {
    return NAMED_WEIGHTS[value.toLowerCase()] ?? value;
  }
  return typeof value === 'number' && value >= 100 ? String(value) : WEIGHTS[numberOf(value) ?? -1];
}

function fontFamilyOf(value: Props[string] | undefined): string | undefined {
  return typeof value === 'string' && !/harmonyos sans/i.test(value) ? `${value}, var(--font)` : undefined;
}
