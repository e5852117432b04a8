import type { LengthMetrics } from '../context/LengthMetrics.js';

/** `align` is a member of `ScrollAlign`, `extraOffset` a length. */
export type ScrollTarget =
  | { edge: number }
  | { index: number; smooth: boolean; align?: number; extraOffset?: number | string }
  | { offset: number };

/** What a component lets its controller do. */
export interface ControlledComponent {
  scroll?(target: ScrollTarget): void;
  choose?(index: number): void;
  stopEditing?(): void;
}

/** The base of the controllers that applications create and hand to a component. */
export abstract class ComponentController {
  protected component: ControlledComponent | undefined;

  attach(component: ControlledComponent): void {
    this.component = component;
  }
}

export class Scroller extends ComponentController {
  scrollEdge(edge: number): void {
    this.component?.scroll?.({ edge });
  }

  scrollToIndex(index: number, smooth = false, align?: number, options?: { extraOffset?: LengthMetrics }): void {
    const extraOffset = options?.extraOffset?.present();
    this.component?.scroll?.({
      index,
      smooth,
      ...(align !== undefined && { align }),
      ...(extraOffset !== undefined && { extraOffset }),
    });
  }

  scrollTo(options: { yOffset: number | string }): void {
    this.component?.scroll?.({ offset: Number(options.yOffset) });
  }

  scrollPage(): void {
    this.component?.scroll?.({ edge: 2 });
  }
}

export class ListScroller extends Scroller {}

export class TabsController extends ComponentController {
  changeIndex(index: number): void {
    this.component?.choose?.(index);
  }
}

/** Of TextInput, TextArea and Search. The caret is the browser's business. */
export class TextController extends ComponentController {
  stopEditing(): void {
    this.component?.stopEditing?.();
  }

  caretPosition(): void {}

  setTextSelection(): void {}
}

export class TextInputController extends TextController {}

export class TextAreaController extends TextController {}

export class SearchController extends TextController {}

