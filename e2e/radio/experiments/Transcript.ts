import { appendFileSync, writeFileSync } from 'node:fs';

/** What was said to the radios and what they said, each line with the seconds since it began. */
export class Transcript {
  private readonly began = performance.now();

  constructor(private readonly file: string, question: string) {
    writeFileSync(file, `# ${question}\n# X > command => answer   X < event   X = change of the air   X - nothing\n`);
  }

  note(text: string): void {
    this.write(`-- ${text}`);
  }

  write(text: string): void {
    const seconds = (performance.now() - this.began) / 1000;
    appendFileSync(this.file, `${seconds.toFixed(2).padStart(7)} ${text}\n`);
  }
}
