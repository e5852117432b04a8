import type { WifiDialog } from './WifiApi.js';

/** The system dialogs on the device's screen. */
export class Dialogs {
  private shown: readonly WifiDialog[] = [];
  private nextId = 1;

  get open(): readonly WifiDialog[] {
    return this.shown;
  }

  show(dialog: Omit<WifiDialog, 'id'>): number {
    const id = this.nextId++;
    this.shown = [...this.shown, { id, ...dialog }];
    return id;
  }

  close(id: number | undefined): void {
    this.shown = this.shown.filter(dialog => dialog.id !== id);
  }
}
