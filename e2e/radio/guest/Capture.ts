import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Packets of one place in a file: of the air (`hwsim0`, everything as it is sent), or of a phone's interfaces. */
export class Capture {
  private readonly child: ChildProcess;

  constructor(private readonly file: string, place: { interface: string; namespace?: string }, filter: string) {
    const command = ['tcpdump', '-Z', 'root', '-U', '-n', '-i', place.interface, '-w', file, filter];
    const [program = '', ...args] = place.namespace === undefined ? command : ['ip', 'netns', 'exec', place.namespace, ...command];
    this.child = spawn(program, args, { stdio: 'ignore' });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGINT');
      await gone;
    }
  }

  /** How many of the packets the filter lets pass. */
  count(filter: string): number {
    const lines = execFileSync('tcpdump', ['-Z', 'root', '-n', '-r', this.file, filter], { stdio: ['ignore', 'pipe', 'ignore'] });
    return lines.toString().split('\n').filter(line => line !== '').length;
  }
}
