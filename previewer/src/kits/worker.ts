import { businessError, notProvided } from './businessError.js';
import type { KitHost, WorkerChannel } from './KitHost.js';
import { partialKit } from './partialKit.js';

interface WorkerEvent {
  readonly type: string;
  readonly timeStamp: number;
}

interface MessageEvent extends WorkerEvent {
  readonly data: unknown;
}

interface ErrorEvent extends WorkerEvent {
  readonly message: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly error: object;
}

type Listener = (event: WorkerEvent) => void;

const SERIALIZATION_FAILED = 10200006;
const WORKER_NOT_RUNNING = 10200004;

/** Both ends of a worker have the same listeners and the same `postMessage`. */
class MessageEnd {
  onmessage?: (event: MessageEvent) => void;
  onerror?: (event: ErrorEvent) => void;
  onmessageerror?: (event: MessageEvent) => void;
  protected isOpen = true;
  private readonly listeners = new Map<string, { listener: Listener; once: boolean }[]>();

  constructor(protected readonly channel: WorkerChannel, private readonly now: () => number) {}

  get name(): string {
    return this.channel.name;
  }

  /** A value that cannot be cloned (a function, a socket) throws; nothing is sent then. */
  postMessage(message: unknown, transferOrOptions?: ArrayBuffer[] | { transfer?: ArrayBuffer[] }): void {
    if (!this.isOpen) {
      throw businessError(WORKER_NOT_RUNNING, 'The Worker instance is not running.');
    }
    const transfer = Array.isArray(transferOrOptions) ? transferOrOptions : transferOrOptions?.transfer;
    try {
      this.channel.post(message, transfer ?? []);
    } catch (error) {
      throw businessError(SERIALIZATION_FAILED, `An exception occurred during serialization. ${String(error)}`);
    }
  }

  addEventListener(type: string, listener: Listener): void {
    this.add(type, listener, false);
  }

  on(type: string, listener: Listener): void {
    this.add(type, listener, false);
  }

  once(type: string, listener: Listener): void {
    this.add(type, listener, true);
  }

  off(type: string, listener?: Listener): void {
    this.removeEventListener(type, listener);
  }

  removeEventListener(type: string, listener?: Listener): void {
    const kept = (this.listeners.get(type) ?? []).filter(one => listener !== undefined && one.listener !== listener);
    this.listeners.set(type, kept);
  }

  removeAllListener(): void {
    this.listeners.clear();
  }

  protected receive(data: unknown): void {
    const event: MessageEvent = { type: 'message', timeStamp: this.now(), data };
    this.onmessage?.(event);
    this.dispatch(event);
  }

  /** Returns whether anybody listened. */
  protected fail(error: unknown): boolean {
    const event: ErrorEvent = {
      type: 'error', timeStamp: this.now(), message: String(error), filename: '', lineno: 0, colno: 0,
      error: error instanceof Error ? error : new Error(String(error)),
    };
    const handlers = this.errorHandlers();
    const isHeard = handlers.length > 0 || (this.listeners.get('error') ?? []).length > 0;
    handlers.forEach(handler => handler(event));
    this.dispatch(event);
    return isHeard;
  }

  protected errorHandlers(): ((event: ErrorEvent) => void)[] {
    return this.onerror === undefined ? [] : [this.onerror];
  }

  protected dispatch(event: WorkerEvent): void {
    const present = this.listeners.get(event.type) ?? [];
    this.listeners.set(event.type, present.filter(one => !one.once));
    present.forEach(one => one.listener(event));
  }

  private add(type: string, listener: Listener, once: boolean): void {
    if (typeof type !== 'string' || typeof listener !== 'function') {
      throw businessError(401, 'Parameter error.');
    }
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), { listener, once }]);
  }
}

/** `worker` of `@kit.ArkTS`; `workerPort` exists inside a worker only. */
export function createWorkerNamespace(host: KitHost): object {
  const now = (): number => host.clock.now();

  class ThreadWorker extends MessageEnd {
    onexit?: (code: number) => void;
    /** Since API 18. */
    onAllErrors?: (event: ErrorEvent) => void;

    constructor(script: string, options: { name?: string } = {}) {
      super(host.workers.create(script, options.name ?? ''), now);
      this.channel.listen({
        message: data => this.receive(data),
        error: error => this.fail(error),
        exit: code => {
          this.isOpen = false;
          this.onexit?.(code);
          this.dispatch({ type: 'exit', timeStamp: now() });
        },
      });
    }

    terminate(): void {
      this.channel.close();
    }

    protected override errorHandlers(): ((event: ErrorEvent) => void)[] {
      return this.onAllErrors === undefined ? super.errorHandlers() : [...super.errorHandlers(), this.onAllErrors];
    }
  }

  class WorkerPort extends MessageEnd {
    constructor(channel: WorkerChannel) {
      super(channel, now);
      channel.listen({
        message: data => this.receive(data),
        error: error => this.fail(error),
        exit: () => {
          this.isOpen = false;
        },
      });
    }

    close(): void {
      this.channel.close();
    }
  }

  const { parent } = host.workers;
  const port = parent === undefined ? undefined : new WorkerPort(parent);
  return partialKit('worker', {
    ThreadWorker,
    get workerPort(): WorkerPort {
      if (port === undefined) {
        throw notProvided('worker.workerPort outside a worker');
      }
      return port;
    },
  });
}
