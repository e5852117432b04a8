import { Command, InvalidArgumentError, Option } from 'commander';
import type { HapModule, TestKind } from '../arkts/Hap.js';
import { collectCoverage } from './coverage/collectCoverage.js';
import { formatCoverage, percentOf, total } from './coverage/formatCoverage.js';
import { measureModule } from './coverage/measureModule.js';
import { findTargets, runTarget, type TestTarget } from './hypium/runModule.js';

interface CoverageOptions {
  project?: string;
  include: string;
  kind?: TestKind;
  least?: number;
}

export function command(): Command {
  return new Command('coverage')
    .description('run the hypium tests and tell which lines and branches of the sources they reach')
    .option('--project <folder>', 'the OpenHarmony project or one module; default: the nearest project upwards')
    .requiredOption('--include <path>', 'sources to measure, from the root of the project: a folder or a file')
    .addOption(
      new Option('--kind <kind>', 'only one kind of tests; default: whatever there is')
        .choices(['local', 'instrumented']),
    )
    .option('--least <percent>', 'fail when fewer lines are reached', readPercent)
    .action(run);
}

async function run({ project, include, kind, least = 0 }: CoverageOptions): Promise<void> {
  const targets = findTargets(project, kind);
  if (typeof targets === 'string') {
    console.error(targets);
    process.exitCode = 2;
    return;
  }
  const { modules, scripts, hasPassed } = await runAll(targets);
  const folder = include.replace(/^\.\//, '').replace(/\/$/, '');
  const files = modules.filter(({ file }) => file === folder || file.startsWith(`${folder}/`))
    .map(module => measureModule(module, scripts))
    .sort((left, right) => left.file.localeCompare(right.file));
  if (files.length === 0) {
    console.error(`No source below ${include} is part of the application or of its tests.`);
    process.exitCode = 2;
    return;
  }
  console.log(formatCoverage(files));
  const reached = percentOf(total(files, 'lines'));
  if (reached < least) {
    console.error(`${reached.toFixed(1)} % of the lines are reached; at least ${least} % are asked for.`);
  }
  process.exitCode = hasPassed && reached >= least ? 0 : 1;
}

async function runAll(targets: readonly TestTarget[]): Promise<{
  modules: HapModule[];
  scripts: Awaited<ReturnType<typeof collectCoverage>>;
  hasPassed: boolean;
}> {
  const modules = new Map<string, HapModule>();
  let hasPassed = true;
  const scripts = await collectCoverage(async () => {
    for (const target of targets) {
      const outcome = await runTarget(target);
      outcome.hap?.modules.forEach(module => modules.set(module.file, module));
      hasPassed &&= outcome.hasPassed;
    }
  });
  return { modules: [...modules.values()], scripts, hasPassed };
}

function readPercent(text: string): number {
  const percent = Number(text);
  if (!(percent >= 0 && percent <= 100)) {
    throw new InvalidArgumentError('A number from 0 to 100 is expected.');
  }
  return percent;
}
