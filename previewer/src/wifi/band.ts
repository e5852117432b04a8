const BAND_2_4_GHZ = 1;
const BAND_5_GHZ = 2;
const CHANNELS_2_4_GHZ = [2412, 2437, 2462];
/** Without those that radar detection governs. */
const CHANNELS_5_GHZ = [5180, 5200, 5220, 5240, 5745, 5765, 5785, 5805];

/**
 * Platform behaviour §4.3; undefined leaves the choice to the supplicant. `stationFrequency` is 0 without a link to an
 * access point.
 */
export function frequencyOf(band: number, stationFrequency: number, random: () => number): number | undefined {
  const channels = band === BAND_2_4_GHZ ? CHANNELS_2_4_GHZ : band === BAND_5_GHZ ? CHANNELS_5_GHZ : [];
  if (inBand(band, stationFrequency)) {
    return stationFrequency;
  }
  return channels[Math.floor(random() * channels.length)];
}

function inBand(band: number, frequency: number): boolean {
  if (band === BAND_2_4_GHZ) {
    return frequency >= 2412 && frequency <= 2472;
  }
  return band === BAND_5_GHZ && frequency >= 5180 && frequency <= 5825 && (frequency < 5260 || frequency > 5320);
}
