import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, relative, sep } from 'node:path';
import json5 from 'json5';
import type { ResourceTable, ResourceType, ResourceValue } from '../Hap.js';

type Element = { name: string; value: unknown };

const CONVERT: Partial<Record<ResourceType, (value: unknown) => ResourceValue['value']>> = {
  string: String,
  color: String,
  float: value => (typeof value === 'number' ? value : String(value)),
  integer: Number,
  boolean: value => value === true || value === 'true',
  plural: value =>
    Object.fromEntries((value as { quantity: string; value: string }[]).map(item => [item.quantity, item.value])),
  strarray: value => (value as { value: string }[]).map(item => String(item.value)),
  intarray: value => (value as { value: number }[]).map(item => Number(item.value)),
};

/**
 * Reads `resources/` folders; where two give a resource for the same qualifiers, the earlier folder counts.
 * Raw files stand under `rawfile.<path>`, with the qualifiers `base`.
 */
export function readResources(folders: string[]): ResourceTable {
  const table: ResourceTable = {};
  const add = (key: string, qualifiers: string, value: ResourceValue['value']): void => {
    const values = (table[key] ??= []);
    if (!values.some(known => known.qualifiers === qualifiers)) {
      values.push({ qualifiers, value });
    }
  };
  for (const folder of folders) {
    for (const qualifiers of directoriesIn(folder)) {
      const directory = join(folder, qualifiers);
      if (qualifiers === 'rawfile' || qualifiers === 'resfile') {
        for (const file of filesBelow(directory)) {
          add(`rawfile.${relative(directory, file).split(sep).join('/')}`, 'base', file);
        }
        continue;
      }
      for (const file of filesBelow(join(directory, 'element'))) {
        readElements(file, (key, value) => add(key, qualifiers, value));
      }
      for (const type of ['media', 'profile']) {
        for (const file of filesBelow(join(directory, type))) {
          add(`${type}.${basename(file, extname(file))}`, qualifiers, file);
        }
      }
    }
  }
  return table;
}

function readElements(file: string, add: (key: string, value: ResourceValue['value']) => void): void {
  const content = json5.parse<Record<string, Element[]>>(readFileSync(file, 'utf8'));
  for (const [type, elements] of Object.entries(content)) {
    const convert = CONVERT[type as ResourceType];
    if (convert !== undefined) {
      elements.forEach(element => add(`${type}.${element.name}`, convert(element.value)));
    }
  }
}

function directoriesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
}

function filesBelow(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return [];
  }
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
