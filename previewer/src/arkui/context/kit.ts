import { deeplyObserved, targetOf } from '../observation/collections.js';
import { StateStorage } from '../observation/storage.js';
import { PromptAction } from '../overlays/PromptAction.js';
import type { UiInstance } from '../UiInstance.js';
import { ComponentContent } from './ComponentContent.js';
import { LengthMetrics, LengthUnit } from './LengthMetrics.js';
import { createMediaQuery } from './mediaQuery.js';
import { onlyThese } from './onlyThese.js';

/** Those of API 12; there is no keyboard that would cover a page here. */
const KEYBOARD_AVOID_MODES = { OFFSET: 0, RESIZE: 1 };

/** What `@kit.ArkUI` exports and has to do with components and state. */
export function createKit(ui: UiInstance, decorators: { Type: unknown }): Record<string, unknown> {
  return {
    UIUtils: onlyThese('UIUtils', { getTarget: targetOf, makeObserved: deeplyObserved }),
    AppStorageV2: new StateStorage(),
    PersistenceV2: new StateStorage(),
    Type: decorators.Type,
    LengthMetrics,
    LengthUnit,
    KeyboardAvoidMode: KEYBOARD_AVOID_MODES,
    ComponentContent,
    SymbolGlyphModifier: class SymbolGlyphModifier extends SilentModifier {},
    promptAction: onlyThese('promptAction', new PromptAction(ui)),
    mediaquery: onlyThese('mediaquery', createMediaQuery(ui)),
    UIContext: class UIContext {},
  };
}

/** A modifier whose settings are not drawn. */
class SilentModifier {
  constructor(readonly source?: unknown) {}

  fontSize(): this {
    return this;
  }

  fontColor(): this {
    return this;
  }

  fontWeight(): this {
    return this;
  }
}
