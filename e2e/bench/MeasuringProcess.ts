import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JobMessage, JobName, JobReply, Jobs } from './jobs.js';

const PROGRAM = fileURLToPath(new URL('./measuringProgram.ts', import.meta.url));

/** A process of its own for one end of a reference, or for clients of the application. */
export class MeasuringProcess {
  private readonly child: ChildProcess = fork(PROGRAM, {
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  private readonly waiting = new Map<number, (reply: JobReply) => void>();
  private lastNumber = 0;

  constructor() {
    this.child.on('message', (reply: JobReply) => this.waiting.get(reply.number)?.(reply));
  }

  get processId(): number {
    return this.child.pid ?? 0;
  }

  run<Name extends JobName>(name: Name, job: Jobs[Name]['job']): Promise<Jobs[Name]['result']> {
    const number = ++this.lastNumber;
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error(`The process that measures '${name}' has ended.`));
      this.child.once('exit', ended);
      this.waiting.set(number, reply => {
        this.child.off('exit', ended);
        this.waiting.delete(number);
        if ('error' in reply) {
          reject(new Error(reply.error));
        } else {
          resolve(reply.result as Jobs[Name]['result']);
        }
      });
      this.child.send({ number, name, job } as JobMessage);
    });
  }

  close(): void {
    this.child.kill();
  }
}
