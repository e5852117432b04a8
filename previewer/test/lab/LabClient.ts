import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import type { TreeNode } from '../../src/arkui/tree.js';
import type { DeviceSnapshot, LabMessage, PageMessage } from '../../src/lab/protocol.js';

const LIMIT_MS = 20_000;

/** A page without a browser: it hears what the lab tells and sends what a person does. */
export class LabClient {
  readonly messages: LabMessage[] = [];
  private readonly socket: WebSocket;

  constructor(url: string) {
    const { host, origin, search } = new URL(url);
    this.socket = new WebSocket(`ws://${host}/${search}`, { origin });
    this.socket.on('message', data => this.messages.push(JSON.parse(String(data)) as LabMessage));
  }

  async hello(): Promise<Extract<LabMessage, { kind: 'hello' }>> {
    return until(() => this.messages.find(message => message.kind === 'hello'), 'a hello');
  }

  send(message: PageMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  close(): void {
    this.socket.close();
  }
}

/** The first result of `look` that is something. */
export async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) {
      return found;
    }
    assert.ok(Date.now() < deadline, `waited ${LIMIT_MS} ms for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

export function findById(device: DeviceSnapshot | undefined, id: string): TreeNode | undefined {
  const search = (node: TreeNode): TreeNode | undefined =>
    node.props.id === id ? node : node.children.map(search).find(found => found !== undefined);
  return device && search(device.tree);
}
