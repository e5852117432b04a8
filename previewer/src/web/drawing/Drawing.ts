import { element, placeChildren, setAttributes } from '../dom.js';
import { boxStyle } from './boxStyle.js';
import { textStyle } from './textStyle.js';
import type { Css, Props } from './values.js';
import type { Surface, ViewNode } from './ViewNode.js';

/** Draws one node as an element. `update` may run at any time and makes the element what the node says. */
export class Drawing {
  readonly element: HTMLElement;
  private styled: Css = {};

  constructor(
    protected readonly node: ViewNode,
    protected readonly surface: Surface,
    tag: keyof HTMLElementTagNameMap = 'div',
  ) {
    this.element = element(tag, {
      'data-node': String(node.id),
      'data-component': node.type,
      class: `ark ark-${node.type.replace('$', '')}`,
    });
  }

  /** Whether the node only groups its children and has no box of its own. */
  get isGroup(): boolean {
    return false;
  }

  /** Whether it draws a component of the platform, not one of the application. */
  get isBuiltIn(): boolean {
    return true;
  }

  update(): void {
    const { props } = this.node;
    const id = props.id ?? props.key;
    setAttributes(this.element, {
      'data-id': typeof id === 'string' ? id : undefined,
      'data-disabled': props.enabled === false,
      'aria-label': typeof props.accessibilityText === 'string' ? props.accessibilityText : undefined,
    });
    this.applyStyle({ ...this.defaultStyle(props), ...boxStyle(props), ...this.style(props) });
    this.draw(props);
  }

  /** Removes what the drawing has put outside its element. */
  dispose(): void {}

  /** What holds unless an attribute says otherwise. */
  protected defaultStyle(_props: Props): Css {
    return {};
  }

  protected style(props: Props): Css {
    return textStyle(props);
  }

  protected draw(_props: Props): void {
    placeChildren(
      this.element,
      this.node.children.map(child => child.drawing.element),
    );
  }

  private applyStyle(wanted: Css): void {
    for (const name of Object.keys(this.styled)) {
      if (!(name in wanted)) {
        this.element.style.removeProperty(name);
      }
    }
    for (const [name, value] of Object.entries(wanted)) {
      if (this.styled[name] !== value) {
        this.element.style.setProperty(name, value);
      }
    }
    this.styled = wanted;
  }
}
