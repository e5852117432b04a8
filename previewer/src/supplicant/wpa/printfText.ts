const SIMPLE: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, e: 0x1b, '"': 0x22, '\\': 0x5c };

/** Undoes the escapes (`\xe4`, `\"`, …) that wpa_supplicant prints network names with; the bytes are UTF-8. */
export function readPrintfText(text: string): string {
  const bytes: Buffer[] = [];
  for (const [piece, hex, letter] of text.matchAll(/\\x([0-9a-f]{2})|\\(.)|[^\\]+/gi)) {
    if (hex !== undefined) {
      bytes.push(Buffer.from(hex, 'hex'));
    } else if (letter !== undefined) {
      bytes.push(Buffer.from([SIMPLE[letter] ?? letter.charCodeAt(0)]));
    } else {
      bytes.push(Buffer.from(piece));
    }
  }
  return Buffer.concat(bytes).toString();
}
