import { hasEvent, type Surface, type ViewNode } from '../drawing/ViewNode.js';

/** How long after a turn of the wheel or a move of the finger a scroll is a person's, and a pause ends it, in ms. */
const GESTURE_TIME = 150;
/** Pixels: browsers round. */
const TOLERANCE = 1;

/** Tells the application what happens to a container that scrolls, as far as it wants to know. */
export class ScrollWatch {
  private gestureAt = -Infinity;
  private scrolledAt = -Infinity;
  private isByPerson = false;
  private isAtStart = true;
  private isAtEnd = false;

  constructor(private readonly node: ViewNode, private readonly surface: Surface) {}

  follow(element: HTMLElement): void {
    const gesture = (event: Event): void => {
      this.gestureAt = event.timeStamp;
    };
    element.addEventListener('wheel', gesture, { passive: true });
    element.addEventListener('touchmove', gesture, { passive: true });
    element.addEventListener('scroll', event => this.scrolled(element, event.timeStamp), { passive: true });
  }

  private scrolled(element: HTMLElement, time: number): void {
    if (time - this.scrolledAt > GESTURE_TIME) {
      this.isByPerson = false;
    }
    this.scrolledAt = time;
    if (!this.isByPerson && time - this.gestureAt < GESTURE_TIME) {
      this.isByPerson = true;
      this.tell('onScrollStart');
    }
    const isAtStart = element.scrollTop <= TOLERANCE && element.scrollLeft <= TOLERANCE;
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - TOLERANCE
      && element.scrollLeft + element.clientWidth >= element.scrollWidth - TOLERANCE;
    if (isAtStart && !this.isAtStart) {
      this.tell('onReachStart');
    }
    if (isAtEnd && !this.isAtEnd) {
      this.tell('onReachEnd');
    }
    this.isAtStart = isAtStart;
    this.isAtEnd = isAtEnd;
  }

  private tell(event: 'onScrollStart' | 'onReachStart' | 'onReachEnd'): void {
    if (hasEvent(this.node.props, event)) {
      this.surface.send({ kind: 'scroll', node: this.node.id, event });
    }
  }
}
