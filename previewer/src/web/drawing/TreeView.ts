import { ROOT_NODE, type JsonValue, type NodeId, type Patch, type TreeNode } from '../../arkui/tree.js';
import { createDrawing } from '../components/registry.js';
import { markFilling } from './filling.js';
import type { Surface, ViewNode } from './ViewNode.js';

/** Keeps the elements on a phone's screen in step with a component tree and its patches. */
export class TreeView {
  private readonly nodes = new Map<NodeId, ViewNode>();
  private readonly changed = new Set<ViewNode>();

  /** @param host holds the root's element */
  constructor(
    private readonly surface: Surface,
    private readonly host: HTMLElement,
  ) {}

  get(id: NodeId): ViewNode | undefined {
    return this.nodes.get(id);
  }

  replace(tree: TreeNode): void {
    this.nodes.forEach(node => node.drawing.dispose());
    this.nodes.clear();
    this.changed.clear();
    const root = this.adopt(tree, undefined);
    this.redraw();
    this.host.replaceChildren(root.drawing.element);
  }

  apply(patches: readonly Patch[]): void {
    for (const patch of patches) {
      this.applyOne(patch);
    }
    this.redraw();
  }

  private applyOne(patch: Patch): void {
    if (patch.op === 'create') {
      const parent = this.nodes.get(patch.parent);
      if (parent !== undefined) {
        const node = this.create(patch.id, patch.type, { ...patch.props });
        this.insert(node, parent, patch.index);
      }
      return;
    }
    const node = this.nodes.get(patch.id);
    if (node === undefined || node.id === ROOT_NODE) {
      return;
    }
    switch (patch.op) {
      case 'props':
        Object.assign(node.props, patch.set);
        patch.unset.forEach(name => delete node.props[name]);
        this.mark(node);
        break;
      case 'move': {
        const parent = this.nodes.get(patch.parent);
        this.detach(node);
        if (parent !== undefined) {
          this.insert(node, parent, patch.index);
        }
        break;
      }
      case 'remove':
        this.detach(node);
        this.forget(node);
    }
  }

  private adopt(tree: TreeNode, parent: ViewNode | undefined): ViewNode {
    const node = this.create(tree.id, tree.type, { ...tree.props });
    node.parent = parent;
    node.children = tree.children.map(child => this.adopt(child, node));
    return node;
  }

  private create(id: NodeId, type: string, props: Record<string, JsonValue>): ViewNode {
    const node = createDrawing({ id, type, props }, this.surface);
    this.nodes.set(id, node);
    this.changed.add(node);
    return node;
  }

  private insert(node: ViewNode, parent: ViewNode, index: number): void {
    node.parent = parent;
    parent.children.splice(index, 0, node);
    this.mark(node);
  }

  private detach(node: ViewNode): void {
    const siblings = node.parent?.children;
    if (siblings !== undefined) {
      siblings.splice(siblings.indexOf(node), 1);
      this.markFrom(node.parent);
    }
  }

  private forget(node: ViewNode): void {
    this.nodes.delete(node.id);
    this.changed.delete(node);
    node.drawing.dispose();
    node.children.forEach(child => this.forget(child));
  }

  private mark(node: ViewNode): void {
    this.changed.add(node);
    this.markFrom(node.parent);
  }

  /** A parent may draw something of its children: a tab bar, say. Groups pass that on to the next real parent. */
  private markFrom(node: ViewNode | undefined): void {
    for (let parent = node; parent !== undefined; parent = parent.parent) {
      this.changed.add(parent);
      if (!parent.drawing.isGroup && parent.type !== '$Slot') {
        break;
      }
    }
  }

  private redraw(): void {
    for (const node of this.changed) {
      node.drawing.update();
    }
    this.changed.clear();
    const root = this.nodes.get(ROOT_NODE);
    if (root !== undefined) {
      markFilling(root);
    }
  }
}
