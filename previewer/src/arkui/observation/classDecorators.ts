import { observed, targetOf } from './collections.js';
import { startComputed, startMonitor, type Monitor } from './monitors.js';
import { trackKey, triggerKey } from './reactive.js';
import type { Scheduler } from './Scheduler.js';

interface ClassDefinition {
  monitors: { method: string; paths: string[] }[];
  computed: string[];
}

type Constructor = abstract new (...args: never[]) => object;

/** `@ObservedV2 @Trace @Monitor @Computed @Type` as classes use them. */
export interface ClassDecorators {
  ObservedV2(type: Constructor): Constructor;
  Trace(prototype: object, name: string): void;
  Monitor(...paths: string[]): (prototype: object, name: string) => void;
  Computed(prototype: object, name: string): void;
  Type(type: unknown): (prototype: object, name: string) => void;
}

/** Monitors and computed values of an object start in the flush after its construction, as on the platform. */
export function createClassDecorators(scheduler: Scheduler): ClassDecorators {
  const definitions = new WeakMap<object, ClassDefinition>();

  const definitionOf = (prototype: object): ClassDefinition => {
    const known = definitions.get(prototype);
    if (known !== undefined) {
      return known;
    }
    const definition: ClassDefinition = { monitors: [], computed: [] };
    definitions.set(prototype, definition);
    return definition;
  };

  const start = (instance: object, definition: ClassDefinition): void => {
    for (const name of definition.computed) {
      startComputed(scheduler, instance, name);
    }
    for (const { method, paths } of definition.monitors) {
      const body = (instance as Record<string, (monitor: Monitor) => void>)[method];
      if (body !== undefined) {
        startMonitor(scheduler, instance, paths, body);
      }
    }
  };

  return {
    ObservedV2(type) {
      const definition = definitions.get(type.prototype as object);
      if (definition === undefined) {
        return type;
      }
      return new Proxy(type, {
        construct(target, args, newTarget) {
          const instance = Reflect.construct(target as new (...args: unknown[]) => object, args, newTarget);
          scheduler.post(() => start(instance, definition));
          return instance;
        },
      });
    },
    Trace: defineTrace,
    Monitor: (...paths) => (prototype, method) => {
      definitionOf(prototype).monitors.push({ method, paths });
    },
    Computed(prototype, name) {
      definitionOf(prototype).computed.push(name);
    },
    Type: () => () => undefined,
  };
}

/** The value lives in an own property `__ob_name`, as on the platform: `JSON.stringify` shows that name there, too. */
function defineTrace(prototype: object, name: string): void {
  const stored = `__ob_${name}`;
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: Record<string, unknown>) {
      trackKey(this, name);
      return observed(this[stored]);
    },
    set(this: Record<string, unknown>, value: unknown) {
      const isSame = Object.hasOwn(this, stored) && Object.is(targetOf(this[stored]), targetOf(value));
      if (!isSame) {
        this[stored] = value;
        triggerKey(this, name);
      }
    },
  });
}
