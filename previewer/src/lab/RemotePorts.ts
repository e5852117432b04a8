import type { FromDevice, PortName, ToDevice } from './deviceMessages.js';

/** A port of the lab as the device process holds it. Commands, replies and events are plain JSON. */
export interface RemotePort<Command, Reply, Event> {
  request(command: Command): Promise<Reply>;
  subscribe(listener: (event: Event) => void): () => void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The device's end of the ports that the lab serves through the process channel. */
export class RemotePorts {
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<PortName, Set<(event: unknown) => void>>();
  private nextRequest = 1;

  constructor(private readonly send: (message: FromDevice) => void) {}

  /** `name` fixes what the lab expects: the type arguments must be those of that port. */
  port<Command, Reply, Event>(name: PortName): RemotePort<Command, Reply, Event> {
    const listeners = new Set<(event: unknown) => void>();
    this.listeners.set(name, listeners);
    return {
      request: command =>
        new Promise((resolve, reject) => {
          const request = this.nextRequest++;
          this.waiting.set(request, { resolve: value => resolve(value as Reply), reject });
          this.send({ kind: 'request', port: name, request, command });
        }),
      subscribe: listener => {
        const entry = (event: unknown): void => listener(event as Event);
        listeners.add(entry);
        return () => {
          listeners.delete(entry);
        };
      },
    };
  }

  receive(message: Extract<ToDevice, { kind: 'reply' | 'failure' | 'event' }>): void {
    if (message.kind === 'event') {
      for (const listener of [...(this.listeners.get(message.port) ?? [])]) {
        listener(message.event);
      }
      return;
    }
    const waiting = this.waiting.get(message.request);
    this.waiting.delete(message.request);
    if (message.kind === 'reply') {
      waiting?.resolve(message.value);
    } else {
      waiting?.reject(new Error(message.message));
    }
  }
}
