/** How creation arguments become named values. */
type Creation = (args: unknown[]) => Record<string, unknown>;

export function optionsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** `Column({ space: 8 })`: the options are the properties. */
export const fromOptions: Creation = args => optionsOf(args[0]);

/** `Divider()`. */
export const withoutArguments: Creation = () => ({});

/** `Text('hello', { controller })`: the first argument under a name, then options. */
export function first(name: string): Creation {
  return args => ({ ...optionsOf(args[1]), [name]: args[0] });
}
