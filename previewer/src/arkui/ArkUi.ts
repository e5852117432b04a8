import type { LoweredRuntime, StructConstructor } from '../arkts/LoweredCode.js';
import type { Clock } from '../clock/Clock.js';
import type { InputEvent, JsonValue, NodeId, Patch, TreeNode } from './tree.js';

/** What `$r('app.string.name', …)` evaluates to. */
export interface ResourceReference {
  readonly bundleName: string;
  readonly moduleName: string;
  /** `app.string.name`, `sys.color.ohos_id_color_text_primary`, `rawfile/name`. */
  readonly name: string;
  readonly params: readonly unknown[];
}

export interface UiConfiguration {
  colorMode: 'light' | 'dark';
  /** `en-US`, `zh-CN`. */
  locale: string;
  /** Window size in vp. */
  width: number;
  height: number;
}

/** What the runtime needs from the device it runs on. */
export interface ArkUiHost {
  readonly clock: Clock;
  readonly configuration: UiConfiguration;
  /**
   * The value for the present configuration: text with its parameters filled in, number, CSS colour, or the URL of a
   * media file. Throws for an unknown name.
   */
  resolveResource(reference: ResourceReference): string | number | boolean | string[] | number[];
  makeReference(name: string, params: unknown[]): ResourceReference;
  /** The builder that the route map names, loaded on first use; undefined for an unknown name. */
  routeBuilder(name: string): ((name: string, parameters: unknown) => void) | undefined;
  /** The ability's context, for `getHostContext()`. */
  abilityContext(): unknown;
  /** An error that application code did not catch in a handler, build function or monitor. The device stops the realm. */
  uncaught(error: unknown): void;
}

/** A node as a UI test sees it. */
export interface UiNode {
  readonly id: NodeId;
  readonly type: string;
  /** The application's `.id()`, or ''. */
  readonly key: string;
  /** What is written on it: the text of a Text, a Button's label, an input's content. */
  readonly text: string;
  readonly hint: string;
  readonly props: Readonly<Record<string, JsonValue>>;
  readonly parent: UiNode | undefined;
  readonly children: readonly UiNode[];
  readonly isEnabled: boolean;
  readonly isFocused: boolean;
  readonly isChecked: boolean;
  readonly isSelected: boolean;
  /** Mounted, visible, on the active tab and page, and not under a dialog: a tap would reach it. */
  readonly isReachable: boolean;
}

/** One ArkUI instance: the UI of one realm. */
export interface ArkUi {
  /** `$rt` of lowered code. */
  readonly runtime: LoweredRuntime;
  /** What is global in `.ets` code: `$r`, `ObservedV2`, `Trace`, `wrapBuilder`, `NavPathStack`, `Scroller`, … */
  readonly globals: Readonly<Record<string, unknown>>;
  /** What `@kit.ArkUI` exports and the runtime implements: `UIUtils`, `AppStorageV2`, `LengthMetrics`, … */
  readonly kit: Readonly<Record<string, unknown>>;
  /** The `UIContext` that pages and windows hand out. */
  readonly uiContext: object;
  /** The struct that a page module registered last with `$rt.entry`; undefined when none did since the last call. */
  takeEntry(): StructConstructor | undefined;
  /** Builds the page; an earlier one is disposed of. */
  mount(entry: StructConstructor): void;
  tree(): TreeNode;
  /** Patches of one flush come in one call. Returns the function that ends the subscription. */
  onPatches(listener: (patches: Patch[]) => void): () => void;
  input(event: InputEvent): void;
  setConfiguration(configuration: UiConfiguration): void;
  /** The root as a UI test sees it. */
  root(): UiNode;
  /** Runs what is pending now: computed values, monitors, views. */
  flush(): void;
  /** Unmounts everything (`aboutToDisappear` runs) and ends timers. */
  dispose(): void;
}
