import type { StructConstructor } from '../arkts/LoweredCode.js';
import type { ArkUi, ArkUiHost } from './ArkUi.js';
import { createGlobals } from './context/globals.js';
import { createKit } from './context/kit.js';
import { createUiContext } from './context/UiContext.js';
import { dispatchInput } from './input/dispatchInput.js';
import { uiNodeOf } from './input/uiNodes.js';
import { createClassDecorators } from './observation/classDecorators.js';
import { buildStruct } from './rendering/components.js';
import { createRuntime } from './rendering/createRuntime.js';
import type { ViewNode } from './rendering/ViewNode.js';
import { UiInstance } from './UiInstance.js';

/** The ArkUI of one realm. Everything of it happens on the caller's thread; nothing is drawn. */
export function createArkUi(host: ArkUiHost): ArkUi {
  let lastEntry: StructConstructor | undefined;
  let page: ViewNode | undefined;
  const ui = new UiInstance(host, instance => createRuntime(instance, type => {
    lastEntry = type;
  }));
  ui.uiContext = createUiContext(ui);
  const decorators = createClassDecorators(ui.scheduler);

  const unmount = (): void => {
    ui.focus(undefined);
    ui.overlays.closeAll();
    if (page !== undefined) {
      const entry = page.children[0]?.struct;
      ui.callHandler(entry?.onPageHide?.bind(entry));
      ui.tree.remove(page);
      page = undefined;
    }
  };

  return {
    runtime: ui.runtime,
    globals: createGlobals(ui, decorators),
    kit: createKit(ui, decorators),
    uiContext: ui.uiContext,
    takeEntry() {
      const entry = lastEntry;
      lastEntry = undefined;
      return entry;
    },
    mount(entry) {
      unmount();
      const node = ui.tree.group('$Page', ui.tree.root, 0);
      page = node;
      ui.scheduler.guard(() => ui.build(node, () => {
        const instance = buildStruct(ui, entry, () => ({}));
        ui.callHandler(instance.onPageShow?.bind(instance));
      }));
      ui.scheduler.flush();
    },
    tree: () => ui.tree.snapshot(),
    onPatches(listener) {
      ui.patchListeners.add(listener);
      return () => ui.patchListeners.delete(listener);
    },
    input(event) {
      ui.scheduler.guard(() => dispatchInput(ui, event));
    },
    setConfiguration(configuration) {
      ui.configuration = configuration;
      ui.configurationSignal.trigger();
      ui.configurationListeners.forEach(listener => listener());
    },
    root: () => uiNodeOf(ui, ui.tree.root),
    flush: () => ui.scheduler.flush(),
    dispose() {
      unmount();
      ui.scheduler.flush();
      ui.scheduler.close();
    },
  };
}
