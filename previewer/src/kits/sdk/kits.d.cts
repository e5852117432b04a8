/**
 * The SDK's kits as types. `import type { wifiManager } from '@kit.ConnectivityKit'` gives the SDK's own declaration:
 * its types are `wifiManager.WifiP2pDevice`, its value is `typeof wifiManager`, a part of it `Pick<typeof wifiManager,
 * 'createGroup' | …>`.
 *
 * Always `import type`, nothing of the SDK exists at run time, and always from a kit: the single `@ohos.*` modules are
 * CommonJS to TypeScript, so that their default export does not reach an ES module. For the same reason this file ends
 * in `.d.cts`. The SDK's own `@kit.*` files end in `.d.ets`, which TypeScript does not read; the parts that kits here
 * are typed with are named below. The declarations are those of API 12: a newer member is added where it is
 * implemented.
 */
declare module '@kit.ConnectivityKit' {
  export { default as wifiManager } from '@ohos.wifiManager';
}

declare module '@kit.NetworkKit' {
  export { default as socket } from '@ohos.net.socket';
}

declare module '@kit.AbilityKit' {
  export { default as abilityAccessCtrl, Context, PermissionRequestResult, Permissions } from '@ohos.abilityAccessCtrl';
  export { default as Ability } from '@ohos.app.ability.Ability';
  export { default as AbilityConstant } from '@ohos.app.ability.AbilityConstant';
  export { default as AbilityStage } from '@ohos.app.ability.AbilityStage';
  export { default as common } from '@ohos.app.ability.common';
  export { Configuration } from '@ohos.app.ability.Configuration';
  export { default as ConfigurationConstant } from '@ohos.app.ability.ConfigurationConstant';
  export { default as contextConstant } from '@ohos.app.ability.contextConstant';
  export { default as UIAbility } from '@ohos.app.ability.UIAbility';
  export { default as Want } from '@ohos.app.ability.Want';
  export { default as wantConstant } from '@ohos.app.ability.wantConstant';
  export { default as bundleManager } from '@ohos.bundle.bundleManager';
}

declare module '@kit.ArkUI' {
  export { ComponentContent, FrameNode, NodeController } from '@ohos.arkui.node';
  export { ColorMetrics, LengthMetrics, LengthUnit } from '@ohos.arkui.node';
  export { default as uiObserver } from '@ohos.arkui.observer';
  export { AppStorageV2, PersistenceV2, UIUtils } from '@ohos.arkui.StateManagement';
  export { PromptAction, UIContext } from '@ohos.arkui.UIContext';
  export { default as display } from '@ohos.display';
  export { default as mediaquery } from '@ohos.mediaquery';
  export { default as promptAction } from '@ohos.promptAction';
  export { default as window } from '@ohos.window';
}

declare module '@kit.ArkTS' {
  export { default as buffer } from '@ohos.buffer';
  export { default as util } from '@ohos.util';
  export { default as url } from '@ohos.url';
  export {
    default as worker,
    ErrorEvent,
    Event,
    MessageEvents,
    PostMessageOptions,
    ThreadWorkerGlobalScope,
    WorkerOptions,
  } from '@ohos.worker';
}

declare module '@kit.BasicServicesKit' {
  export { AsyncCallback, BusinessError, Callback, ErrorCallback } from '@ohos.base';
  export { default as deviceInfo } from '@ohos.deviceInfo';
  export { default as emitter } from '@ohos.events.emitter';
  export { default as pasteboard } from '@ohos.pasteboard';
}

declare module '@kit.CoreFileKit' {
  export { default as BackupExtensionAbility, BundleVersion } from '@ohos.application.BackupExtensionAbility';
  export { default as fileIo } from '@ohos.file.fs';
  export { default as fileUri } from '@ohos.file.fileuri';
  export { default as hash } from '@ohos.file.hash';
  export { default as picker } from '@ohos.file.picker';
  export { default as statfs } from '@ohos.file.statvfs';
}

declare module '@kit.CryptoArchitectureKit' {
  export { default as cryptoFramework } from '@ohos.security.cryptoFramework';
}

declare module '@kit.LocalizationKit' {
  export { default as i18n } from '@ohos.i18n';
  export { default as intl } from '@ohos.intl';
  export { default as resourceManager } from '@ohos.resourceManager';
}

declare module '@kit.PerformanceAnalysisKit' {
  export { default as hiAppEvent } from '@ohos.hiviewdfx.hiAppEvent';
  export { default as hidebug } from '@ohos.hidebug';
  export { default as hilog } from '@ohos.hilog';
  export { default as hiTraceMeter } from '@ohos.hiTraceMeter';
}

declare module '@kit.TestKit' {
  export { default as abilityDelegatorRegistry } from '@ohos.app.ability.abilityDelegatorRegistry';
  export { default as TestRunner } from '@ohos.application.testRunner';
  export { Component, Driver, MatchPattern, ON, On, UIElementInfo, UiDirection, UiWindow } from '@ohos.UiTest';
}
