/** The argument that `this.x!!` becomes. */
export class TwoWayBinding {
  constructor(readonly get: () => unknown, readonly set: (value: unknown) => void) {}
}

/** An object literal given to a builder: its fields are read anew by every node that uses them. */
export function byReference(getters: Record<string, () => unknown>): object {
  const parameters = {};
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(parameters, name, { enumerable: true, configurable: true, get });
  }
  return parameters;
}
