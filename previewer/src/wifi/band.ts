const BAND_2_4_GHZ = 1;
const BAND_5_GHZ = 2;
const CHANNELS_2_4_GHZ = [2412, 2437, 2462];
/** Without those that radar detection governs. */
const CHANNELS_5_GHZ = [5180, 5200, 5220, 5240, 5745, 5765, 5785, 5805];

/** Platform behaviour §4.3 for a device without a station link; undefined leaves the choice to the supplicant. */
export function frequencyOf(band: number, random: () => number): number | undefined {
  const channels = band === BAND_2_4_GHZ ? CHANNELS_2_4_GHZ : band === BAND_5_GHZ ? CHANNELS_5_GHZ : [];
  return channels[Math.floor(random() * channels.length)];
}
