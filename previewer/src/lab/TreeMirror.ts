import { ROOT_NODE, type NodeId, type Patch, type TreeNode } from '../arkui/tree.js';

/** A copy of a device's component tree, kept up to date by its patches. */
export class TreeMirror {
  private root: TreeNode = emptyTree();
  private readonly nodes = new Map<NodeId, TreeNode>();
  private readonly parents = new Map<NodeId, TreeNode>();

  get tree(): TreeNode {
    return this.root;
  }

  replace(tree: TreeNode): void {
    this.nodes.clear();
    this.parents.clear();
    this.root = tree;
    this.index(tree);
  }

  apply(patches: readonly Patch[]): void {
    for (const patch of patches) {
      this.applyOne(patch);
    }
  }

  private applyOne(patch: Patch): void {
    if (patch.op === 'create') {
      const parent = this.nodes.get(patch.parent);
      if (parent !== undefined) {
        const node: TreeNode = { id: patch.id, type: patch.type, props: { ...patch.props }, children: [] };
        this.nodes.set(node.id, node);
        this.insert(node, parent, patch.index);
      }
      return;
    }
    const node = this.nodes.get(patch.id);
    if (node === undefined) {
      return;
    }
    if (patch.op === 'props') {
      Object.assign(node.props, patch.set);
      for (const name of patch.unset) {
        delete node.props[name];
      }
      return;
    }
    this.detach(node);
    if (patch.op === 'remove') {
      this.forget(node);
      return;
    }
    const parent = this.nodes.get(patch.parent);
    if (parent !== undefined) {
      this.insert(node, parent, patch.index);
    }
  }

  private insert(node: TreeNode, parent: TreeNode, index: number): void {
    parent.children.splice(index, 0, node);
    this.parents.set(node.id, parent);
  }

  private detach(node: TreeNode): void {
    const siblings = this.parents.get(node.id)?.children;
    siblings?.splice(siblings.indexOf(node), 1);
  }

  private index(node: TreeNode): void {
    this.nodes.set(node.id, node);
    for (const child of node.children) {
      this.parents.set(child.id, node);
      this.index(child);
    }
  }

  private forget(node: TreeNode): void {
    this.nodes.delete(node.id);
    this.parents.delete(node.id);
    node.children.forEach(child => this.forget(child));
  }
}

export function emptyTree(): TreeNode {
  return { id: ROOT_NODE, type: '$Root', props: {}, children: [] };
}
