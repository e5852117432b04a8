import type { SocketRealm } from './SocketRealm.js';

/**
 * The handlers of one socket object, by event. `on` and `off` take what the SDK's overloads allow and ignore the rest.
 */
export class Handlers {
  private readonly byType = new Map<string, ((payload: never) => void)[]>();

  constructor(
    private readonly realm: SocketRealm,
    private readonly onAdded: (type: string) => void = () => undefined,
  ) {}

  readonly on = (type: string, handler: unknown): void => {
    if (typeof handler === 'function') {
      this.byType.set(type, [...(this.byType.get(type) ?? []), handler as (payload: never) => void]);
      this.onAdded(type);
    }
  };

  readonly off = (type: string, handler?: unknown): void => {
    this.byType.set(type, handler ? (this.byType.get(type) ?? []).filter(known => known !== handler) : []);
  };

  has(type: string): boolean {
    return (this.byType.get(type) ?? []).length > 0;
  }

  /** Calls those who are registered when the realm's turn comes. */
  emit(type: string, payload?: unknown): void {
    this.realm.post(() => this.call(type, payload));
  }

  /** As `emit`, and at once where nothing else waits: what came is looked at while the processor still has it. */
  dispatch(type: string, payload: unknown): void {
    this.realm.dispatch(() => this.call(type, payload));
  }

  private call(type: string, payload: unknown): void {
    for (const handler of this.byType.get(type) ?? []) {
      handler(payload as never);
    }
  }
}
