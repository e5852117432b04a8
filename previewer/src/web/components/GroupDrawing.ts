import { Drawing } from '../drawing/Drawing.js';

/** A custom component or fragment: it has a box of its own only when it was given attributes. */
export class GroupDrawing extends Drawing {
  override get isGroup(): boolean {
    return Object.keys(this.node.props).every(name => name === 'slot' || name === 'events');
  }

  override get isBuiltIn(): boolean {
    return false;
  }

  override update(): void {
    this.element.classList.add('is-own');
    this.element.classList.toggle('is-group', this.isGroup);
    super.update();
  }
}
