import type { TreeNode } from '../../../previewer/src/arkui/tree.js';
import type { Bench, Screen } from './Bench.js';

const LIMIT_SECONDS = 30;
/** How long a person waits before another tap. */
const PATIENCE_SECONDS = 15;
const MOST_TRIES = 5;
const INPUTS = ['TextInput', 'TextArea', 'Search'];

/** One phone used as a person would: by taps, by text, by what can be read on it. */
export class Phone {
  private nextSequence = 1;

  constructor(
    readonly name: string,
    private readonly bench: () => Pick<Bench, 'waitFor' | 'trace'>,
    /** Anew for each use: a phone that was killed has another screen afterwards. */
    private readonly screen: () => Screen,
  ) {}

  get status(): Screen['status'] {
    return this.screen().status;
  }

  get dialogCount(): number {
    return this.status.dialogs.filter(({ kind }) => kind === 'connectionRequest').length;
  }

  /** Text of the component and what is in it; empty when it is not there. */
  read(id: string): string {
    const node = this.find(id);
    return node === undefined ? '' : words(node).join(' ');
  }

  has(id: string): boolean {
    return this.find(id) !== undefined;
  }

  async tap(id: string): Promise<void> {
    const node = await this.waitForNode(id);
    this.note(`taps ${id}`);
    this.screen().command({ kind: 'input', event: { kind: 'click', node: node.id } });
  }

  async type(id: string, text: string): Promise<void> {
    const node = inputIn(await this.waitForNode(id));
    if (node === undefined) {
      throw new Error(`${this.name}: '${id}' takes no text`);
    }
    this.screen().command({ kind: 'input', event: { kind: 'focus', node: node.id } });
    this.screen().command({ kind: 'input', event: { kind: 'text', node: node.id, text, sequence: this.nextSequence++ } });
    await this.until(`'${id}' to hold ${text}`, LIMIT_SECONDS, () => inputIn(this.find(id))?.props['text'] === text);
  }

  async turn(id: string, on: boolean): Promise<void> {
    const node = await this.waitForNode(id);
    if ((node.props['isOn'] === true) !== on) {
      this.screen().command({ kind: 'input', event: { kind: 'change', node: node.id, value: on } });
      await this.until(`'${id}' to turn`, LIMIT_SECONDS, () => (this.find(id)?.props['isOn'] === true) === on);
    }
  }

  /** Takes a document of the phone in the file picker of the system. */
  async pick(name: string): Promise<void> {
    await this.until('the file picker', LIMIT_SECONDS, () => this.status.picker !== undefined);
    this.screen().command({ kind: 'answerPicker', id: this.status.picker?.id ?? '', names: [name] });
  }

  back(): void {
    this.screen().command({ kind: 'input', event: { kind: 'back' } });
  }

  /** Waits until the component shows a text that matches, and notes that it does. */
  async sees(id: string, expected: RegExp, limitSeconds = LIMIT_SECONDS): Promise<string> {
    await this.until(`'${id}' to show ${expected}`, limitSeconds, () => expected.test(this.read(id)), () => this.read(id));
    this.bench().trace.add('shown', this.name, `${id} ${expected.source}`);
    return this.read(id);
  }

  async appears(id: string, limitSeconds = LIMIT_SECONDS): Promise<void> {
    await this.waitForNode(id, limitSeconds);
    this.bench().trace.add('shown', this.name, id);
  }

  async disappears(id: string, limitSeconds = LIMIT_SECONDS): Promise<void> {
    await this.until(`'${id}' to be gone`, limitSeconds, () => !this.has(id));
  }

  /** Answers the question whether another device may connect. */
  async answer(accepted: boolean, limitSeconds = LIMIT_SECONDS): Promise<void> {
    await this.until('a question', limitSeconds, () => this.dialogCount > 0);
    this.bench().trace.add('shown', this.name, 'connection request');
    const dialog = this.status.dialogs.find(({ kind }) => kind === 'connectionRequest');
    this.note(accepted ? 'accepts' : 'rejects');
    this.screen().command({ kind: 'answerDialog', id: dialog?.id ?? '', accepted });
    await this.until('the question to go', limitSeconds, () => this.dialogCount === 0);
  }

  /** Taps when it can, says yes to questions about permissions, and taps again after a while, until the condition holds. */
  async insist(id: string, condition: () => boolean): Promise<void> {
    for (let tries = 1; !condition(); tries++) {
      if (this.isUsable(id)) {
        await this.tap(id);
      }
      try {
        await this.until(`a tap on '${id}' to work`, PATIENCE_SECONDS, () => {
          this.sayYes(['permission']);
          return condition();
        });
      } catch (error) {
        if (tries === MOST_TRIES) {
          throw error;
        }
      }
    }
  }

  async until(what: string, limitSeconds: number, condition: () => boolean, seen = (): string => ''): Promise<void> {
    try {
      await this.bench().waitFor(`${this.name}: ${what}`, limitSeconds, condition);
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : String(error)}; last seen: '${seen()}'`);
    }
  }

  /** Answers what is asked at the moment. */
  sayYes(kinds: readonly string[] = ['permission', 'connectionRequest']): void {
    for (const { id } of this.status.dialogs.filter(({ kind }) => kinds.includes(kind))) {
      this.screen().command({ kind: 'answerDialog', id, accepted: true });
    }
  }

  private note(text: string): void {
    this.bench().trace.add('act', this.name, text);
  }

  private async waitForNode(id: string, limitSeconds = LIMIT_SECONDS): Promise<TreeNode> {
    await this.until(`'${id}'`, limitSeconds, () => this.isUsable(id));
    const node = this.find(id);
    if (node === undefined) {
      throw new Error(`${this.name}: '${id}' is gone again`);
    }
    return node;
  }

  private isUsable(id: string): boolean {
    const node = this.find(id);
    return node !== undefined && node.props['enabled'] !== false;
  }

  private find(id: string): TreeNode | undefined {
    return search(this.screen().tree(), node => node.props['id'] === id);
  }
}

function search(node: TreeNode, isWanted: (node: TreeNode) => boolean): TreeNode | undefined {
  if (isWanted(node)) {
    return node;
  }
  for (const child of node.children) {
    const found = search(child, isWanted);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function inputIn(node: TreeNode | undefined): TreeNode | undefined {
  return node && search(node, ({ type }) => INPUTS.includes(type));
}

function words(node: TreeNode): string[] {
  const own = ['content', 'label', 'text'].map(name => node.props[name]).filter(value => typeof value === 'string');
  return [...own, ...node.children.flatMap(words)];
}
