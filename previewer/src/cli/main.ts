import { Command } from 'commander';

interface CommandFile {
  command(): Command;
}

interface CommandEntry {
  description: string;
  load(): Promise<CommandFile>;
}

/** Loaded one at a time: none of them waits for what another one needs. */
const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  start: {
    description: 'run an OpenHarmony project on virtual phones in the browser',
    load: () => import('./start.js'),
  },
  test: { description: 'run the hypium tests of an OpenHarmony project', load: () => import('./test.js') },
  coverage: {
    description: 'run the hypium tests and tell which lines and branches they reach',
    load: () => import('./coverage.js'),
  },
  check: { description: 'check an OpenHarmony project', load: () => import('./check.js') },
};

const program = new Command('previewer').description('Runs an OpenHarmony project on a PC').showHelpAfterError();
const asked = COMMANDS[process.argv[2] ?? ''];
if (asked === undefined) {
  for (const [name, { description }] of Object.entries(COMMANDS)) {
    program.command(name).description(description);
  }
} else {
  program.addCommand((await asked.load()).command());
}
await program.parseAsync();
