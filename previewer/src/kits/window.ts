import { callbackOf, settleWithCode } from './asyncResult.js';
import { businessError } from './businessError.js';
import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';

type Listener = (value: unknown) => void;

/** Pixels of one vp on the virtual screen. */
const SCREEN_DENSITY = 3;

const STATUS_BAR_HEIGHT = 36;
const NAVIGATION_INDICATOR_HEIGHT = 28;

/** The ability's main window and the stage that owns it. */
export interface AbilityWindow {
  /** The `WindowStage` that `onWindowStageCreate` is given. */
  readonly stage: object;
  readonly window: object;
  /** 1 shown, 2 active, 3 inactive, 4 hidden, 5 resumed, 6 paused. */
  emitStageEvent(event: number): void;
  close(): void;
}

export function createAbilityWindow(host: KitHost): AbilityWindow {
  const listeners = new Map<string, Set<Listener>>();
  const emit = (type: string, value: unknown): void => listeners.get(type)?.forEach(listener => listener(value));
  const on = (type: string, listener: Listener): void => {
    if (typeof listener !== 'function') {
      throw businessError(401, 'Parameter error.');
    }
    listeners.set(type, (listeners.get(type) ?? new Set()).add(listener));
  };
  const off = (type: string, listener?: Listener): void => {
    if (listener === undefined) {
      listeners.delete(type);
    } else {
      listeners.get(type)?.delete(listener);
    }
  };
  let isLayoutFullScreen = false;
  let isKeepScreenOn = false;
  const done = (...args: unknown[]): Promise<undefined> | undefined =>
    settleWithCode(() => undefined, callbackOf(args));
  const loadContent = (path: string, ...rest: unknown[]): Promise<void> | undefined =>
    settleWithCode(() => host.abilities.loadPage(path), callbackOf(rest));

  const window = partialKit('Window', {
    getWindowProperties: () => {
      const rectangle = screenRectangle(host);
      return {
        windowRect: rectangle, drawableRect: { ...rectangle }, type: 0, isFullScreen: true, isLayoutFullScreen,
        focusable: true, touchable: true, brightness: -1, isKeepScreenOn, isPrivacyMode: false, isTransparent: false,
        id: 1, displayId: 0,
      };
    },
    getWindowAvoidArea: (type: number) => avoidArea(host, type),
    getUIContext: () => host.ui.uiContext,
    getWindowStatus: () => 1,
    isWindowShowing: () => true,
    isFocused: () => true,
    loadContent,
    setUIContent: loadContent,
    setWindowKeepScreenOn: (value: boolean, callback?: unknown) =>
      settleWithCode(() => {
        isKeepScreenOn = value;
        host.screen?.keepOn(value);
      }, callback),
    setWindowLayoutFullScreen: (value: boolean, callback?: unknown) =>
      settleWithCode(() => void (isLayoutFullScreen = value), callback),
    setWindowSystemBarProperties: done,
    setWindowSystemBarEnable: done,
    setSpecificSystemBarEnabled: done,
    setPreferredOrientation: done,
    setWindowBackgroundColor: () => undefined,
    setWindowPrivacyMode: done,
    on,
    off,
  });
  const stage = partialKit('WindowStage', {
    getMainWindow: (callback?: unknown) => settleWithCode(() => window, callback),
    getMainWindowSync: () => window,
    loadContent,
    on: (type: string, listener: Listener) => on(`stage:${type}`, listener),
    off: (type: string, listener?: Listener) => off(`stage:${type}`, listener),
  });
  const endConfiguration = host.onConfiguration(() => {
    const { width, height } = screenRectangle(host);
    emit('windowSizeChange', { width, height });
  });
  return {
    stage,
    window,
    emitStageEvent: event => emit('stage:windowStageEvent', event),
    close: () => {
      endConfiguration();
      listeners.clear();
    },
  };
}

/** `window` of `@kit.ArkUI`. */
export function createWindowNamespace(current: () => AbilityWindow | undefined): object {
  return partialKit('window', {
    AvoidAreaType: {
      TYPE_SYSTEM: 0, TYPE_CUTOUT: 1, TYPE_SYSTEM_GESTURE: 2, TYPE_KEYBOARD: 3, TYPE_NAVIGATION_INDICATOR: 4,
    },
    WindowStageEventType: { SHOWN: 1, ACTIVE: 2, INACTIVE: 3, HIDDEN: 4, RESUMED: 5, PAUSED: 6 },
    WindowStatusType: { UNDEFINED: 0, FULL_SCREEN: 1, MAXIMIZE: 2, MINIMIZE: 3, FLOATING: 4, SPLIT_SCREEN: 5 },
    Orientation: {
      UNSPECIFIED: 0, PORTRAIT: 1, LANDSCAPE: 2, AUTO_ROTATION: 5, AUTO_ROTATION_RESTRICTED: 8, LOCKED: 11,
    },
    getLastWindow: (_context: object, callback?: unknown) => settleWithCode(() => {
      const top = current();
      if (top === undefined) {
        throw businessError(1300002, 'This window state is abnormal.');
      }
      return top.window;
    }, callback),
  });
}

/** `display` of `@kit.ArkUI`. */
export function createDisplayNamespace(host: KitHost): object {
  return partialKit('display', {
    Orientation: { PORTRAIT: 0, LANDSCAPE: 1, PORTRAIT_INVERTED: 2, LANDSCAPE_INVERTED: 3 },
    FoldStatus: { FOLD_STATUS_UNKNOWN: 0, FOLD_STATUS_EXPANDED: 1, FOLD_STATUS_FOLDED: 2, FOLD_STATUS_HALF_FOLDED: 3 },
    isFoldable: () => false,
    on: () => undefined,
    off: () => undefined,
    getDefaultDisplaySync: () => {
      const { width, height } = screenRectangle(host);
      return partialKit('Display', {
        id: 0, name: 'screen', width, height, densityPixels: SCREEN_DENSITY, densityDPI: SCREEN_DENSITY * 160,
        orientation: width > height ? 1 : 0, rotation: 0, refreshRate: 60,
      });
    },
  });
}

function screenRectangle(host: KitHost): { left: number; top: number; width: number; height: number } {
  const { width, height } = host.configuration();
  return { left: 0, top: 0, width: width * SCREEN_DENSITY, height: height * SCREEN_DENSITY };
}

function avoidArea(host: KitHost, type: number): object {
  const { width, height } = screenRectangle(host);
  const none = { left: 0, top: 0, width: 0, height: 0 };
  const topHeight = type === 0 ? STATUS_BAR_HEIGHT * SCREEN_DENSITY : 0;
  const bottomHeight = type === 4 ? NAVIGATION_INDICATOR_HEIGHT * SCREEN_DENSITY : 0;
  return {
    visible: topHeight + bottomHeight > 0,
    leftRect: none,
    rightRect: none,
    topRect: topHeight === 0 ? none : { left: 0, top: 0, width, height: topHeight },
    bottomRect: bottomHeight === 0 ? none : { left: 0, top: height - bottomHeight, width, height: bottomHeight },
  };
}
