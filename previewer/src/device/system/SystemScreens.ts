import type { PickRequest, ScreenPort, ViewedFile } from '../../kits/KitHost.js';
import type { DocumentPicker, FileViewer } from '../DeviceView.js';
import { isDocumentName } from './documentNames.js';
import type { DeviceStorage } from './DeviceStorage.js';

interface OpenPicker {
  id: string;
  request: PickRequest;
  answer(names: string[]): void;
}

/** The system's own screens over the application: the document picker and the viewer of a file. */
export class SystemScreens implements ScreenPort {
  private pickers: OpenPicker[] = [];
  private viewed: FileViewer | undefined;
  private isKeptOn = false;
  private nextId = 1;

  constructor(private readonly storage: DeviceStorage, private readonly onChange: () => void) {}

  /** The one on top; others follow when it is answered. */
  get picker(): DocumentPicker | undefined {
    const top = this.pickers[0];
    if (top === undefined) {
      return undefined;
    }
    const { kind, suggestedNames, suffixes, most } = top.request;
    return { id: top.id, kind, suggestedNames: [...suggestedNames], suffixes: [...suffixes], most };
  }

  get viewer(): FileViewer | undefined {
    return this.viewed;
  }

  get keepsScreenOn(): boolean {
    return this.isKeptOn;
  }

  pick(request: PickRequest): Promise<string[]> {
    return new Promise(resolve => {
      this.pickers.push({ id: `picker-${this.nextId++}`, request, answer: resolve });
      this.onChange();
    });
  }

  view({ name, type, hostPath }: ViewedFile): void {
    this.viewed = { name, type, path: this.storage.relativePath(hostPath) };
    this.onChange();
  }

  keepOn(isKept: boolean): void {
    this.isKeptOn = isKept;
    this.onChange();
  }

  /** No names: cancelled. Names that no document can have are left out, and so is a picker that is gone already. */
  answerPicker(id: string, names: readonly string[]): void {
    const picker = this.pickers.find(one => one.id === id);
    if (picker === undefined) {
      return;
    }
    const { kind, most } = picker.request;
    const possible = names.filter(isDocumentName).slice(0, most);
    const present = this.storage.documents();
    const chosen = kind === 'save'
      ? possible.map(name => this.storage.createDocument(name))
      : possible.filter(name => present.includes(name));
    chosen.forEach(name => this.storage.grant(name));
    this.pickers = this.pickers.filter(one => one !== picker);
    picker.answer(chosen);
    this.onChange();
  }

  closeViewer(): void {
    this.viewed = undefined;
    this.onChange();
  }

  /** The application is gone, and what it asked for with it. */
  withdraw(): void {
    this.pickers = [];
    this.isKeptOn = false;
  }
}
