import type { KitHost } from './KitHost.js';
import { partialKit } from './partialKit.js';

type EventId = string | number | { eventId: string | number };
type Listener = (event: { data?: unknown }) => void;

interface Registration {
  callback: Listener;
  once: boolean;
}

/** `emitter`: events within one realm, delivered later and in order. */
export function createEmitter(host: KitHost): object {
  const registrations = new Map<string | number, Registration[]>();
  const add = (event: EventId, callback: Listener, once: boolean): void => {
    const id = idOf(event);
    registrations.set(id, [...(registrations.get(id) ?? []), { callback, once }]);
  };
  return partialKit('emitter', {
    EventPriority: { IMMEDIATE: 0, HIGH: 1, LOW: 2, IDLE: 3 },
    on: (event: EventId, callback: Listener) => add(event, callback, false),
    once: (event: EventId, callback: Listener) => add(event, callback, true),
    off: (event: EventId, callback?: Listener) => {
      const id = idOf(event);
      const kept = (registrations.get(id) ?? []).filter(one => callback !== undefined && one.callback !== callback);
      registrations.set(id, kept);
    },
    emit: (event: EventId, ...rest: unknown[]) => {
      const id = idOf(event);
      const data = rest.at(-1) as { data?: unknown } | undefined;
      host.post(() => {
        const present = registrations.get(id) ?? [];
        registrations.set(id, present.filter(one => !one.once));
        present.forEach(one => one.callback({ data: data?.data }));
      });
    },
    getListenerCount: (event: EventId) => (registrations.get(idOf(event)) ?? []).length,
  });
}

function idOf(event: EventId): string | number {
  return typeof event === 'object' ? event.eventId : event;
}
