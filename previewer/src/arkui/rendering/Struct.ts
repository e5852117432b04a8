import type { FieldDefinition, StructConstructor, StructDefinition } from '../../arkts/LoweredCode.js';
import { startComputed, startMonitor, type Monitor } from '../observation/monitors.js';
import { Slot } from '../observation/Slot.js';
import type { UiInstance } from '../UiInstance.js';
import { isCallback, type ViewNode } from './ViewNode.js';

/** What a custom component's instance knows of the runtime. */
interface StructContext {
  readonly ui: UiInstance;
  readonly node: ViewNode;
  readonly slots: Map<string, Slot>;
}

/** What a parent passes, by field. */
type Parameters = Record<string, unknown>;

const contexts = new WeakMap<object, StructContext>();
const definitions = new WeakMap<object, StructDefinition>();

/** The base class of every lowered struct. */
export class Struct {
  constructor(context: StructContext) {
    contexts.set(this, context);
  }

  getUIContext(): object {
    return contextOf(this).ui.uiContext;
  }

  getUniqueId(): number {
    return contextOf(this).node.id;
  }

  queryNavigationInfo(): object | undefined {
    const navigation = contextOf(this).node.ancestor(node => node.type === 'Navigation');
    return navigation?.behaviour?.info?.();
  }

  queryNavDestinationInfo(): object | undefined {
    const destination = contextOf(this).node.ancestor(node => node.type === 'NavDestination');
    return destination?.behaviour?.info?.();
  }
}

/** The members of a struct that the runtime calls. */
export interface StructInstance {
  build?(): void;
  aboutToAppear?(): void;
  onDidBuild?(): void;
  aboutToDisappear?(): void;
  onPageShow?(): void;
  onPageHide?(): void;
  onBackPress?(): unknown;
}

function contextOf(instance: object): StructContext {
  const context = contexts.get(instance);
  if (context === undefined) {
    throw new Error('A custom component can only be created in build() or in a builder');
  }
  return context;
}

export function definitionOf(type: StructConstructor): StructDefinition {
  const definition = definitions.get(type);
  if (definition === undefined) {
    throw new Error(`${type.name} is not a custom component`);
  }
  return definition;
}

export function defineStruct(type: StructConstructor, definition: StructDefinition): void {
  definitions.set(type, definition);
  for (const field of definition.fields) {
    if (isObservedField(field)) {
      defineAccessor(type.prototype as object, definition, field);
    }
  }
}

function isObservedField(field: FieldDefinition): boolean {
  return ['local', 'param', 'provider', 'consumer'].includes(field.kind);
}

function defineAccessor(prototype: object, definition: StructDefinition, field: FieldDefinition): void {
  const isReadOnly = field.kind === 'param' && field.once !== true;
  Object.defineProperty(prototype, field.name, {
    configurable: true,
    enumerable: true,
    get(this: object) {
      return contextOf(this).slots.get(field.name)?.get();
    },
    set(this: object, value: unknown) {
      if (isReadOnly) {
        throw new Error(`@Param '${field.name}' of ${definition.name} is read-only: only its parent can change it`);
      }
      contextOf(this).slots.get(field.name)?.set(value);
    },
  });
}

/** Creates the instance for `node`; fields are initialised in the order of the source. */
export function instantiate(ui: UiInstance, type: StructConstructor, node: ViewNode, parameters: Parameters,
  trailing: (() => void) | undefined): StructInstance {
  const definition = definitionOf(type);
  if (!definition.version2) {
    throw new Error(`@Component (state management V1) of ${definition.name} is not supported: use @ComponentV2`);
  }
  const context: StructContext = { ui, node, slots: new Map() };
  const instance = Reflect.construct(type as new (context: StructContext) => object, [context]);
  const given = trailing === undefined ? parameters : withTrailing(definition, parameters, trailing);
  refuseUnknown(definition, given);
  node.struct = instance;
  for (const field of definition.fields) {
    initialise(field, instance, context, given);
  }
  for (const name of definition.computed) {
    node.disposers.push(startComputed(ui.scheduler, instance, name));
  }
  for (const { method, paths } of definition.monitors) {
    const body = (instance as Record<string, (monitor: Monitor) => void>)[method];
    if (body !== undefined) {
      node.disposers.push(startMonitor(ui.scheduler, instance, paths, body));
    }
  }
  return instance;
}

function withTrailing(definition: StructDefinition, parameters: Parameters, trailing: () => void): Parameters {
  const slots = definition.fields.filter(field => field.kind === 'builderParam');
  const only = slots[0];
  if (only === undefined || slots.length > 1) {
    throw new Error(`${definition.name} takes a trailing block only with exactly one @BuilderParam`);
  }
  return { ...parameters, [only.name]: trailing };
}

function refuseUnknown(definition: StructDefinition, parameters: Parameters): void {
  for (const name of Object.keys(parameters)) {
    const kind = definition.fields.find(field => field.name === name)?.kind;
    if (kind !== undefined && kind !== 'param' && kind !== 'event' && kind !== 'builderParam') {
      throw new Error(`'${name}' of ${definition.name} cannot be set by its parent: it is not a @Param`);
    }
  }
}

function initialise(field: FieldDefinition, instance: object, context: StructContext, parameters: Parameters): void {
  const { node, slots } = context;
  const isGiven = Object.hasOwn(parameters, field.name);
  if (field.require === true && !isGiven) {
    throw new Error(`@Require '${field.name}' of ${node.type} is missing: its parent must pass it`);
  }
  const initial = (): unknown => field.initialise?.call(instance);
  switch (field.kind) {
    case 'param':
      slots.set(field.name, new Slot(isGiven ? parameters[field.name] : initial()));
      return;
    case 'local':
      slots.set(field.name, new Slot(initial()));
      return;
    case 'provider':
      slots.set(field.name, new Slot(initial()));
      return;
    case 'consumer':
      slots.set(field.name, providerFor(node, field.alias ?? field.name) ?? new Slot(initial()));
      return;
    case 'event':
      setPlain(instance, field.name, parameters[field.name] ?? initial() ?? (() => undefined));
      return;
    case 'builderParam':
      setPlain(instance, field.name, parameters[field.name] ?? initial());
      return;
    default:
      setPlain(instance, field.name, initial());
  }
}

function setPlain(instance: object, name: string, value: unknown): void {
  (instance as Record<string, unknown>)[name] = value;
}

function providerFor(node: ViewNode, alias: string): Slot | undefined {
  for (let above = node.parent; above !== undefined; above = above.parent) {
    if (above.struct !== undefined) {
      const provider = definitionOf(above.struct.constructor as StructConstructor).fields
        .find(field => field.kind === 'provider' && (field.alias ?? field.name) === alias);
      if (provider !== undefined) {
        return contextOf(above.struct).slots.get(provider.name);
      }
    }
  }
  return undefined;
}

/** Hands new values of the parent to a living instance: `@Param` without `@Once`, and the callbacks of `@Event`. */
export function updateParameters(instance: StructInstance, parameters: Parameters): void {
  const slots = contextOf(instance).slots;
  for (const field of definitionOf(instance.constructor as StructConstructor).fields) {
    if (!Object.hasOwn(parameters, field.name)) {
      continue;
    }
    if (field.kind === 'param' && field.once !== true) {
      slots.get(field.name)?.set(parameters[field.name]);
    } else if (field.kind === 'event' && isCallback(parameters[field.name])) {
      setPlain(instance, field.name, parameters[field.name]);
    }
  }
}
