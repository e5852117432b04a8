import type { UiConfiguration } from '../../arkui/ArkUi.js';
import { systemColour } from './systemColours.js';

/** Sizes in vp, text sizes in fp. */
const FLOATS: Readonly<Record<string, number>> = {
  Title_L: 30, Title_M: 24, Title_S: 20, Subtitle_L: 18, Subtitle_M: 16, Subtitle_S: 14, Body_L: 16, Body_M: 14,
  Body_S: 12, Caption_L: 12, Caption_M: 10, Caption_S: 8, ohos_id_text_size_headline1: 96,
  ohos_id_text_size_headline2: 72, ohos_id_text_size_headline3: 60, ohos_id_text_size_headline4: 48,
  ohos_id_text_size_headline5: 38, ohos_id_text_size_headline6: 30, ohos_id_text_size_headline7: 24,
  ohos_id_text_size_headline8: 20, ohos_id_text_size_headline9: 18, ohos_id_text_size_body1: 16,
  ohos_id_text_size_body2: 14, ohos_id_text_size_body3: 12, ohos_id_text_size_sub_title1: 18,
  ohos_id_text_size_sub_title2: 16, ohos_id_text_size_sub_title3: 14, ohos_id_text_size_caption: 10,
  ohos_id_text_size_button1: 16, ohos_id_text_size_button2: 14, ohos_id_text_size_button3: 12,
  ohos_id_text_size_dialog_tittle: 20, ohos_id_corner_radius_default_xs: 4, ohos_id_corner_radius_default_s: 8,
  ohos_id_corner_radius_default_m: 12, ohos_id_corner_radius_default_l: 16, ohos_id_corner_radius_default_xl: 24,
  ohos_id_corner_radius_button: 20, ohos_id_corner_radius_card: 16, ohos_id_corner_radius_dialog: 32,
  corner_radius_none: 0, corner_radius_level1: 2, corner_radius_level2: 4, corner_radius_level3: 6,
  corner_radius_level4: 8, corner_radius_level5: 10, corner_radius_level6: 12, corner_radius_level7: 14,
  corner_radius_level8: 16, corner_radius_level9: 18, corner_radius_level10: 20, corner_radius_level11: 22,
  corner_radius_level12: 24, corner_radius_level16: 32, padding_level0: 0, padding_level1: 2, padding_level2: 4,
  padding_level3: 6, padding_level4: 8, padding_level5: 10, padding_level6: 12, padding_level7: 14,
  padding_level8: 16, padding_level9: 18, padding_level10: 20, padding_level11: 22, padding_level12: 24,
  padding_level16: 32, padding_level24: 48, ohos_id_default_padding_start: 12, ohos_id_default_padding_end: 12,
  ohos_id_max_padding_start: 24, ohos_id_max_padding_end: 24, ohos_id_card_margin_start: 12,
  ohos_id_card_margin_end: 12, ohos_id_elements_margin_horizontal_m: 8, ohos_id_elements_margin_horizontal_l: 16,
  ohos_id_elements_margin_vertical_m: 4, ohos_id_elements_margin_vertical_l: 8, ohos_id_alpha_content_primary: 0.9,
  ohos_id_alpha_content_secondary: 0.6, ohos_id_alpha_content_tertiary: 0.4, ohos_id_alpha_disabled: 0.4,
};

const STRINGS: Readonly<Record<string, readonly [english: string, chinese: string]>> = {
  ohos_id_text_font_family_regular: ['HarmonyOS Sans', 'HarmonyOS Sans'],
  ohos_id_text_font_family_medium: ['HarmonyOS Sans', 'HarmonyOS Sans'],
  ohos_id_text_font_family_bold: ['HarmonyOS Sans', 'HarmonyOS Sans'],
  ohos_text_paragraph_conjunction: [', ', '，'],
};

/**
 * What `$r('sys.<type>.<name>')` gives; undefined for a name that the table lacks. A symbol is its own name, for whoever
 * draws it.
 */
export function systemResource(
  type: string,
  name: string,
  configuration: UiConfiguration,
): string | number | undefined {
  switch (type) {
    case 'color':
      return systemColour(name, configuration.colorMode);
    case 'float':
      return FLOATS[name];
    case 'string':
      return STRINGS[name]?.[configuration.locale.startsWith('zh') ? 1 : 0];
    case 'symbol':
    case 'media':
      return name;
    default:
      return undefined;
  }
}
