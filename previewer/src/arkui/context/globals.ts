import { BottomTabBarStyle, SubTabBarStyle } from '../components/tabBarStyles.js';
import {
  ListScroller, Scroller, SearchController, TabsController, TextAreaController, TextInputController,
} from '../components/controllers.js';
import { NavPathInfo, NavPathStack } from '../navigation/NavPathStack.js';
import type { ClassDecorators } from '../observation/classDecorators.js';
import { isCallback, type Callback } from '../rendering/ViewNode.js';
import type { UiInstance } from '../UiInstance.js';
import { WrappedBuilder } from './ComponentContent.js';
import { animateTo } from './UiContext.js';
import { TransitionEffect } from './TransitionEffect.js';

const DENSITY = 3;

/** What is global in `.ets` code; components, decorators of structs and enums are the compiler's business. */
export function createGlobals(ui: UiInstance, decorators: ClassDecorators): Record<string, unknown> {
  const { ObservedV2, Trace, Monitor, Computed } = decorators;
  return {
    ObservedV2,
    Trace,
    Monitor,
    Computed,
    $r: (name: string, ...params: unknown[]) => ui.host.makeReference(name, params),
    $rawfile: (name: string) => ui.host.makeReference(`rawfile/${name}`, []),
    wrapBuilder: (builder: Callback) => {
      if (!isCallback(builder)) {
        throw new Error('wrapBuilder takes a global @Builder function');
      }
      return new WrappedBuilder(builder);
    },
    WrappedBuilder,
    NavPathStack,
    NavPathInfo,
    Scroller,
    ListScroller,
    TabsController,
    TextInputController,
    TextAreaController,
    SearchController,
    SubTabBarStyle,
    BottomTabBarStyle,
    TransitionEffect,
    animateTo: (options: unknown, change: () => void) => animateTo(ui, options, change),
    getContext: () => ui.host.abilityContext(),
    vp2px: (value: number) => value * DENSITY,
    px2vp: (value: number) => value / DENSITY,
    fp2px: (value: number) => value * DENSITY,
    px2fp: (value: number) => value / DENSITY,
  };
}
