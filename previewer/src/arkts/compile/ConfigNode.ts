import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import json5 from 'json5';
import type { CompileError } from '../Hap.js';

/** A configuration file that is missing, malformed, or lacks something. */
export class ConfigError extends Error {
  constructor(readonly place: CompileError) {
    super(place.message);
  }
}

/** A value in a configuration file, read without trusting its shape. */
export class ConfigNode {
  constructor(
    private readonly file: string,
    private readonly path: string,
    readonly value: unknown,
  ) {}

  at(key: string): ConfigNode {
    const value =
      typeof this.value === 'object' && this.value !== null ? (this.value as Record<string, unknown>)[key] : undefined;
    return new ConfigNode(this.file, this.path === '' ? key : `${this.path}.${key}`, value);
  }

  get items(): ConfigNode[] {
    return Array.isArray(this.value)
      ? this.value.map((value: unknown, index) => new ConfigNode(this.file, `${this.path}[${index}]`, value))
      : [];
  }

  /** '' for what is not text. */
  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  required(): string {
    if (this.text === '') {
      throw new ConfigError({ file: this.file, line: 1, column: 1, message: `${this.path} is missing` });
    }
    return this.text;
  }
}

/** Reads a file that has to be there; throws ConfigError. `file` is shown as it is given. */
export function readConfig(projectDirectory: string, file: string): ConfigNode {
  const node = readOptionalConfig(projectDirectory, file);
  if (node === undefined) {
    throw new ConfigError({ file, line: 1, column: 1, message: 'This file of a stage-model project is missing' });
  }
  return node;
}

/** Undefined for a file that there is not; throws ConfigError for one that cannot be read. */
export function readOptionalConfig(projectDirectory: string, file: string): ConfigNode | undefined {
  const path = join(projectDirectory, file);
  if (!existsSync(path)) {
    return undefined;
  }
  try {
    return new ConfigNode(file, '', json5.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const {
      lineNumber = 1,
      columnNumber = 1,
      message,
    } = error as Error & { lineNumber?: number; columnNumber?: number };
    throw new ConfigError({ file, line: lineNumber, column: columnNumber, message });
  }
}
