import { textOf } from '../rendering/values.js';
import { isCallback } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import { objectOf } from './objectOf.js';
import type { Choice } from './Overlays.js';
import { choiceOf } from './PromptAction.js';

/** `UIContext.showAlertDialog`. */
export function showAlertDialog(ui: UiInstance, parameters: unknown): void {
  const given = objectOf(parameters);
  const { title, subtitle, message, confirm, primaryButton, secondaryButton, buttons, cancel, autoCancel } = given;
  const described = Array.isArray(buttons) ? buttons as unknown[] : [confirm, primaryButton, secondaryButton];
  ui.overlays.open({
    type: '$Dialog',
    props: { title: textOf(ui.host, title), subtitle: textOf(ui.host, subtitle), message: textOf(ui.host, message) },
    choices: described.filter(button => button !== undefined).map(button => withAction(ui, button)),
    isModal: true,
    closesOnMask: autoCancel !== false,
    dismissed: () => isCallback(cancel) ? cancel() : undefined,
  });
}

/** `UIContext.showActionSheet`. */
export function showActionSheet(ui: UiInstance, parameters: unknown): void {
  const { title, subtitle, message, sheets, confirm, cancel, autoCancel } = objectOf(parameters);
  const listed = Array.isArray(sheets) ? sheets as unknown[] : [];
  const described = confirm === undefined ? listed : [...listed, confirm];
  ui.overlays.open({
    type: '$Menu',
    props: { title: textOf(ui.host, title), subtitle: textOf(ui.host, subtitle), message: textOf(ui.host, message) },
    choices: described.map(sheet => withAction(ui, sheet)),
    isModal: true,
    closesOnMask: autoCancel !== false,
    dismissed: () => isCallback(cancel) ? cancel() : undefined,
  });
}

function withAction(ui: UiInstance, described: unknown): Choice {
  const { action } = objectOf(described);
  return { ...choiceOf(ui, described), ...(isCallback(action) ? { run: () => void action() } : {}) };
}
