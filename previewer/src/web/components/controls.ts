import { element, placeChildren, setAttributes } from '../dom.js';
import { Drawing } from '../drawing/Drawing.js';
import { textStyle } from '../drawing/textStyle.js';
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
import type { Surface, ViewNode } from '../drawing/ViewNode.js';
import { mediaUrl } from './text.js';
import { icon, symbolIcon } from './symbols.js';

const BUTTON_TYPES: Record<number, string> = { 0: 'capsule', 1: 'circle', 2: 'normal', 8: 'rounded' };
const BUTTON_STYLES = ['normal', 'emphasized', 'textual'];
const TOGGLE_TYPES = ['checkbox', 'switch', 'button'];

export class ButtonDrawing extends Drawing {
  private readonly label = element('span', { class: 'ark-label' });

  constructor(node: ViewNode, surface: Surface) {
    super(node, surface, 'button');
    this.element.setAttribute('type', 'button');
  }

  /** The usual height gives way to one of its own. */
  protected override defaultStyle(props: Props): Css {
    return lengthOf(props.height) === undefined ? {} : { 'min-height': '0' };
  }

  protected override draw(props: Props): void {
    setAttributes(this.element, {
      disabled: props.enabled === false,
      'data-shape': BUTTON_TYPES[numberOf(props.type) ?? 0] ?? 'capsule',
      'data-style': BUTTON_STYLES[numberOf(props.buttonStyle) ?? 1] ?? 'emphasized',
      'data-role': numberOf(props.role) === 1 ? 'error' : undefined,
      'data-size': props.controlSize === 'small' ? 'small' : undefined,
    });
    const label = textOf(props.label);
    this.label.textContent = label;
    const children = this.node.children.map(child => child.drawing.element);
    const picture = textOf(props.icon);
    const own = picture === '' ? [] : [pictureOf(picture)];
    placeChildren(this.element, [...own, ...(label === '' || picture !== '' ? [] : [this.label]), ...children]);
    if (picture !== '' && label !== '') {
      this.element.setAttribute('aria-label', label);
    }
  }
}

export class ToggleDrawing extends Drawing {
  protected override style(props: Props): Css {
    return css({
      '--selected-colour': colourOf(props.selectedColor),
      '--thumb-colour': colourOf(props.switchPointColor),
    });
  }

  protected override draw(props: Props): void {
    const type = this.node.type;
    const isOn = props.isOn === true || props.select === true || props.checked === true;
    const kind =
      type === 'Radio'
        ? 'radio'
        : type === 'Checkbox'
          ? 'checkbox'
          : (TOGGLE_TYPES[numberOf(props.type) ?? 1] ?? 'switch');
    setAttributes(this.element, {
      role: kind === 'button' ? 'button' : kind,
      'data-kind': kind,
      [kind === 'button' ? 'aria-pressed' : 'aria-checked']: String(isOn),
      'aria-disabled': props.enabled === false ? 'true' : undefined,
      tabindex: '0',
    });
    const children = this.node.children.map(child => child.drawing.element);
    if (children.length > 0) {
      placeChildren(this.element, children);
    } else if (kind === 'checkbox' && this.element.childElementCount === 0) {
      this.element.append(icon('m5.5 12.5 4.3 4.3 8.7-9.3', 2.4));
    }
  }
}

export class SelectDrawing extends Drawing {
  private readonly label = element('span', { class: 'ark-label' });

  constructor(node: ViewNode, surface: Surface) {
    super(node, surface, 'button');
    setAttributes(this.element, { type: 'button', 'aria-haspopup': 'listbox' });
    this.element.append(this.label, icon('m6 9.5 6 6 6-6', 2));
  }

  protected override style(props: Props): Css {
    const { weight, size } = recordOf(props.font) ?? {};
    return textStyle({
      ...props,
      ...(weight === undefined ? {} : { fontWeight: weight }),
      ...(size === undefined ? {} : { fontSize: size }),
    });
  }

  protected override draw(props: Props): void {
    const selected = recordOf(listOf(props.options)[numberOf(props.selected) ?? -1]);
    this.label.textContent = textOf(props.value) || textOf(selected?.value);
    setAttributes(this.element, { disabled: props.enabled === false });
  }
}

export class SliderDrawing extends Drawing {
  private readonly input = element('input', { type: 'range' });

  constructor(node: ViewNode, surface: Surface) {
    super(node, surface);
    this.element.append(this.input);
    this.input.addEventListener('change', () =>
      surface.send({ kind: 'change', node: node.id, value: this.input.valueAsNumber }),
    );
  }

  protected override draw(props: Props): void {
    const [least, most] = [numberOf(props.min) ?? 0, numberOf(props.max) ?? 100];
    setAttributes(this.input, {
      min: String(least),
      max: String(most),
      step: String(numberOf(props.step) ?? 1),
      disabled: props.enabled === false,
    });
    this.input.value = String(numberOf(props.value) ?? least);
  }
}

export class ProgressDrawing extends Drawing {
  protected override style(props: Props): Css {
    const share = Math.min(1, Math.max(0, (numberOf(props.value) ?? 0) / (numberOf(props.total) || 100)));
    const style = recordOf(props.style);
    return css({
      '--share': String(share),
      '--progress-colour': colourOf(props.color) ?? colourOf(listOf(props.color)[0]),
      '--stroke': lengthOf(style?.strokeWidth),
      'background-color': undefined,
      '--track-colour': colourOf(props.backgroundColor),
    });
  }

  protected override draw(props: Props): void {
    const kinds = ['linear', 'ring', 'eclipse', 'ring', 'capsule'];
    setAttributes(this.element, {
      role: 'progressbar',
      'data-kind': kinds[numberOf(props.type) ?? 0] ?? 'linear',
      'aria-valuenow': textOf(props.value),
    });
  }
}

export class LoadingDrawing extends Drawing {
  protected override style(props: Props): Css {
    return css({ color: colourOf(props.color) });
  }

  protected override draw(): void {
    if (this.element.childElementCount === 0) {
      this.element.append(icon('M12 3.5a8.5 8.5 0 1 0 8.5 8.5', 2));
    }
  }
}

export function pictureOf(source: string): Element {
  return source.startsWith('sys.symbol') ? symbolIcon(source) : maskedImage(source);
}

/** A picture in the colour of the text around it. */
function maskedImage(source: string): HTMLElement {
  const picture = element('span', { class: 'masked', 'aria-hidden': 'true' });
  picture.style.setProperty('--image', `url("${mediaUrl(source)}")`);
  return picture;
}
