import { textOf } from '../rendering/values.js';
import type { ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import type { Behaviour, RawValues } from './Behaviour.js';
import { ComponentController } from './controllers.js';

/** `InputType.Number`, `InputType.NUMBER_PASSWORD`. */
const DIGITS_ONLY = new Set([1, 8]);
/** `InputType.Password`, `InputType.SCREEN_LOCK_PASSWORD`, `InputType.NEW_PASSWORD`. */
const ASCII_ONLY = new Set([4, 9, 11]);
/** `EnterKeyType.Done`. */
const DONE = 6;

/**
 * TextInput, TextArea and Search. The text is what was typed or declared last: an evaluation that declares another text
 * replaces it, and tells `onChange`, as on the platform.
 */
export function textInput(ui: UiInstance, node: ViewNode): Behaviour {
  let text = '';
  let isFirst = true;
  let limits: RawValues = {};

  const show = (sequence?: number): void => {
    node.own['text'] = text;
    if (sequence !== undefined) {
      node.own['textSequence'] = sequence;
    }
  };
  const stopEditing = (): void => {
    if (ui.focused === node) {
      ui.focus(undefined);
    }
  };

  return {
    evaluated(values) {
      limits = values;
      if (values['controller'] instanceof ComponentController) {
        values['controller'].attach({ stopEditing });
      }
      const isDeclared = values['text'] !== undefined;
      const declared = textOf(ui.host, values['text']);
      if (isDeclared && declared !== text) {
        text = declared;
        if (!isFirst) {
          ui.callLater(node.handlers.get('onChange'), text);
        }
      }
      isFirst = false;
      show();
    },
    text(typed, sequence) {
      const accepted = limited(typed, limits, error => ui.callHandler(inputFilterError(limits), error));
      ui.focus(node);
      const isChanged = accepted !== text;
      text = accepted;
      show(sequence);
      if (!isChanged) {
        node.shown = { ...node.shown, text: typed };
      }
      ui.tree.refresh(node);
      if (isChanged) {
        ui.callHandler(node.bindings.get('text'), accepted);
        ui.callHandler(node.handlers.get('onChange'), accepted);
      }
    },
    submit() {
      const enterKey = typeof limits['enterKeyType'] === 'number' ? limits['enterKeyType'] : DONE;
      let keepsEditing = node.type === 'TextArea';
      const event = { text, keepEditableState: () => { keepsEditing = true; } };
      ui.callHandler(node.handlers.get('onSubmit'), ...(node.type === 'Search' ? [text, event] : [enterKey, event]));
      if (!keepsEditing && !node.isDisposed) {
        stopEditing();
      }
    },
    focus(isFocused) {
      ui.callHandler(node.handlers.get('onEditChange'), isFocused);
    },
    click() {
      ui.focus(node);
      return node.handlers.get('onClick') === undefined;
    },
  };
}

function inputFilterError(limits: RawValues): ((rejected: unknown) => unknown) | undefined {
  const handler = limits['inputFilterOptions'];
  return typeof handler === 'function' ? handler as (rejected: unknown) => unknown : undefined;
}

function isAscii(character: string): boolean {
  return character.charCodeAt(0) < 128;
}

/** What the limits leave of a text: an own filter replaces that of the type; `maxLength` counts UTF-16 units. */
function limited(typed: string, limits: RawValues, rejected: (text: string) => void): string {
  let text = typed;
  const filter = limits['inputFilter'];
  if (typeof filter === 'string') {
    const allowed = new RegExp(`^(?:${filter})$`, 'u');
    const dropped = [...text].filter(character => !allowed.test(character)).join('');
    if (dropped !== '') {
      text = [...text].filter(character => allowed.test(character)).join('');
      rejected(dropped);
    }
  }
  const type = limits['type'];
  if (filter === undefined && typeof type === 'number') {
    text = DIGITS_ONLY.has(type) ? text.replace(/[^0-9]/g, '') : text;
    text = ASCII_ONLY.has(type) ? [...text].filter(isAscii).join('') : text;
  }
  const most = limits['maxLength'];
  return typeof most === 'number' && most >= 0 && text.length > most ? text.slice(0, most) : text;
}
