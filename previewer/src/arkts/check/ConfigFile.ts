import { existsSync, readFileSync } from 'node:fs';
import json5 from 'json5';
import type { Finding } from './Finding.js';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One `.json5` or `.json` file of a project; a path into it that does not exist reads as undefined. */
export class ConfigFile {
  private readonly text: string;
  private readonly content: Json | undefined;
  /** Why the file cannot be read, if so. */
  readonly problem: Finding | undefined;

  constructor(readonly path: string) {
    if (!existsSync(path)) {
      this.text = '';
      this.problem = { file: path, line: 1, column: 1, rule: 'project/file', message: 'This file is missing.' };
      return;
    }
    this.text = readFileSync(path, 'utf8');
    try {
      this.content = json5.parse<Json>(this.text);
    } catch (error) {
      const place = error as Error & { lineNumber?: number; columnNumber?: number };
      this.problem = { file: path, line: place.lineNumber ?? 1, column: place.columnNumber ?? 1, rule: 'project/json5', message: place.message };
    }
  }

  at(...path: (string | number)[]): Json | undefined {
    let value = this.content;
    for (const step of path) {
      if (Array.isArray(value)) {
        value = typeof step === 'number' ? value[step] : undefined;
      } else if (value !== null && typeof value === 'object') {
        value = value[String(step)];
      } else {
        return undefined;
      }
    }
    return value;
  }

  string(...path: (string | number)[]): string | undefined {
    const value = this.at(...path);
    return typeof value === 'string' ? value : undefined;
  }

  list(...path: (string | number)[]): Json[] {
    const value = this.at(...path);
    return Array.isArray(value) ? value : [];
  }

  /** A finding at the first place where `needle` stands in the file, or at its beginning. */
  finding(needle: string, rule: string, message: string): Finding {
    const offset = Math.max(0, this.text.indexOf(needle));
    const before = this.text.slice(0, offset).split('\n');
    return { file: this.path, line: before.length, column: (before[before.length - 1] ?? '').length + 1, rule, message };
  }

  /** Every reference of the form `$type:name` in the file. */
  references(): { type: string; name: string; written: string }[] {
    return [...this.text.matchAll(/"\$(\w+):([\w.]+)"/g)].map(match => ({ type: match[1] ?? '', name: match[2] ?? '', written: match[0] }));
  }
}

export function field(value: Json | undefined, name: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value?.[name] : undefined;
}

export function textField(value: Json | undefined, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}
