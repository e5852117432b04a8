import type { AttributeCall, StructConstructor, UiBlock } from '../../arkts/LoweredCode.js';
import { componentNamed } from '../components/registry.js';
import { untracked } from '../observation/reactive.js';
import type { UiInstance } from '../UiInstance.js';
import { Attributes } from './Attributes.js';
import { keepUpdated } from './lists.js';
import { definitionOf, instantiate, updateParameters, type StructInstance } from './Struct.js';
import type { ViewNode } from './ViewNode.js';

/** Mounts a built-in component: one reaction for its arguments and attributes, its children once. */
export function buildComponent(ui: UiInstance, type: string, args: () => unknown[], attributes?: () => AttributeCall[],
  children?: UiBlock): void {
  const definition = componentNamed(type);
  const node = definition.adopt?.(ui) ?? ui.tree.create(type, ui.parent);
  node.behaviour = definition.behaviour?.(ui, node);
  const values = new Attributes(ui, node);
  keepUpdated(ui, node, () => {
    ui.configurationSignal.track();
    values.apply(definition.creation(args()), attributes?.() ?? []);
  });
  ui.tree.announce(node);
  const body = node.behaviour?.body?.() ?? node;
  if (children !== undefined) {
    ui.build(body, children);
  }
  values.attach();
  node.behaviour?.built?.();
  appear(ui, node);
}

/** Mounts a custom component; new values of the parent reach its `@Param` fields, it is never rebuilt as a whole. */
export function buildStruct(ui: UiInstance, type: StructConstructor, parameters: () => Record<string, unknown>,
  attributes?: () => AttributeCall[], trailing?: UiBlock): StructInstance {
  const node = ui.tree.create(definitionOf(type).name, ui.parent);
  let instance: StructInstance | undefined;
  keepUpdated(ui, node, () => {
    const given = parameters();
    untracked(() => {
      if (instance === undefined) {
        instance = instantiate(ui, type, node, given, trailing);
      } else {
        updateParameters(instance, given);
      }
    });
  });
  const values = new Attributes(ui, node);
  if (attributes !== undefined) {
    keepUpdated(ui, node, () => {
      ui.configurationSignal.track();
      values.apply({}, attributes());
    });
  }
  ui.tree.announce(node);
  const built = instance ?? {};
  node.disposers.push(() => ui.callHandler(built.aboutToDisappear?.bind(built)));
  untracked(() => built.aboutToAppear?.());
  ui.build(node, () => built.build?.());
  untracked(() => built.onDidBuild?.());
  values.attach();
  appear(ui, node);
  return built;
}

function appear(ui: UiInstance, node: ViewNode): void {
  const later = (name: string, ...args: unknown[]): void => {
    if (node.handlers.has(name)) {
      ui.callLater(() => node.isDisposed ? undefined : node.call(name, ...args));
    }
  };
  if (node.type !== 'NavDestination') {
    later('onAppear');
    node.disposers.push(() => ui.callHandler(node.handlers.get('onDisAppear')));
  }
  later('onAttach');
  const areaOf = ({ width, height }: { width: number; height: number }): object => (
    { width, height, position: { x: 0, y: 0 }, globalPosition: { x: 0, y: 0 } });
  const isInterested = (): boolean => node.handlers.has('onAreaChange') || node.handlers.has('onSizeChange');
  if (!isInterested()) {
    return;
  }
  let known = { width: 0, height: 0 };
  const tell = (): void => {
    const before = known;
    known = { width: ui.configuration.width, height: ui.configuration.height };
    if (before.width !== known.width || before.height !== known.height) {
      later('onAreaChange', areaOf(before), areaOf(known));
      later('onSizeChange', before, known);
    }
  };
  tell();
  ui.configurationListeners.add(tell);
  node.disposers.push(() => ui.configurationListeners.delete(tell));
}

