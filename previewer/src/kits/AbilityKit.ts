import type { AbilityConstant, ConfigurationConstant, wantConstant } from '@kit.AbilityKit';
import { createAbilityAccessCtrl } from './abilityAccessCtrl.js';
import { createBundleManager } from './bundleManager.js';
import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';

type Values<T> = { readonly [K in keyof T]: number };

const launchReason: Values<typeof AbilityConstant.LaunchReason> = {
  UNKNOWN: 0, START_ABILITY: 1, CALL: 2, CONTINUATION: 3, APP_RECOVERY: 4, SHARE: 5, AUTO_STARTUP: 8, INSIGHT_INTENT: 9,
  PREPARE_CONTINUATION: 10,
};
const lastExitReason: Values<typeof AbilityConstant.LastExitReason> = {
  UNKNOWN: 0, ABILITY_NOT_RESPONDING: 1, NORMAL: 2, CPP_CRASH: 3, JS_ERROR: 4, APP_FREEZE: 5, PERFORMANCE_CONTROL: 6,
  RESOURCE_CONTROL: 7, UPGRADE: 8,
};
const memoryLevel: Values<typeof AbilityConstant.MemoryLevel> = {
  MEMORY_LEVEL_MODERATE: 0, MEMORY_LEVEL_LOW: 1, MEMORY_LEVEL_CRITICAL: 2,
};
const onContinueResult: Values<typeof AbilityConstant.OnContinueResult> = { AGREE: 0, REJECT: 1, MISMATCH: 2 };
const colorMode: Values<typeof ConfigurationConstant.ColorMode> = {
  COLOR_MODE_NOT_SET: -1, COLOR_MODE_DARK: 0, COLOR_MODE_LIGHT: 1,
};
const wantFlags: Values<typeof wantConstant.Flags> = {
  FLAG_AUTH_READ_URI_PERMISSION: 1, FLAG_AUTH_WRITE_URI_PERMISSION: 2, FLAG_AUTH_PERSISTABLE_URI_PERMISSION: 0x40,
  FLAG_INSTALL_ON_DEMAND: 0x800, FLAG_START_WITHOUT_TIPS: 0x40000000,
};
const direction: Values<typeof ConfigurationConstant.Direction> = {
  DIRECTION_NOT_SET: -1, DIRECTION_VERTICAL: 0, DIRECTION_HORIZONTAL: 1,
};

/** `@kit.AbilityKit`: base classes, constants, permissions and the bundle; contexts come from the life cycle. */
export function createAbilityKit(host: KitHost): object {
  class UIAbility {
    context: unknown;
    launchWant: unknown;
    lastRequestWant: unknown;
    onCreate(): void {}
    onNewWant(): void {}
    onWindowStageCreate(): void {}
    onWindowStageWillDestroy(): void {}
    onWindowStageDestroy(): void {}
    onForeground(): void {}
    onBackground(): void {}
    onDestroy(): void {}
    onConfigurationUpdate(): void {}
    onMemoryLevel(): void {}
  }
  class AbilityStage {
    context: unknown;
    onCreate(): void {}
  }
  class ExtensionAbility {
    context: unknown;
  }
  return partialKit('AbilityKit', {
    __esModule: true,
    UIAbility,
    AbilityStage,
    ExtensionAbility,
    AbilityConstant: partialKit('AbilityConstant', {
      LaunchReason: launchReason,
      LastExitReason: lastExitReason,
      MemoryLevel: memoryLevel,
      OnContinueResult: onContinueResult,
    }),
    ConfigurationConstant: partialKit('ConfigurationConstant', { ColorMode: colorMode, Direction: direction }),
    abilityAccessCtrl: createAbilityAccessCtrl(host),
    bundleManager: createBundleManager(host),
    application: partialKit('application', { getApplicationContext: () => host.abilities.applicationContext }),
    common: {},
    wantConstant: partialKit('wantConstant', { Flags: wantFlags }),
    contextConstant: partialKit('contextConstant', { AreaMode: { EL1: 0, EL2: 1, EL3: 2, EL4: 3, EL5: 4 } }),
  });
}
