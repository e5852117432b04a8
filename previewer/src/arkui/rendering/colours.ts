/** Members of the enum `Color`, in its order. */
const NAMED = [
  'white', 'black', 'blue', 'brown', 'gray', 'green', 'grey', 'orange', 'pink', 'red', 'yellow', 'transparent',
];

/** Whether values under this name are colours: `fontColor`, `color`, `colors`, … */
export function isColourName(name: string): boolean {
  return /colou?rs?$/i.test(name);
}

/** ArkUI's `0xRRGGBB`, `0xAARRGGBB`, `Color.X` and `#AARRGGBB` as CSS; other text is CSS already. */
export function cssColour(value: string | number): string {
  if (typeof value === 'number') {
    const named = NAMED[value];
    if (named !== undefined) {
      return named;
    }
    return value > 0xffffff ? rgba(Math.floor(value / 0x1000000), value % 0x1000000) : hexadecimal(value);
  }
  const match = /^#([0-9a-f]{2})([0-9a-f]{6})$/i.exec(value);
  return match === null ? value : rgba(parseInt(match[1] ?? '', 16), parseInt(match[2] ?? '', 16));
}

function hexadecimal(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, '0')}`;
}

function rgba(alpha: number, rgb: number): string {
  if (alpha === 0xff) {
    return hexadecimal(rgb);
  }
  const opacity = Math.round((alpha / 0xff) * 1000) / 1000;
  return `rgba(${Math.floor(rgb / 0x10000) % 0x100}, ${Math.floor(rgb / 0x100) % 0x100}, ${rgb % 0x100}, ${opacity})`;
}
