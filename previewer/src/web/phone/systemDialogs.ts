import type { DeviceStatus } from '../../device/DeviceView.js';
import { element } from '../dom.js';

interface Answers {
  accept: string;
  reject: string;
}

const ANSWERS: Readonly<Record<'connectionRequest' | 'permission', Record<'en' | 'zh', Answers>>> = {
  connectionRequest: { en: { accept: 'Accept', reject: 'Reject' }, zh: { accept: '接受', reject: '拒绝' } },
  permission: { en: { accept: 'Allow', reject: 'Don’t allow' }, zh: { accept: '允许', reject: '禁止' } },
};

/** The system's questions, the oldest on top: the others follow when it is answered. */
export function systemDialogs(
  status: DeviceStatus | undefined,
  answer: (id: string, accepted: boolean) => void,
): HTMLElement {
  const dialog = status?.dialogs[0];
  if (status === undefined || dialog === undefined) {
    return element('div');
  }
  const { id, kind, title, text } = dialog;
  const { accept, reject } = ANSWERS[kind][status.locale.startsWith('zh') ? 'zh' : 'en'];
  const button = (action: 'accept' | 'reject', label: string): HTMLElement => {
    const created = element('button', { class: 'ark-choice', type: 'button', 'data-action': action }, label);
    created.addEventListener('click', () => answer(id, action === 'accept'));
    return created;
  };
  const panel = element(
    'div',
    {
      class: 'ark-panel is-dialog',
      'data-dialog': kind,
      role: 'alertdialog',
      'aria-label': title,
      'data-place': 'bottom',
    },
    element('div', { class: 'ark-heading' }, title),
    element('div', { class: 'ark-notice' }, text),
    element('div', { class: 'ark-choices' }, button('reject', reject), button('accept', accept)),
  );
  const drawn = JSON.stringify([id, title, text, status.locale]);
  return element('div', { class: 'ark-overlay', 'data-drawn': drawn }, element('div', { class: 'ark-mask' }), panel);
}
