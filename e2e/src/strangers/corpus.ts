import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../corpus/session/', import.meta.url));

/** What a stranger does: it sends a frame, given field by field in hexadecimal, or waits for one of a type. */
export type Step = { kind: 'send'; fields: string[] } | { kind: 'await'; type: number };

export interface Script {
  name: string;
  steps: Step[];
}

/**
 * The scripts of the corpus. `$peer` stands for the stranger's peer id, `$new` for the id of its own offer, `$offer`
 * for that of the offer that came last.
 */
export function readCorpus(): Script[] {
  return readdirSync(FOLDER).sort().map(name => {
    const lines = readFileSync(`${FOLDER}${name}`, 'utf8').split('\n');
    const steps = lines.filter(line => line !== '' && !line.startsWith('#')).map(readStep);
    return { name: name.replace(/\.txt$/, ''), steps };
  });
}

function readStep(line: string): Step {
  const [mark, ...fields] = line.split(' ');
  return mark === '<' ? { kind: 'await', type: Number(fields[0]) } : { kind: 'send', fields };
}

/** The script itself, and the script with one field of one frame changed, or ended in front of a field. */
export function* mutationsOf(script: Script): Generator<Script> {
  yield script;
  for (const [at, step] of script.steps.entries()) {
    if (step.kind === 'await') {
      continue;
    }
    for (const [index, field] of step.fields.entries()) {
      for (const [how, changed] of changesOf(field)) {
        const hasOtherSize = index > 0 && changed.length !== field.length;
        const fields = step.fields.with(index, changed);
        yield {
          name: `${script.name}, frame ${at}, field ${index} ${how}`,
          steps: script.steps.with(at, { kind: 'send', fields: hasOtherSize ? measured(fields) : fields }),
        };
      }
      yield {
        name: `${script.name}, frame ${at}, ended in front of field ${index}`,
        steps: [...script.steps.slice(0, at), { kind: 'send', fields: step.fields.slice(0, index) }],
      };
    }
  }
}

function changesOf(field: string): [string, string][] {
  if (field.startsWith('$')) {
    return [['zero', '00'.repeat(field === '$peer' ? 36 : 8)], ['left out', ''], ['short', '0102']];
  }
  const value = BigInt(`0x${field}`);
  const limit = 1n << BigInt(field.length * 4);
  const sized = (changed: bigint): string => ((changed + limit) % limit).toString(16).padStart(field.length, '0');
  const changes: [string, string][] = [
    ['zero', sized(0n)], ['greatest', sized(-1n)], ['one more', sized(value + 1n)], ['one less', sized(value - 1n)],
    ['half', sized(limit >> 1n)], ['left out', ''], ['twice', field + field],
  ];
  return changes.filter(([, changed]) => changed !== field);
}

/** With the length that fits the fields. */
function measured([, ...fields]: string[]): string[] {
  const size = fields.reduce((sum, field) => sum + sizeOf(field), 0);
  return [size.toString(16).padStart(8, '0'), ...fields];
}

function sizeOf(field: string): number {
  return field.startsWith('$') ? (field === '$peer' ? 36 : 8) : field.length / 2;
}
