import type { ArkUiHost } from './ArkUi.js';
import { Signal, untracked } from './observation/reactive.js';
import { Scheduler } from './observation/Scheduler.js';
import { Overlays } from './overlays/Overlays.js';
import { NodeTree } from './rendering/NodeTree.js';
import type { Callback, ViewNode } from './rendering/ViewNode.js';
import type { UiConfiguration } from './ArkUi.js';
import type { LoweredRuntime, UiBlock } from '../arkts/LoweredCode.js';
import type { Patch } from './tree.js';

/** What the parts of one ArkUI instance share. */
export class UiInstance {
  readonly scheduler: Scheduler;
  readonly tree: NodeTree;
  readonly overlays: Overlays;
  readonly patchListeners = new Set<(patches: Patch[]) => void>();
  readonly configurationListeners = new Set<() => void>();
  /** Depended on by everything that shows resources. */
  readonly configurationSignal = new Signal();
  configuration: UiConfiguration;
  focused: ViewNode | undefined;
  /** The `UIContext` given to application code. */
  uiContext: object = {};
  readonly runtime: LoweredRuntime;
  private building: ViewNode | undefined;

  constructor(readonly host: ArkUiHost, runtimeOf: (ui: UiInstance) => LoweredRuntime) {
    this.runtime = runtimeOf(this);
    this.configuration = host.configuration;
    this.scheduler = new Scheduler(error => host.uncaught(error), () => this.handOutPatches());
    this.tree = new NodeTree(() => this.scheduler.schedule());
    this.overlays = new Overlays(this);
  }

  /** The node that UI calls append to. */
  get parent(): ViewNode {
    if (this.building === undefined) {
      throw new Error('A component can only be created in build() or in a builder that is called from it');
    }
    return this.building;
  }

  /** Runs a UI block whose components become children of `parent`. */
  build(parent: ViewNode, block: UiBlock): void {
    const outer = this.building;
    this.building = parent;
    try {
      untracked(block);
    } finally {
      this.building = outer;
    }
  }

  /** Calls a handler of the application; an error goes to the device. */
  callHandler(handler: Callback | undefined, ...args: unknown[]): unknown {
    let result: unknown;
    if (handler !== undefined) {
      this.scheduler.guard(() => {
        result = untracked(() => handler(...args));
      });
    }
    return result;
  }

  /** Calls a handler in the next flush, when what is going on now has come to rest. */
  callLater(handler: Callback | undefined, ...args: unknown[]): void {
    if (handler !== undefined) {
      this.scheduler.post(() => {
        handler(...args);
      });
    }
  }

  focus(node: ViewNode | undefined): void {
    const before = this.focused;
    if (before === node) {
      return;
    }
    this.focused = node;
    for (const [changed, isFocused] of [[before, false], [node, true]] as const) {
      if (changed !== undefined && !changed.isDisposed) {
        changed.own['focused'] = isFocused;
        this.tree.refresh(changed);
        changed.behaviour?.focus?.(isFocused);
        this.callHandler(changed.handlers.get(isFocused ? 'onFocus' : 'onBlur'));
      }
    }
  }

  private handOutPatches(): void {
    const patches = this.tree.takePatches();
    if (patches.length > 0) {
      for (const listener of [...this.patchListeners]) {
        listener(patches);
      }
    }
  }
}
