import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The documents that the present run of the application was given by the picker, by name. */
export class UriGrants {
  constructor(private readonly directory: string) {}

  add(name: string): void {
    writeFileSync(this.markOf(name), '');
  }

  has(name: string): boolean {
    return existsSync(this.markOf(name));
  }

  /** Grants end with the process that they were given to. */
  clear(): void {
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory, { recursive: true });
  }

  private markOf(name: string): string {
    return join(this.directory, createHash('sha256').update(name).digest('hex'));
  }
}
