const TEXTS_LIMIT = 256;
const TEXT_BYTES_LIMIT = 1_048_576;

/** The texts of one end that have no RECEIPT yet. */
export class TextWindow {
  private count = 0;
  private bytes = 0;

  /** Whether there was room for the text. */
  take(text: string): boolean {
    const size = Buffer.byteLength(text);
    if (this.count === TEXTS_LIMIT || this.bytes + size > TEXT_BYTES_LIMIT) {
      return false;
    }
    this.count++;
    this.bytes += size;
    return true;
  }

  giveBack(text: string): void {
    this.count--;
    this.bytes -= Buffer.byteLength(text);
  }
}

/** The texts that one session sends, as many at a time as may be without a RECEIPT. */
export class OutgoingTexts {
  private readonly window = new TextWindow();
  private readonly waiting: { id: string; text: string }[] = [];
  private readonly underWay: { id: string; text: string }[] = [];

  constructor(private readonly send: (id: string, text: string) => void) {}

  push(id: string, text: string): void {
    this.waiting.push({ id, text });
    this.sendMore();
  }

  confirmed(id: string): void {
    const index = this.underWay.findIndex(text => text.id === id);
    for (const { text } of index < 0 ? [] : this.underWay.splice(index, 1)) {
      this.window.giveBack(text);
    }
    this.sendMore();
  }

  private sendMore(): void {
    for (let [next] = this.waiting; next !== undefined && this.window.take(next.text); [next] = this.waiting) {
      this.waiting.shift();
      this.underWay.push(next);
      this.send(next.id, next.text);
    }
  }
}
