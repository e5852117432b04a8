const PLACEHOLDER = /%(?:(\d+)\$)?([sdf%])/g;

/** Fills in `%s`, `%d`, `%f` in order, `%1$s` by position; `%%` is a percent sign. Without a parameter a placeholder stays. */
export function formatText(text: string, params: readonly unknown[]): string {
  let next = 0;
  return text.replace(PLACEHOLDER, (placeholder: string, position: string | undefined, kind: string) => {
    if (kind === '%') {
      return '%';
    }
    const index = position === undefined ? next++ : Number(position) - 1;
    return index < params.length ? String(params[index]) : placeholder;
  });
}
