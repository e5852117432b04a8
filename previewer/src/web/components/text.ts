import { element, placeChildren } from '../dom.js';
import { Drawing } from '../drawing/Drawing.js';
import { overflowStyle, textStyle } from '../drawing/textStyle.js';
import {
  colourOf,
  css,
  lengthOf,
  listOf,
  numberOf,
  recordOf,
  textOf,
  type Css,
  type Props,
} from '../drawing/values.js';
import { contentOf } from '../drawing/ViewNode.js';
import { symbolIcon } from './symbols.js';

const OBJECT_FITS = ['contain', 'cover', 'scale-down', 'fill', 'scale-down', 'none'];

export class TextDrawing extends Drawing {
  private readonly content = element('span', { class: 'ark-content' });

  protected override draw(props: Props): void {
    this.content.style.cssText = '';
    Object.entries(overflowStyle(props)).forEach(([name, value]) => this.content.style.setProperty(name, value));
    const spans = contentOf(this.node);
    if (spans.length > 0) {
      placeChildren(
        this.content,
        spans.map(span => span.drawing.element),
      );
    } else if (this.content.textContent !== textOf(props.content)) {
      this.content.textContent = textOf(props.content);
    }
    this.element.classList.toggle('is-selectable', (numberOf(props.copyOption) ?? 0) > 0);
    placeChildren(this.element, [this.content]);
  }
}

export class SpanDrawing extends Drawing {
  protected override draw(props: Props): void {
    this.element.textContent = textOf(props.content);
  }
}

export class ImageDrawing extends Drawing {
  protected override style(props: Props): Css {
    const source = textOf(props.src);
    const fill = colourOf(props.fillColor);
    const fit = OBJECT_FITS[numberOf(props.objectFit) ?? 1] ?? 'cover';
    const image = `url("${mediaUrl(source)}")`;
    return css({
      '--image': source === '' || source.startsWith('sys.symbol') ? undefined : image,
      '--image-size': fit === 'fill' ? '100% 100%' : fit === 'none' ? 'auto' : fit === 'scale-down' ? 'contain' : fit,
      'object-fit': fit,
      'background-color': fill ?? colourOf(props.backgroundColor),
    });
  }

  protected override draw(props: Props): void {
    const source = textOf(props.src);
    this.element.classList.toggle('is-filled', colourOf(props.fillColor) !== undefined);
    const isMissing = source === '' || source.startsWith('sys.symbol');
    const shown = this.element.querySelector('img') ?? element('img', { alt: '', draggable: 'false' });
    if (!isMissing && shown.getAttribute('src') !== mediaUrl(source)) {
      shown.setAttribute('src', mediaUrl(source));
    }
    placeChildren(this.element, isMissing ? [] : [shown]);
  }
}

/** Relative to the page's base, below which the lab serves what belongs to the application. */
export function mediaUrl(source: string): string {
  return source.startsWith('data:') ? source : source.replace(/^\/+/, '');
}

/** A symbol of the system's icon font; names without a picture here are drawn as a dot. */
export class SymbolDrawing extends Drawing {
  protected override style(props: Props): Css {
    const colours = listOf(props.fontColor);
    return { ...textStyle(props), ...css({ color: colourOf(colours[0]), 'font-size': lengthOf(props.fontSize) }) };
  }

  protected override draw(props: Props): void {
    const symbol = recordOf(props.symbol);
    const name = textOf(symbol?.name ?? props.symbol ?? props.src);
    if (this.element.dataset.symbol !== name) {
      this.element.dataset.symbol = name;
      this.element.replaceChildren(symbolIcon(name));
    }
  }
}
