import { first, fromOptions, withoutArguments } from './creation.js';
import type { ComponentDefinition } from './registry.js';

export const display: Record<string, ComponentDefinition> = {
  Text: { creation: first('content') },
  Span: { creation: first('content') },
  Image: { creation: first('src') },
  ImageSpan: { creation: first('src') },
  SymbolGlyph: { creation: first('symbol') },
  SymbolSpan: { creation: first('symbol') },
  Blank: { creation: first('min') },
  Divider: { creation: withoutArguments },
  LoadingProgress: { creation: withoutArguments },
  Progress: { creation: fromOptions },
};
