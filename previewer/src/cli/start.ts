import { spawn } from 'node:child_process';
import { relative } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CompileError } from '../arkts/Hap.js';
import { startLab, type Lab } from '../lab/startLab.js';
import { findProject } from './project.js';
import { chooseRadios, type RadioChoice } from './radio/chooseRadios.js';
import { readRadioHost } from './radio/readRadioHost.js';

const DEFAULT_PORT = 5210;
const MOST_DEVICES = 8;

interface StartOptions {
  devices: number;
  port: number;
  project?: string;
  radio: 'sim' | 'wpa';
  interface: string[];
  clockSpeed: number;
  open: boolean;
}

export function command(): Command {
  return new Command('start')
    .description('run an OpenHarmony project on virtual phones in the browser')
    .option('--devices <number>', `how many phones, 1 to ${MOST_DEVICES}`, integer(1, MOST_DEVICES), 2)
    .option(
      '--port <number>',
      'the next free port is taken when this one is busy; 0: any',
      integer(0, 65_535),
      DEFAULT_PORT,
    )
    .option('--project <folder>', 'the OpenHarmony project; default: the nearest one upwards from here')
    .addOption(
      new Option('--radio <kind>', 'sim: a simulated air; wpa: real radios of this Linux machine, as root')
        .choices(['sim', 'wpa'])
        .default('sim'),
    )
    .option('--interface <names...>', 'with --radio wpa: the radios to use, one a phone, such as wlan0 wlan1', [])
    .option('--clock-speed <factor>', 'run virtual time this many times as fast', factor, 1)
    .option('--no-open', 'do not open the browser')
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(start);
}

async function start(options: StartOptions): Promise<void> {
  const project = findProject(options.project);
  if (!project.ok) {
    console.error(project.message);
    process.exitCode = 2;
    return;
  }
  const radios = options.radio === 'wpa' ? chooseRealRadios(options) : undefined;
  if (radios?.ok === false) {
    console.error(radios.problems.join('\n'));
    process.exitCode = 2;
    return;
  }
  let lab: Lab;
  let hadErrors = false;
  try {
    lab = await startLab({
      projectDirectory: project.directory,
      devices: radios?.radios.length ?? options.devices,
      ...radios && { interfaces: radios.radios },
      port: options.port,
      clockSpeed: options.clockSpeed,
      onBuild: errors => {
        report(errors, hadErrors);
        hadErrors = errors.length > 0;
      },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
    return;
  }
  const port = Number(new URL(lab.url).port);
  if (options.port !== 0 && port !== options.port) {
    console.log(`Port ${options.port} is busy, using ${port}.`);
  }
  stopWithTerminal(lab);
  console.log(lab.url);
  if (options.open && process.stdout.isTTY) {
    openBrowser(lab.url);
  }
}

function chooseRealRadios(options: StartOptions): RadioChoice {
  return options.clockSpeed === 1
    ? chooseRadios(readRadioHost(), options.interface, options.devices)
    : { ok: false, problems: ['Real radios run in real time: --radio wpa goes without --clock-speed.'] };
}

function report(errors: CompileError[], hadErrors: boolean): void {
  for (const { file, line, column, message } of errors) {
    console.error(`${relative(process.cwd(), file)}:${line}:${column} ${message}`);
  }
  if (errors.length > 0) {
    console.error('Not built: the phones keep what they have until this is corrected.');
  } else if (hadErrors) {
    console.log('Built.');
  }
}

function stopWithTerminal(lab: Lab): void {
  const stop = (): void => void lab.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, stop);
  }
  if (process.stdin.isTTY) {
    process.stdin.on('end', stop).resume();
  }
}

function openBrowser(url: string): void {
  const opener: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
    darwin: ['open', [url]],
    win32: ['cmd', ['/c', 'start', '', url.replaceAll('&', '^&')]],
  };
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  if (hasDisplay) {
    const [program, args] = opener[process.platform] ?? ['xdg-open', [url]];
    spawn(program, args, { stdio: 'ignore', detached: true })
      .on('error', () => undefined)
      .unref();
  }
}

function integer(least: number, most: number): (text: string) => number {
  return text => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

function factor(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 100)) {
    throw new InvalidArgumentError('It must be a number above 0 and up to 100.');
  }
  return value;
}
