import type { UiInstance } from '../UiInstance.js';
import type { ViewNode } from '../rendering/ViewNode.js';
import type { Behaviour } from './Behaviour.js';
import { containers } from './containers.js';
import { display } from './display.js';
import { inputs } from './inputs.js';
import { navigation } from './navigation.js';
import { tabs } from './tabs.js';

export interface ComponentDefinition {
  /** Names the creation arguments. */
  creation(args: unknown[]): Record<string, unknown>;
  behaviour?(ui: UiInstance, node: ViewNode): Behaviour;
  /** A node that exists already and is to become this component, in place of a new one. */
  adopt?(ui: UiInstance): ViewNode | undefined;
}

const components: ReadonlyMap<string, ComponentDefinition> = new Map(
  [containers, display, inputs, navigation, tabs].flatMap(group => Object.entries(group)));

export function componentNamed(type: string): ComponentDefinition {
  const definition = components.get(type);
  if (definition === undefined) {
    throw new Error(`The component ${type} is not supported by the previewer`);
  }
  return definition;
}

