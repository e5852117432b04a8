import { showActionSheet, showAlertDialog } from '../overlays/alerts.js';
import { objectOf } from '../overlays/objectOf.js';
import { PromptAction } from '../overlays/PromptAction.js';
import { isCallback, type ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import { createMediaQuery } from './mediaQuery.js';
import { onlyThese } from './onlyThese.js';

/** Pixels in one vp. */
const DENSITY = 3;

/** The `UIContext` of an instance. What is not here throws 801 with its name. */
export function createUiContext(ui: UiInstance): object {
  const promptAction = onlyThese('PromptAction', new PromptAction(ui));
  const mediaQuery = onlyThese('MediaQuery', createMediaQuery(ui));
  const focusController = onlyThese('FocusController', {
    clearFocus: () => ui.focus(undefined),
    requestFocus: (key: string) => {
      const node = find(ui.tree.root, candidate => candidate.shown['id'] === key || candidate.shown['key'] === key);
      if (node === undefined) {
        const reason = 'The component doesn\'t exist, is currently invisible, or has been disabled.';
        throw Object.assign(new Error(reason), { code: 150003 });
      }
      ui.focus(node);
    },
  });
  let keyboardAvoidMode = 0;
  return onlyThese('UIContext', {
    getPromptAction: () => promptAction,
    getMediaQuery: () => mediaQuery,
    getFocusController: () => focusController,
    getHostContext: () => ui.host.abilityContext(),
    getUIObserver: () => onlyThese('UIObserver', { on: () => undefined, off: () => undefined }),
    animateTo: (options: unknown, change: () => void) => animateTo(ui, options, change),
    runScopedTask: (task: () => void) => task(),
    postFrameCallback: (callback: object) => ui.scheduler.post(() => frame(ui, callback)),
    showAlertDialog: (parameters: unknown) => showAlertDialog(ui, parameters),
    showActionSheet: (parameters: unknown) => showActionSheet(ui, parameters),
    vp2px: (value: number) => value * DENSITY,
    px2vp: (value: number) => value / DENSITY,
    fp2px: (value: number) => value * DENSITY,
    px2fp: (value: number) => value / DENSITY,
    lpx2px: (value: number) => value * ui.configuration.width * DENSITY / DESIGN_WIDTH,
    px2lpx: (value: number) => value / (ui.configuration.width * DENSITY / DESIGN_WIDTH),
    isAvailable: () => true,
    getWindowWidthBreakpoint: () => breakpoint(ui.configuration.width),
    getKeyboardAvoidMode: () => keyboardAvoidMode,
    setKeyboardAvoidMode: (mode: number) => {
      keyboardAvoidMode = mode;
    },
    setDynamicDimming: () => undefined,
    isFollowingSystemFontScale: () => false,
    getMaxFontScale: () => 1,
  });
}

/** Width in lpx that a page is designed for unless main_pages says otherwise. */
const DESIGN_WIDTH = 720;

/** Values of `WidthBreakpoint`. */
function breakpoint(width: number): number {
  return [320, 600, 840, 1440].filter(limit => width >= limit).length;
}

/** There is nothing to animate: the change happens at once, `onFinish` comes when the animation would be over. */
export function animateTo(ui: UiInstance, options: unknown, change: () => void): void {
  const { duration, delay, onFinish } = objectOf(options);
  change();
  if (isCallback(onFinish)) {
    ui.host.clock.setTimeout(() => ui.callHandler(onFinish), Number(duration ?? 1000) + Number(delay ?? 0));
  }
}

function frame(ui: UiInstance, callback: object): void {
  if ('onFrame' in callback && isCallback(callback.onFrame)) {
    callback.onFrame(ui.host.clock.now() * 1e6);
  }
}

function find(node: ViewNode, accepts: (node: ViewNode) => boolean): ViewNode | undefined {
  if (accepts(node)) {
    return node;
  }
  for (const child of node.children) {
    const found = find(child, accepts);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
