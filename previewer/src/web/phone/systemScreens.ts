import type { CrashReport } from '../../device/DeviceView.js';
import type { ProcessState } from '../../lab/protocol.js';
import { icon } from '../components/symbols.js';
import { element } from '../dom.js';

const WARNING = 'M12 4 2.5 20h19zM12 10v5M12 17.5h.01';

/** What stands where an application that crashed has been: the error with its place in the source. */
export function crashScreen(
  { message, stack, file, line }: CrashReport,
  label: string,
  restart: () => void,
): HTMLElement {
  const place =
    file === undefined
      ? []
      : [element('code', { class: 'crash-place' }, line === undefined ? file : `${file}:${line}`)];
  return element(
    'div',
    { class: 'system-screen is-crash', role: 'alert' },
    element('div', { class: 'system-sign' }, icon(WARNING)),
    element('h3', {}, `${label} has stopped`),
    element('p', { class: 'crash-message' }, message),
    ...place,
    element('pre', {}, stack),
    action('restart', 'Restart', restart),
  );
}

export function homeScreen(label: string, launch: () => void): HTMLElement {
  const tile = element(
    'button',
    { class: 'app-tile', type: 'button', 'data-action': 'launch' },
    element('i', {}, [...label][0] ?? ''),
    element('span', {}, label),
  );
  tile.addEventListener('click', launch);
  return element('div', { class: 'system-screen is-home' }, tile);
}

export function startingScreen({ state }: ProcessState): HTMLElement {
  const text = state === 'waiting' ? 'Waiting for the project to be built' : 'Starting';
  return element('div', { class: 'system-screen' }, element('div', { class: 'boot' }), element('p', {}, text));
}

export function endedScreen(reason: string, restart: () => void): HTMLElement {
  return element(
    'div',
    { class: 'system-screen is-crash', role: 'alert' },
    element('div', { class: 'system-sign' }, icon(WARNING)),
    element('h3', {}, 'This phone’s process has ended'),
    element('pre', {}, reason),
    action('restart', 'Start the phone again', restart),
  );
}

function action(name: string, label: string, run: () => void): HTMLElement {
  const button = element('button', { class: 'ark-Button', type: 'button', 'data-action': name }, label);
  button.addEventListener('click', run);
  return button;
}
