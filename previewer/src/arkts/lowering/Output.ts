interface Chunk {
  /** Offset in the written text. */
  start: number;
  /** Offset in the source that the chunk's first character stands for. */
  source: number;
  /** Copied text runs along with the source; inserted text stands for one place. */
  isCopy: boolean;
}

/** Text made of pieces of a source and of insertions, which knows where each character came from. */
export class Output {
  private readonly pieces: string[] = [];
  private readonly chunks: Chunk[] = [];
  private length = 0;
  private sourceEnd = -1;

  constructor(private readonly source: string) {}

  /** Appends a piece of the source. */
  copy(start: number, end: number): void {
    if (end <= start) {
      return;
    }
    if (this.sourceEnd !== start) {
      this.chunks.push({ start: this.length, source: start, isCopy: true });
    }
    this.append(this.source.slice(start, end));
    this.sourceEnd = end;
  }

  /** Appends text of our own that stands for the place `position` of the source. */
  insert(text: string, position: number): void {
    this.chunks.push({ start: this.length, source: position, isCopy: false });
    this.append(text);
    this.sourceEnd = -1;
  }

  get text(): string {
    return this.pieces.join('');
  }

  /** The place in the source of a place in the text. */
  sourceOffset(offset: number): number {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.chunks[middle]?.start ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    const chunk = this.chunks[low];
    return chunk === undefined ? 0 : chunk.isCopy ? chunk.source + offset - chunk.start : chunk.source;
  }

  private append(text: string): void {
    this.pieces.push(text);
    this.length += text.length;
  }
}
