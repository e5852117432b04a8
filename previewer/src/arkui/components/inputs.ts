import { isResource, textOf } from '../rendering/values.js';
import type { ViewNode } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import type { Behaviour } from './Behaviour.js';
import { first, fromOptions, optionsOf } from './creation.js';
import type { ComponentDefinition } from './registry.js';
import { textInput } from './textInput.js';

const textCreation = fromOptions;

export const inputs: Record<string, ComponentDefinition> = {
  Button: {
    creation: args => typeof args[0] === 'string' || isResource(args[0]) ? first('label')(args) : fromOptions(args),
  },
  TextInput: { creation: textCreation, behaviour: textInput },
  TextArea: { creation: textCreation, behaviour: textInput },
  Search: {
    creation: args => {
      const { value, ...options } = optionsOf(args[0]);
      return { ...options, text: value };
    },
    behaviour: textInput,
  },
  Toggle: { creation: fromOptions, behaviour: (ui, node) => chosenValue(ui, node, 'isOn', value => !value) },
  Checkbox: { creation: fromOptions, behaviour: (ui, node) => chosenValue(ui, node, 'select', value => !value) },
  Radio: { creation: fromOptions, behaviour: radio },
  Slider: { creation: fromOptions, behaviour: (ui, node) => chosenValue(ui, node, 'value') },
  Select: { creation: args => ({ options: args[0] }), behaviour: select },
};

/** Holds the person's choice until the application declares another one. */
function holdChoice(node: ViewNode, property: string): (values: Readonly<Record<string, unknown>>) => void {
  let declaredBefore: unknown;
  return values => {
    if (values[property] !== declaredBefore) {
      declaredBefore = values[property];
      delete node.own[property];
    }
  };
}

function chosenValue(ui: UiInstance, node: ViewNode, property: string, flip?: (value: unknown) => boolean): Behaviour {
  const change = (value: unknown): void => {
    node.own[property] = typeof value === 'number' ? value : value === true;
    ui.tree.refresh(node);
    ui.callHandler(node.bindings.get(property), value);
    ui.callHandler(node.handlers.get('onChange'), value, ...(flip === undefined ? [END_OF_SLIDE] : []));
  };
  return {
    evaluated: holdChoice(node, property),
    change,
    click: () => {
      if (flip === undefined) {
        return false;
      }
      change(flip(node.shown[property]));
      return node.handlers.get('onClick') === undefined;
    },
  };
}

/** `SliderChangeMode.End`. */
const END_OF_SLIDE = 2;

function radio(ui: UiInstance, node: ViewNode): Behaviour {
  const behaviour = chosenValue(ui, node, 'checked', () => true);
  const change = (value: boolean | number): void => {
    if (node.shown['checked'] === true) {
      return;
    }
    const { group } = node.shown;
    const isRival = (other: ViewNode): boolean =>
      other !== node && other.type === 'Radio' && other.shown['group'] === group && other.shown['checked'] === true;
    visit(ui.tree.root, other => {
      if (isRival(other)) {
        other.own['checked'] = false;
        ui.tree.refresh(other);
        ui.callHandler(other.bindings.get('checked'), false);
        ui.callHandler(other.handlers.get('onChange'), false);
      }
    });
    behaviour.change?.(value !== false);
  };
  return {
    ...behaviour,
    change,
    click: () => {
      change(true);
      return node.handlers.get('onClick') === undefined;
    },
  };
}

function visit(node: ViewNode, visitor: (node: ViewNode) => void): void {
  visitor(node);
  node.children.forEach(child => visit(child, visitor));
}

interface SelectOption {
  value?: unknown;
}

/** A tap opens a `$Menu` of the options; a browser may also report the chosen index itself. */
function select(ui: UiInstance, node: ViewNode): Behaviour {
  let options: SelectOption[] = [];
  const holdSelected = holdChoice(node, 'selected');
  const holdValue = holdChoice(node, 'value');
  const textAt = (index: number): string => textOf(ui.host, options[index]?.value);
  const change = (index: boolean | number): void => {
    if (typeof index !== 'number' || options[index] === undefined) {
      return;
    }
    node.own['selected'] = index;
    node.own['value'] = textAt(index);
    ui.tree.refresh(node);
    ui.callHandler(node.bindings.get('selected'), index);
    ui.callHandler(node.bindings.get('value'), textAt(index));
    ui.callHandler(node.handlers.get('onSelect'), index, textAt(index));
  };
  return {
    change,
    evaluated: values => {
      options = Array.isArray(values['options']) ? values['options'] as SelectOption[] : [];
      holdSelected(values);
      holdValue(values);
      const selected = node.own['selected'] ?? node.declared['selected'];
      if (typeof selected === 'number' && options[selected] !== undefined && values['value'] === undefined) {
        node.declared['value'] = textAt(selected);
        delete node.own['value'];
      }
    },
    click: () => {
      const { selected } = node.shown;
      ui.overlays.open({
        type: '$Menu',
        props: { anchor: node.id, ...(typeof selected === 'number' ? { selected } : {}) },
        choices: options.map((_option, index) => ({ text: textAt(index), run: () => change(index) })),
        isModal: true,
        closesOnMask: true,
      });
      return true;
    },
  };
}
