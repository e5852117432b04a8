import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledHap } from '../../../previewer/src/arkts/Hap.js';
import type { TreeNode } from '../../../previewer/src/arkui/tree.js';
import type { VirtualDevice } from '../../../previewer/src/device/VirtualDevice.js';
import type { Bench, Screen } from '../../radio/scenarios/Bench.js';
import { Phone } from '../../radio/scenarios/Phone.js';

const RECEIVED = 'application/el2/base/haps/entry/files/received';
const ROW = /^transfer-/;

/** A device's screen that is only read again when it has changed. */
class StillScreen implements Screen {
  private seen: TreeNode | undefined;

  constructor(private readonly device: VirtualDevice) {
    device.subscribe(({ kind }) => {
      if (kind === 'patches' || kind === 'tree') {
        this.seen = undefined;
      }
    });
  }

  get status(): Screen['status'] {
    return this.device.status;
  }

  tree(): TreeNode {
    this.seen ??= this.device.tree();
    return this.seen;
  }

  log(): ReturnType<Screen['log']> {
    return this.device.log();
  }

  command(command: Parameters<Screen['command']>[0]): void {
    this.device.command(command);
  }
}

/** A phone whose person sends and receives files, with a look at what really lies on its storage. */
export class TransferPhone extends Phone {
  private readonly screenTree: () => TreeNode;

  constructor(
    readonly device: VirtualDevice,
    bench: () => Pick<Bench, 'waitFor' | 'trace'>,
    private readonly directory: string,
    private readonly hap: CompiledHap,
  ) {
    const screen = new StillScreen(device);
    super(device.status.name, bench, () => screen);
    this.screenTree = () => screen.tree();
  }

  /** Chooses documents that lie on the phone, to be sent over the open session. */
  async choose(button: string, files: { name: string; content: Buffer }[]): Promise<void> {
    for (const { name, content } of files) {
      writeFileSync(join(this.device.storage.documentsDirectory, name), content);
    }
    await this.tap(button);
    await this.until('the file picker', 30, () => this.status.picker !== undefined);
    const names = files.map(({ name }) => name);
    this.device.command({ kind: 'answerPicker', id: this.status.picker?.id ?? '', names });
  }

  async send(...files: { name: string; content: Buffer }[]): Promise<void> {
    await this.choose('sendFileButton', files);
  }

  async accept(): Promise<void> {
    await this.tap('offerAcceptButton');
    await this.disappears('offerDialog');
  }

  /** Takes a choice of the application's dialog. */
  async confirm(label: string): Promise<void> {
    const indexIn = ({ props: { buttons } }: TreeNode): number =>
      Array.isArray(buttons) ? buttons.findIndex(button => JSON.stringify(button).includes(`"${label}"`)) : -1;
    const dialog = (): TreeNode | undefined => this.all().find(node => indexIn(node) >= 0);
    await this.until(`'${label}'`, 10, () => dialog() !== undefined);
    const node = dialog();
    if (node !== undefined) {
      this.device.command({ kind: 'input', event: { kind: 'choose', node: node.id, index: indexIn(node) } });
    }
  }

  /** The application's process ends without its life cycle, as when the system kills it, and is started again. */
  restartApplication(): void {
    this.device.setHap(this.hap);
  }

  /** Ids of the transfers on the page, in their order. */
  get transfers(): string[] {
    return this.ids(ROW);
  }

  /** The newest transfer on the page. */
  get transfer(): string {
    return this.transfers.at(-1) ?? '';
  }

  /** What the newest transfer's row says. */
  get row(): string {
    return this.read(this.transfer);
  }

  /** How much of the newest transfer the row calls stored, in percent; -1 when it says nothing of it. */
  get percent(): number {
    return this.percentOf(this.transfer);
  }

  percentOf(transfer: string): number {
    return Number(/(\d+) %/.exec(this.read(transfer))?.[1] ?? -1);
  }

  async seesRow(expected: RegExp, limitSeconds = 60): Promise<void> {
    await this.until(`a transfer that shows ${expected}`, limitSeconds, () => expected.test(this.row), () => this.row);
  }

  /** Ids of components that match, in the order of the tree. */
  ids(pattern: RegExp): string[] {
    const ids = this.all().map(({ props }) => props['id']);
    return ids.filter(id => typeof id === 'string').filter(id => pattern.test(id));
  }

  /** Names and sizes of what lies in the folder of received files under a final name. */
  get received(): Map<string, number> {
    return listFiles(this.receivedDirectory);
  }

  /** The incomplete files behind the scenes. */
  get partials(): Map<string, number> {
    const all = listFiles(join(this.receivedDirectory, '.incomplete'));
    return new Map([...all].filter(([name]) => name.endsWith('.part')));
  }

  /** Bytes of all received files, complete or not. */
  get storedBytes(): number {
    return [...this.received.values(), ...this.partials.values()].reduce((sum, size) => sum + size, 0);
  }

  /** SHA-256 of a received file. */
  hashOf(name: string): string {
    return sha256(readFileSync(join(this.receivedDirectory, name)));
  }

  get hasCrashed(): boolean {
    return this.status.application.state === 'crashed';
  }

  /** Every component on the screen, in the order of the tree. */
  private all(): TreeNode[] {
    const nodes: TreeNode[] = [];
    const visit = (node: TreeNode): void => {
      nodes.push(node);
      node.children.forEach(visit);
    };
    visit(this.screenTree());
    return nodes;
  }

  private get receivedDirectory(): string {
    return join(this.directory, RECEIVED);
  }
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function listFiles(directory: string): Map<string, number> {
  if (!existsSync(directory)) {
    return new Map();
  }
  return new Map(readdirSync(directory, { withFileTypes: true }).filter(entry => entry.isFile())
    .map(({ name }) => [name, statSync(join(directory, name)).size]));
}
