import { blockOf } from '../rendering/Slots.js';
import { resolveValue, textOf } from '../rendering/values.js';
import { isCallback, type Props } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import type { Choice, Overlay } from './Overlays.js';
import { objectOf } from './objectOf.js';

/** Milliseconds; a toast stays at least and at most so long. */
const SHORTEST_TOAST = 1500;
const LONGEST_TOAST = 10000;

type Settle = (error: unknown, result: { index: number } | undefined) => void;

/** `UIContext.getPromptAction()`. */
export class PromptAction {
  private readonly dialogs = new Map<unknown, Overlay>();
  private readonly toasts = new Map<number, Overlay>();

  constructor(private readonly ui: UiInstance) {}

  showToast(options: unknown): void {
    void this.openToast(options);
  }

  openToast(options: unknown): Promise<number> {
    const { message, duration } = objectOf(options);
    const toast = this.ui.overlays.open({
      type: '$Toast', props: { message: textOf(this.ui.host, message) }, isModal: false, closesOnMask: false,
    });
    const id = toast.node.id;
    this.toasts.set(id, toast);
    const time = Math.min(LONGEST_TOAST, Math.max(SHORTEST_TOAST, Number(duration ?? 0)));
    const timer = this.ui.host.clock.setTimeout(() => this.closeToast(id), time);
    toast.node.disposers.push(() => this.ui.host.clock.clear(timer));
    return Promise.resolve(id);
  }

  closeToast(id: number): void {
    this.toasts.get(id)?.close();
    this.toasts.delete(id);
  }

  showDialog(options: unknown, callback?: Settle): Promise<{ index: number }> | void {
    return settle(callback, done => this.ask('$Dialog', options, done));
  }

  showActionMenu(options: unknown, callback?: Settle): Promise<{ index: number }> | void {
    return settle(callback, done => this.ask('$Menu', options, done));
  }

  /** Takes dialog options with a `builder`, or a `ComponentContent` and options. */
  openCustomDialog(content: unknown, more?: unknown): Promise<number | void> {
    const options = objectOf(more ?? content);
    const { onWillDismiss, onDidDisappear, onDidAppear, autoCancel, isModal } = options;
    const resolved = resolveValue(this.ui.host, 'options', { ...options, builder: undefined });
    const block = blockOf(content);
    if (block === undefined) {
      const reason = 'Dialog content error. The ComponentContent is incorrect.';
      return Promise.reject(Object.assign(new Error(reason), { code: 103301 }));
    }
    const overlay = this.ui.overlays.open({
      type: '$Dialog',
      props: { ...(resolved as Props), custom: true },
      isModal: isModal !== false,
      closesOnMask: autoCancel !== false,
      content: block,
      closed: () => {
        this.dialogs.forEach((dialog, key) => dialog === overlay && this.dialogs.delete(key));
        if (isCallback(onDidDisappear)) {
          onDidDisappear();
        }
      },
      mayDismiss: () => {
        if (!isCallback(onWillDismiss)) {
          return true;
        }
        let isAllowed = false;
        this.ui.callHandler(onWillDismiss, { reason: 1, dismiss: () => { isAllowed = true; } });
        return isAllowed;
      },
    });
    this.ui.callLater(isCallback(onDidAppear) ? onDidAppear : undefined);
    const id = overlay.node.id;
    this.dialogs.set(id, overlay);
    if (more !== undefined || !isOptions(content)) {
      this.dialogs.set(content, overlay);
      return Promise.resolve();
    }
    return Promise.resolve(id);
  }

  /** Takes the identity that `openCustomDialog` gave, or the `ComponentContent` it was given. */
  closeCustomDialog(dialog: unknown): Promise<void> {
    this.dialogs.get(dialog)?.close();
    return Promise.resolve();
  }

  private ask(type: '$Dialog' | '$Menu', options: unknown, done: Settle): void {
    const { title, message, buttons } = objectOf(options);
    const choices = (Array.isArray(buttons) ? buttons : []).map((button, index): Choice => ({
      ...choiceOf(this.ui, button),
      run: () => done(undefined, { index }),
    }));
    this.ui.overlays.open({
      type,
      props: { title: textOf(this.ui.host, title), message: textOf(this.ui.host, message) },
      choices,
      isModal: true,
      closesOnMask: true,
      dismissed: () => done(Object.assign(new Error('cancel'), { code: 0 }), undefined),
    });
  }
}

/** The text and colour of a button's description. */
export function choiceOf(ui: UiInstance, button: unknown): Choice {
  const { text, value, title, color, fontColor } = objectOf(button);
  const colour = resolveValue(ui.host, 'color', color ?? fontColor);
  return { text: textOf(ui.host, text ?? value ?? title), ...(typeof colour === 'string' ? { color: colour } : {}) };
}

function isOptions(content: unknown): boolean {
  const prototype: unknown = Object.getPrototypeOf(content);
  return prototype === null || Object.getPrototypeOf(prototype as object) === null;
}

function settle(callback: Settle | undefined, start: (done: Settle) => void): Promise<{ index: number }> | void {
  if (callback !== undefined) {
    start(callback);
    return;
  }
  return new Promise((resolve, reject) => {
    start((error, result) => result === undefined ? reject(error as Error) : resolve(result));
  });
}
