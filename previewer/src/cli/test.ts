import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { compileProject } from '../arkts/compile/compileProject.js';
import type { CompiledHap, TestKind } from '../arkts/Hap.js';
import { MovableClock } from '../clock/MovableClock.js';
import { createDevices } from '../device/createDevices.js';
import type { VirtualDevice } from '../device/VirtualDevice.js';
import { printResult } from './hypium/printResult.js';
import { type HypiumResult, onCrash, runHypium } from './hypium/runHypium.js';
import { findProject } from './project.js';

interface TestOptions {
  project?: string;
  kind?: TestKind;
}

/** Virtual time of instrumented tests; sockets keep to the real one. */
const CLOCK_SPEED = 4;
/** Time limit of one case, milliseconds of virtual time. */
const CASE_LIMIT = '60000';
/** How long a person takes to answer a dialog, milliseconds of virtual time. */
const ANSWER_DELAY = 500;

export function command(): Command {
  return new Command('test')
    .description('run the hypium tests of an OpenHarmony project, those for a PC and those for a device, on virtual phones')
    .option('--project <folder>', 'the OpenHarmony project; default: the nearest one upwards from here')
    .addOption(new Option('--kind <kind>', 'only one kind of tests').choices(['local', 'instrumented']))
    .action(run);
}

async function run(options: TestOptions): Promise<void> {
  const project = findProject(options.project);
  if (!project.ok) {
    console.error(project.message);
    process.exitCode = 2;
    return;
  }
  const kinds: TestKind[] = options.kind === undefined ? ['local', 'instrumented'] : [options.kind];
  for (const kind of kinds) {
    if (!await runKind(kind, project.directory)) {
      process.exitCode = 1;
    }
  }
}

async function runKind(kind: TestKind, projectDirectory: string): Promise<boolean> {
  const compiled = await compileProject({ projectDirectory, tests: kind });
  if (!compiled.ok) {
    for (const { file, line, column, message } of compiled.errors) {
      console.error(`${relative(process.cwd(), file)}:${line}:${column} ${message}`);
    }
    console.log(`${kind}: 0 passed, ${compiled.errors.length} failed`);
    return false;
  }
  const { hap } = compiled;
  if (hap.testEntry === undefined) {
    console.error(`${kind}: the project has no List.test.ets for this kind.`);
    return false;
  }
  return kind === 'local' ? runLocal(hap) : runInstrumented(hap);
}

async function runLocal(hap: CompiledHap): Promise<boolean> {
  const clock = new MovableClock();
  const devices = await createDevices({ hap, clock, count: 1 });
  const result = await runHypium(devices.all[0]!, hap, { '-s timeout': CASE_LIMIT });
  devices.close();
  clock.close();
  return printResult('local', hap, result);
}

async function runInstrumented(hap: CompiledHap): Promise<boolean> {
  const clock = new MovableClock({ speed: CLOCK_SPEED });
  const devices = await createDevices({ hap, clock, count: 2 });
  const [device, peer] = devices.all as [VirtualDevice, VirtualDevice];
  devices.all.forEach(one => acceptDialogs(one, clock));
  peer.command({ kind: 'launch' });
  peer.wifi.setSystemPageOpen(true);
  const peerErrors: HypiumResult['errors'] = [];
  onCrash(peer, error => peerErrors.push({ where: peer.status.name, error }));
  const { cases, errors } = await runHypium(device, hap, { '-s timeout': CASE_LIMIT, '-s peer': peer.status.name });
  devices.close();
  clock.close();
  return printResult('instrumented', hap, { cases, errors: [...errors, ...peerErrors] });
}

/** The person at the device says yes to everything. */
function acceptDialogs(device: VirtualDevice, clock: MovableClock): void {
  const answered = new Set<string>();
  device.subscribe(notice => {
    if (notice.kind !== 'status') {
      return;
    }
    for (const { id } of notice.status.dialogs.filter(dialog => !answered.has(dialog.id))) {
      answered.add(id);
      clock.setTimeout(() => device.command({ kind: 'answerDialog', id, accepted: true }), ANSWER_DELAY);
    }
  });
}
