const LONGEST_BYTES = 255;

/** Whether a document can have this name: one part of a path that the host takes too, and no hidden file. */
export function isDocumentName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !/[/\\\0]/.test(name) && Buffer.byteLength(name) <= LONGEST_BYTES;
}
