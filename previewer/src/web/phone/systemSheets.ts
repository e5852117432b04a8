import type { DeviceCommand, DeviceStatus, DocumentPicker, FileViewer } from '../../device/DeviceView.js';
import { element } from '../dom.js';
import { downloadLink, uploadDocument } from './documents.js';

interface Texts {
  choose: string;
  chooseHint: string;
  save: string;
  saveHint: string;
  cancel: string;
  confirmSave: string;
  sending: string;
  failed: string;
  close: string;
}

const TEXTS: Readonly<Record<'en' | 'zh', Texts>> = {
  en: {
    choose: 'Choose files', chooseHint: 'Files of this computer are copied to the phone.', save: 'Save file',
    saveHint: 'The file is saved among the phone’s documents.', cancel: 'Cancel', confirmSave: 'Save',
    sending: 'Copying …', failed: 'The files could not be copied to the phone.', close: 'Close',
  },
  zh: {
    choose: '选择文件', chooseHint: '本电脑上的文件会复制到手机。', save: '保存文件', saveHint: '文件将保存到手机的文档中。',
    cancel: '取消', confirmSave: '保存', sending: '正在复制…', failed: '无法将文件复制到手机。', close: '关闭',
  },
};

/** The system's sheet over the application: the document picker, or a file that the application has it show. */
export class SystemSheets {
  readonly element = element('div', { class: 'system-sheets' });
  private shown = '';

  constructor(private readonly device: string, private readonly command: (command: DeviceCommand) => void) {}

  show(status: DeviceStatus | undefined): void {
    const wanted = JSON.stringify([status?.picker, status?.viewer, status?.locale]);
    if (wanted === this.shown) {
      return;
    }
    this.shown = wanted;
    const texts = TEXTS[status?.locale.startsWith('zh') === true ? 'zh' : 'en'];
    const panels = [
      ...status?.viewer === undefined ? [] : [this.viewer(status.viewer, texts)],
      ...status?.picker === undefined ? [] : [this.picker(status.picker, texts)],
    ];
    this.element.replaceChildren(...panels.map(panel =>
      element('div', { class: 'ark-overlay' }, element('div', { class: 'ark-mask' }), panel)));
  }

  private picker(picker: DocumentPicker, texts: Texts): HTMLElement {
    const answer = (names: string[]): void => this.command({ kind: 'answerPicker', id: picker.id, names });
    const cancel = button('cancel', texts.cancel, () => answer([]));
    const attributes = { 'data-picker': picker.kind };
    if (picker.kind === 'save') {
      const name = element('input', { type: 'text', value: picker.suggestedNames[0] ?? '', 'aria-label': texts.save });
      const save = button('save', texts.confirmSave, () => name.value.trim() !== '' && answer([name.value.trim()]));
      return panel(attributes, texts.save, [notice(texts.saveHint), name], [cancel, save]);
    }
    const state = notice(texts.chooseHint);
    const input = element('input', {
      type: 'file', multiple: picker.most > 1, accept: acceptOf(picker.suffixes), 'aria-label': texts.choose,
    });
    input.addEventListener('change', () => void this.upload(input, state, texts, answer));
    return panel(attributes, texts.choose, [state, input], [cancel]);
  }

  private async upload(
    input: HTMLInputElement,
    state: HTMLElement,
    texts: Texts,
    answer: (names: string[]) => void,
  ): Promise<void> {
    const files = [...input.files ?? []];
    if (files.length === 0) {
      return;
    }
    input.disabled = true;
    state.textContent = texts.sending;
    try {
      const names: string[] = [];
      for (const file of files) {
        names.push(await uploadDocument(this.device, file));
      }
      answer(names);
    } catch {
      input.disabled = false;
      state.textContent = texts.failed;
    }
  }

  private viewer({ name, type }: FileViewer, texts: Texts): HTMLElement {
    const link = downloadLink(`viewed/${this.device}`, name);
    const close = button('close', texts.close, () => this.command({ kind: 'closeViewer' }));
    return panel({ 'data-viewer': name }, name, [notice(type), link], [close]);
  }
}

function panel(
  attributes: Record<string, string>,
  title: string,
  content: readonly HTMLElement[],
  buttons: readonly HTMLElement[],
): HTMLElement {
  return element(
    'div',
    { class: 'ark-panel is-dialog', role: 'dialog', 'aria-label': title, 'data-place': 'bottom', ...attributes },
    element('div', { class: 'ark-heading' }, title),
    ...content,
    element('div', { class: 'ark-choices' }, ...buttons),
  );
}

function notice(text: string): HTMLElement {
  return element('div', { class: 'ark-notice' }, text);
}

function button(action: string, label: string, run: () => void): HTMLElement {
  const created = element('button', { class: 'ark-choice', type: 'button', 'data-action': action }, label);
  created.addEventListener('click', run);
  return created;
}

/** A filter of the platform is a suffix or `description|suffix,suffix`; one for all files limits nothing. */
function acceptOf(filters: readonly string[]): string | undefined {
  const suffixes = filters.flatMap(filter => (filter.split('|').at(-1) ?? '').split(',')).map(suffix => suffix.trim());
  return suffixes.length > 0 && suffixes.every(suffix => /^\.\w+$/.test(suffix)) ? suffixes.join(',') : undefined;
}
