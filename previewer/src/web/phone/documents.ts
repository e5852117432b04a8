import { element } from '../dom.js';

/** Where a document of a phone is downloaded from; relative to the page's base, which holds the token. */
export function documentAddress(device: string, name: string): string {
  return `documents/${device}/${encodeURIComponent(name)}`;
}

export function downloadLink(address: string, name: string): HTMLElement {
  return element('a', { href: address, download: name, 'data-document': name }, name);
}

/** Puts a file of the person at the browser among the phone's documents; resolves with the name it got there. */
export async function uploadDocument(device: string, file: File): Promise<string> {
  const name = file.name.replace(/^\.+/, '').replace(/[/\\]/g, '_') || 'file';
  const response = await fetch(documentAddress(device, name), { method: 'POST', body: file });
  if (response.status !== 201) {
    throw new Error(`The lab answered ${response.status}.`);
  }
  const { name: given } = await response.json() as { name: string };
  return given;
}
