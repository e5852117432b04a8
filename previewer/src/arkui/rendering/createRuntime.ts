import type { LoweredRuntime, StructConstructor } from '../../arkts/LoweredCode.js';
import type { UiInstance } from '../UiInstance.js';
import { byReference, TwoWayBinding } from './bindings.js';
import { buildComponent, buildStruct } from './components.js';
import { buildBranch, buildForEach, buildRepeat } from './lists.js';
import { defineStruct, Struct } from './Struct.js';
import { isCallback } from './ViewNode.js';
import { untracked } from '../observation/reactive.js';

/** @param entry is told every struct that is an entry */
export function createRuntime(ui: UiInstance, entry: (type: StructConstructor) => void): LoweredRuntime {
  return {
    Struct: Struct as StructConstructor,
    defineStruct,
    entry,
    component: (type, args, attributes, children) => buildComponent(ui, type, args, attributes, children),
    struct: (type, parameters, attributes, trailing) => buildStruct(ui, type, parameters, attributes, trailing),
    branch: (selector, blocks) => buildBranch(ui, selector, blocks),
    forEach: (items, each, key) => buildForEach(ui, items, each, key),
    repeat: (items, calls) => buildRepeat(ui, items, calls),
    builder: callBuilder,
    byReference,
    twoWay: (get, set) => new TwoWayBinding(get, value => set(value as never)),
  };
}

/** By-value arguments are read once. A `@BuilderParam` that was not set builds nothing. */
function callBuilder(builder: unknown, self: unknown, args: () => unknown[]): void {
  if (isCallback(builder)) {
    untracked(() => (builder as (this: unknown, ...values: unknown[]) => unknown).apply(self, args()));
  } else if (builder !== undefined && builder !== null) {
    throw new Error('What is called as a builder is not a function');
  }
}

