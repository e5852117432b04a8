import { Descriptors } from '../../kits/corefile/Descriptors.js';
import type { Caller } from '../../wifi/WifiApi.js';
import { Abilities } from './Abilities.js';
import { AppThread, type ProcessEnvironment } from './AppThread.js';
import { SharedWorker } from './SharedWorker.js';
import { type StartWorker, Workers } from './Workers.js';

const FOREGROUND = 2;
const BACKGROUND = 3;
const APPLICATION_UID = 20_010_001;
/** How long `onDestroy` may take until the process is ended, milliseconds. */
const DESTROY_LIMIT = 1000;
/** How long an application in the background goes on before the platform suspends it, milliseconds. */
const SUSPENSION_DELAY = 3000;

export interface AppProcessEvents {
  /** An error that nobody caught; the process has stopped already. */
  crashed(error: unknown): void;
  /** The last ability ended by itself. */
  finished(): void;
  /** The application came to the front or left it. */
  moved(): void;
}

/** One run of the application: it has a main thread and workers, and all of it dies together. */
export class AppProcess {
  readonly main: AppThread;
  private readonly abilities: Abilities;
  private readonly workers: Workers;
  private readonly endings: (() => void)[] = [];
  private isRunning = true;
  private suspension = 0;

  constructor(private readonly environment: ProcessEnvironment, private readonly events: AppProcessEvents) {
    const { hap, permissions, threads } = environment;
    const caller: Caller = {
      uid: APPLICATION_UID,
      isSystemApplication: false,
      hasPermission: name => permissions.has(name),
    };
    this.abilities = new Abilities(hap, () => this.main);
    const createThread = (workers: ReturnType<Workers['portOf']>, onUncaught: (error: unknown) => void): AppThread =>
      new AppThread({
        environment, caller, workers, onUncaught,
        whenProcessEnds: ending => this.endings.push(ending),
        abilities: this.abilities,
        currentWindow: () => this.abilities.topWindow,
      });
    const startWorker: StartWorker = (start, workerEvents) => threads === undefined
      ? new SharedWorker(start, workerEvents, (parent, onUncaught) => {
        const realm: AppThread = createThread(this.workers.portOf(() => realm, parent), onUncaught);
        return realm;
      })
      : threads.start(start, workerEvents, environment, caller);
    this.workers = new Workers(hap, startWorker, error => this.crash(error));
    this.main = createThread(this.workers.portOf(() => this.main), error => this.crash(error));
    this.abilities.onState((_ability, _name, state) => {
      this.scheduleSuspension();
      events.moved();
      if (state === 4 && this.abilities.top === undefined && environment.testRun === undefined) {
        events.finished();
      }
    });
  }

  /** Starts the main ability. */
  launch(): void {
    const { bundleName, mainAbility } = this.environment.hap;
    this.abilities.start({ bundleName, abilityName: mainAbility }).catch((error: unknown) => this.crash(error));
  }

  get isForeground(): boolean {
    const { top } = this.abilities;
    return top !== undefined && this.abilities.stateOf(top) === FOREGROUND;
  }

  async setForeground(isWanted: boolean): Promise<void> {
    const { top } = this.abilities;
    this.resume();
    if (top !== undefined) {
      await (isWanted ? this.abilities.foreground(top) : this.abilities.background(top));
    }
  }

  configurationChanged(): void {
    this.main.run(() => {
      this.main.ui.setConfiguration(this.environment.configuration());
      this.abilities.configurationChanged();
    });
  }

  /** Runs the life cycle to its end, then stops. Resolves when the process is gone. */
  async terminate(): Promise<void> {
    const { top } = this.abilities;
    this.resume();
    let limit = 0;
    await Promise.race([
      top === undefined ? undefined : this.abilities.terminate(top).catch((error: unknown) => this.crash(error)),
      new Promise<void>(resolve => {
        limit = this.environment.clock.setTimeout(resolve, DESTROY_LIMIT);
      }),
    ]);
    this.environment.clock.clear(limit);
    this.stop();
  }

  stop(): void {
    if (this.isRunning) {
      this.isRunning = false;
      this.environment.clock.clear(this.suspension);
      this.workers.close();
      this.main.close();
      this.endings.forEach(end => end());
      void this.closeFiles();
    }
  }

  /** Not before the threads are gone that may still write: a number may stand for another file by then. */
  private async closeFiles(): Promise<void> {
    const { files, threads } = this.environment;
    await threads?.gone();
    new Descriptors(files.descriptors).closeAll();
  }

  /** An application of tests goes on: it is its own tests that move it. */
  private scheduleSuspension(): void {
    const { clock, testRun } = this.environment;
    clock.clear(this.suspension);
    const { top } = this.abilities;
    if (top !== undefined && this.abilities.stateOf(top) === BACKGROUND && testRun === undefined) {
      this.suspension = clock.setTimeout(() => this.suspend(), SUSPENSION_DELAY);
    }
  }

  private suspend(): void {
    this.main.suspend();
    this.workers.suspend();
  }

  private resume(): void {
    this.main.resume();
    this.workers.resume();
  }

  private crash(error: unknown): void {
    if (this.isRunning) {
      this.stop();
      this.events.crashed(error);
    }
  }
}
