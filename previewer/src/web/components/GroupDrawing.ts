import { Drawing } from '../drawing/Drawing.js';
import type { Css, Props } from '../drawing/values.js';

/** A custom component or fragment: it has a box of its own only when it was given attributes. */
export class GroupDrawing extends Drawing {
  override get isGroup(): boolean {
    return Object.keys(this.node.props).every(name => name === 'slot' || name === 'events');
  }

  override update(): void {
    this.element.classList.toggle('is-group', this.isGroup);
    super.update();
  }

  /** Its content counts percentages of the parent, so a content that fills the parent needs a box that does. */
  protected override defaultStyle(): Css {
    const content: Props = this.node.children[0]?.props ?? {};
    return this.isGroup ? {} : {
      ...(isShare(content.width) ? { width: '100%' } : {}),
      ...(isShare(content.height) ? { height: '100%' } : {}),
    };
  }
}

function isShare(length: Props[string] | undefined): boolean {
  return typeof length === 'string' && length.endsWith('%');
}
