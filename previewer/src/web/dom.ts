type Attributes = Record<string, string | boolean | undefined>;

/** A new element; attributes that are false or undefined are left out, true ones stand without a value. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  setAttributes(created, attributes);
  created.append(...children);
  return created;
}

export function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) {
      target.removeAttribute(name);
    } else if (target.getAttribute(name) !== (value === true ? '' : value)) {
      target.setAttribute(name, value === true ? '' : value);
    }
  }
}

/** Makes `wanted` the children of `parent`, in order; what is in place is not touched: it keeps focus and scroll. */
export function placeChildren(parent: Element, wanted: readonly Element[]): void {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) {
    if (!keep.has(child)) {
      child.remove();
    }
  }
  wanted.forEach((child, index) => {
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
  });
}
