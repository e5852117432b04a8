import { element, placeChildren, setAttributes } from '../dom.js';
import { Drawing } from '../drawing/Drawing.js';
import { colourOf, css, numberOf, recordOf, textOf, type Css, type Props } from '../drawing/values.js';
import type { Surface, ViewNode } from '../drawing/ViewNode.js';
import { symbolIcon } from './symbols.js';

/** `InputType` and the browser's `inputmode`. */
/** By `InputType`, as the SDK's declarations count it. */
const INPUT_MODES: Record<number, string> = {
  1: 'numeric',
  2: 'tel',
  3: 'email',
  8: 'numeric',
  12: 'decimal',
  13: 'url',
};
const PASSWORD_TYPES = [4, 8, 11];
const PASSWORD = 'Password';

/** Whatever has text that a person edits. While it has the focus the browser's text is the true one. */
export class TextInputDrawing extends Drawing {
  private readonly input: HTMLInputElement | HTMLTextAreaElement;
  private readonly reveal = element('button', {
    class: 'ark-reveal',
    type: 'button',
    tabindex: '-1',
    'aria-label': 'Show or hide',
  });
  private readonly message = element('span', { class: 'ark-message' });
  private readonly counter = element('span', { class: 'ark-counter' });
  private sequence = 0;
  private isRevealed = false;

  constructor(node: ViewNode, surface: Surface) {
    super(node, surface);
    this.input = node.type === 'TextArea' ? element('textarea', { rows: '1' }) : element('input');
    setAttributes(this.input, { autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
    this.listen();
  }

  protected override style(props: Props): Css {
    return {
      ...super.style(props),
      ...css({
        '--placeholder-colour': colourOf(props.placeholderColor),
        'caret-color': colourOf(props.caretColor),
        '--lines': numberOf(props.maxLines)?.toString(),
      }),
    };
  }

  protected override draw(props: Props): void {
    this.drawInput(props);
    const isSecret = this.isSecret(props);
    this.reveal.replaceChildren(symbolIcon(this.isRevealed ? 'eye' : 'eye_slash'));
    const error = textOf(recordOf(props.showError)?.value ?? props.showError);
    this.message.textContent = error;
    this.element.classList.toggle('has-error', error !== '');
    const limit = numberOf(props.maxLength);
    const hasCounter = props.showCounter === true && limit !== undefined;
    this.counter.textContent = `${this.input.value.length}/${limit ?? ''}`;
    const parts: (Element | false)[] = [
      this.node.type === 'Search' && symbolIcon('magnifyingglass'),
      this.input,
      isSecret && props.showPasswordIcon !== false && this.reveal,
      hasCounter && this.counter,
      error !== '' && this.message,
    ];
    placeChildren(this.element, this.keepIcon(parts.filter(part => part !== false)));
  }

  private drawInput(props: Props): void {
    const { input } = this;
    const type = numberOf(props.type) ?? 0;
    setAttributes(input, {
      type:
        input instanceof HTMLTextAreaElement
          ? undefined
          : this.isSecret(props) && !this.isRevealed
            ? 'password'
            : 'text',
      inputmode: INPUT_MODES[type],
      placeholder: textOf(props.placeholder),
      maxlength: numberOf(props.maxLength)?.toString(),
      disabled: props.enabled === false,
      enterkeyhint: 'done',
    });
    const isBehind = (numberOf(props.textSequence) ?? this.sequence) < this.sequence;
    const isTyping = document.activeElement === input;
    if (!(isTyping && isBehind) && input.value !== textOf(props.text)) {
      input.value = textOf(props.text);
    }
  }

  private isSecret(props: Props): boolean {
    return props.type === PASSWORD || PASSWORD_TYPES.includes(numberOf(props.type) ?? 0);
  }

  /** The search icon that is there already, so that nothing moves. */
  private keepIcon(parts: Element[]): Element[] {
    const present = this.element.querySelector(':scope > .icon');
    return parts.map(part => (part.classList.contains('icon') && present !== null ? present : part));
  }

  private listen(): void {
    const { input, node, surface } = this;
    const report = (): void => {
      node.props.text = input.value;
      surface.send({ kind: 'text', node: node.id, text: input.value, sequence: ++this.sequence });
      this.draw(node.props);
    };
    input.addEventListener('input', event => {
      if (!(event instanceof InputEvent && event.isComposing)) {
        report();
      }
    });
    input.addEventListener('compositionend', report);
    input.addEventListener('focus', () => surface.send({ kind: 'focus', node: node.id }));
    input.addEventListener('blur', () => surface.send({ kind: 'blur', node: node.id }));
    input.addEventListener('keydown', event => {
      if (
        event instanceof KeyboardEvent &&
        event.key === 'Enter' &&
        !event.isComposing &&
        input instanceof HTMLInputElement
      ) {
        surface.send({ kind: 'submit', node: node.id });
      }
    });
    this.reveal.addEventListener('click', event => {
      event.stopPropagation();
      this.isRevealed = !this.isRevealed;
      this.draw(node.props);
    });
  }
}
