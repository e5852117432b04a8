import { Command, Option } from 'commander';
import type { TestKind } from '../arkts/Hap.js';
import { findTargets, runTarget } from './hypium/runModule.js';

interface TestOptions {
  project?: string;
  kind?: TestKind;
}

export function command(): Command {
  return new Command('test')
    .description('run the hypium tests of an OpenHarmony project, for a PC and for a device, on virtual phones')
    .option('--project <folder>', 'the OpenHarmony project or one module; default: the nearest project upwards')
    .addOption(
      new Option('--kind <kind>', 'only one kind of tests; default: whatever there is')
        .choices(['local', 'instrumented']),
    )
    .action(run);
}

async function run({ project, kind }: TestOptions): Promise<void> {
  const targets = findTargets(project, kind);
  if (typeof targets === 'string') {
    console.error(targets);
    process.exitCode = 2;
    return;
  }
  for (const target of targets) {
    const { hasPassed } = await runTarget(target, line => console.log(line));
    if (!hasPassed) {
      process.exitCode = 1;
    }
  }
}
