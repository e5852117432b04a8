import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeNode } from '../../previewer/src/arkui/tree.js';
import type { DeviceCommand, DeviceStatus } from '../../previewer/src/device/DeviceView.js';
import { documentsDirectoryOf } from '../../previewer/src/device/system/DeviceStorage.js';
import type { DeviceHost } from '../../previewer/src/lab/DeviceHost.js';

const LIMIT_MS = 30_000;

/** One phone of the bench, driven through ids, without a browser. */
export class BenchPhone {
  readonly host: DeviceHost;
  private readonly watchers = new Set<() => void>();

  constructor(
    readonly directory: string,
    createHost: (notify: () => void) => DeviceHost,
  ) {
    this.host = createHost(() => this.watchers.forEach(look => look()));
  }

  get processId(): number {
    return this.host.processId ?? 0;
  }

  get documents(): string {
    return documentsDirectoryOf(this.directory);
  }

  document(name: string): string {
    return join(this.documents, name);
  }

  get status(): DeviceStatus | undefined {
    return this.host.snapshot().status;
  }

  /** The uppermost component whose id matches. */
  find(id: string | RegExp): TreeNode | undefined {
    return this.findAll(id).at(-1);
  }

  /** The components whose id matches, in the order of the tree. */
  findAll(id: string | RegExp): TreeNode[] {
    const search = (node: TreeNode): TreeNode[] => {
      const own = node.props.id;
      const matches = typeof own === 'string' && (typeof id === 'string' ? own === id : id.test(own));
      return [...(matches ? [node] : []), ...node.children.flatMap(search)];
    };
    return search(this.host.snapshot().tree);
  }

  /** Everything that can be read on a component and in it. */
  read(id: string | RegExp): string {
    const node = this.find(id);
    return node === undefined ? '' : textsIn(node).join(' ');
  }

  /** Resolves at the first news after which `look` finds something. */
  until<T>(look: () => T | undefined | false, what: string, limitMilliseconds = LIMIT_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.watchers.delete(check);
        reject(new Error(`${this.host.id}: waited ${limitMilliseconds} ms for ${what}.\n${this.describe()}`));
      }, limitMilliseconds);
      const check = (): void => {
        const found = look();
        if (found !== undefined && found !== false) {
          clearTimeout(limit);
          this.watchers.delete(check);
          resolve(found);
        }
      };
      this.watchers.add(check);
      check();
    });
  }

  command(command: DeviceCommand): void {
    this.host.command(command);
  }

  /** Waits until the component is there and takes taps. */
  async tap(id: string | RegExp): Promise<void> {
    const node = await this.until(() => {
      const found = this.find(id);
      return found?.props.enabled !== false && found;
    }, `'${String(id)}' to take taps`);
    this.command({ kind: 'input', event: { kind: 'click', node: node.id } });
  }

  back(): void {
    this.command({ kind: 'input', event: { kind: 'back' } });
  }

  /** Says yes to whatever the system asks from now on. */
  allowEverything(): void {
    const answered = new Set<string>();
    this.watchers.add(() => {
      for (const { id } of this.status?.dialogs ?? []) {
        if (!answered.has(id)) {
          answered.add(id);
          this.command({ kind: 'answerDialog', id, accepted: true });
        }
      }
    });
  }

  /** Resident memory of its process, in bytes. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.host.processId}/status`, 'utf8');
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1]) * 1_024;
  }

  private describe(): string {
    const { process, status, log, tree } = this.host.snapshot();
    const lines = log.slice(-15).map(({ level, tag, text }) => `${level} ${tag}: ${text}`);
    const screen = textsIn(tree).join(' | ');
    return [JSON.stringify(process), JSON.stringify(status?.application), screen, ...lines].join('\n');
  }
}

function textsIn(node: TreeNode): string[] {
  return [node.props.content, node.props.label].filter(isText).concat(node.children.flatMap(textsIn));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
