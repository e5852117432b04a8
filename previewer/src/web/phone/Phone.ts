import { ROOT_NODE, type Patch, type TreeNode } from '../../arkui/tree.js';
import type { DeviceCommand, DeviceStatus } from '../../device/DeviceView.js';
import type { ProcessState } from '../../lab/protocol.js';
import { element, placeChildren } from '../dom.js';
import { TreeView } from '../drawing/TreeView.js';
import type { ViewNode } from '../drawing/ViewNode.js';
import { StatusBar } from './StatusBar.js';
import { crashScreen, endedScreen, homeScreen, startingScreen } from './systemScreens.js';
import { systemDialogs } from './systemDialogs.js';
import { SystemSheets } from './systemSheets.js';

/** A phone's body with its screen: status bar, application, system dialogs and the back gesture. */
export class Phone {
  readonly element: HTMLElement;
  private readonly screen = element('div', { class: 'screen', 'data-theme': 'light' });
  private readonly statusBar = new StatusBar();
  private readonly application = element('div', { class: 'application' });
  private readonly system = element('div', { class: 'system' });
  private readonly dialogs = element('div', { class: 'system-dialogs' });
  private readonly sheets: SystemSheets;
  private readonly tree: TreeView;
  private status: DeviceStatus | undefined;
  private process: ProcessState = { state: 'waiting' };

  constructor(
    device: string,
    private readonly command: (command: DeviceCommand) => void,
    private readonly restartPhone: () => void,
  ) {
    this.sheets = new SystemSheets(device, command);
    this.tree = new TreeView(
      { screen: this.screen, send: event => command({ kind: 'input', event }) },
      this.application,
    );
    const back = element('button', {
      class: 'back-gesture',
      type: 'button',
      'aria-label': 'Back',
      'data-action': 'back',
    });
    back.addEventListener('click', () => command({ kind: 'input', event: { kind: 'back' } }));
    const { element: sheets } = this.sheets;
    this.screen.append(this.statusBar.element, this.application, this.system, back, sheets, this.dialogs);
    this.element = element('div', { class: 'phone' }, element('i', { class: 'camera' }), this.screen);
    this.application.addEventListener('click', event => this.tap(event));
    this.application.addEventListener('keydown', event => this.press(event));
  }

  showTree(tree: TreeNode): void {
    this.tree.replace(tree);
    this.paintWindow();
  }

  apply(patches: readonly Patch[]): void {
    this.tree.apply(patches);
    this.paintWindow();
  }

  showProcess(process: ProcessState): void {
    this.process = process;
    if (process.state !== 'running') {
      this.status = undefined;
      this.statusBar.clear();
    }
    this.drawSystem();
  }

  showStatus(status: DeviceStatus): void {
    this.status = status;
    this.screen.dataset.theme = status.colorMode;
    this.screen.lang = status.locale;
    this.statusBar.show(status);
    this.drawSystem();
    this.paintWindow();
  }

  private drawSystem(): void {
    const { status, command } = this;
    const screen = this.systemScreen();
    placeChildren(this.system, screen === undefined ? [] : [screen]);
    this.application.hidden = screen !== undefined;
    this.sheets.show(status);
    const shown = systemDialogs(status, (id, accepted) => command({ kind: 'answerDialog', id, accepted }));
    if (shown.dataset.drawn !== this.dialogs.firstElementChild?.getAttribute('data-drawn')) {
      this.dialogs.replaceChildren(...(status?.dialogs.length ? [shown] : []));
    }
  }

  /** What the system shows in place of an application that is not there. */
  private systemScreen(): HTMLElement | undefined {
    const { process, status } = this;
    if (process.state === 'ended') {
      return endedScreen(process.reason, this.restartPhone);
    }
    if (process.state !== 'running' || status === undefined) {
      return startingScreen(process);
    }
    const { application, label, foreground } = status;
    const launch = (): void => this.command({ kind: 'launch' });
    if (application.state === 'crashed') {
      return crashScreen(application.error, label, launch);
    }
    return application.state === 'notRunning' || !foreground ? homeScreen(label, launch) : undefined;
  }

  /** The runtime decides what a tap on the innermost component means. */
  private tap(event: Event): void {
    const node = this.nodeAt(event.target);
    if (node !== undefined && node.id !== ROOT_NODE) {
      this.command({ kind: 'input', event: { kind: 'click', node: node.id } });
    }
  }

  /** Switches and tabs are no native buttons: the keyboard reaches them here. */
  private press(event: KeyboardEvent): void {
    const { target } = event;
    if (
      (event.key === 'Enter' || event.key === ' ') &&
      target instanceof HTMLElement &&
      target.matches('[tabindex="0"]')
    ) {
      event.preventDefault();
      target.click();
    }
  }

  private nodeAt(target: EventTarget | null): ViewNode | undefined {
    const drawn = target instanceof Element ? target.closest('[data-node]') : null;
    return this.tree.get(Number(drawn?.getAttribute('data-node')));
  }

  /** The bars of the system take the colour of the page below them. */
  private paintWindow(): void {
    requestAnimationFrame(() => {
      const boxes = [
        ...this.application.querySelectorAll('.ark-Page .ark:not(.is-group), .ark-Page .ark-NavDestination'),
      ].filter(box => box.clientWidth === this.screen.clientWidth && box.clientHeight > this.screen.clientHeight / 2);
      const painted = boxes
        .map(box => getComputedStyle(box).backgroundColor)
        .filter(colour => colour !== 'rgba(0, 0, 0, 0)');
      this.screen.style.backgroundColor = painted.at(-1) ?? '';
    });
  }
}
