import { ROOT_NODE, type NodeId, type Patch, type TreeNode } from '../tree.js';
import { ViewNode, type Props } from './ViewNode.js';

/** The mounted nodes of one instance, and the patches that have not been handed out yet. */
export class NodeTree {
  readonly root = new ViewNode(ROOT_NODE, '$Root');
  private readonly nodes = new Map<NodeId, ViewNode>([[ROOT_NODE, this.root]]);
  private patches: Patch[] = [];
  private nextId = ROOT_NODE + 1;

  /** @param changed is called when there is something to hand out */
  constructor(private readonly changed: () => void) {
    this.root.isAnnounced = true;
  }

  get(id: NodeId): ViewNode | undefined {
    return this.nodes.get(id);
  }

  /** An identity for something that is no node of the tree but can be tapped, such as a dialog's button. */
  takeId(): NodeId {
    return this.nextId++;
  }

  /** A new node in `parent`, told to nobody before `announce`. */
  create(type: string, parent: ViewNode, index = parent.children.length): ViewNode {
    const node = new ViewNode(this.takeId(), type);
    node.parent = parent;
    parent.children.splice(index, 0, node);
    this.nodes.set(node.id, node);
    return node;
  }

  announce(node: ViewNode): void {
    const parent = node.parent;
    if (parent === undefined || node.isAnnounced) {
      return;
    }
    node.isAnnounced = true;
    node.shown = present(node);
    const index = parent.children.indexOf(node);
    this.push({ op: 'create', id: node.id, type: node.type, parent: parent.id, index, props: node.shown });
  }

  /** Creates and announces a node that only groups. */
  group(type: string, parent: ViewNode, index?: number, props: Props = {}): ViewNode {
    const node = this.create(type, parent, index);
    node.declared = props;
    this.announce(node);
    return node;
  }

  /** Tells what has changed in the node's properties. */
  refresh(node: ViewNode): void {
    if (!node.isAnnounced || node.isDisposed) {
      return;
    }
    const next = present(node);
    const set: Props = {};
    for (const [name, value] of Object.entries(next)) {
      if (!isSameJson(node.shown[name], value)) {
        set[name] = value;
      }
    }
    const unset = Object.keys(node.shown).filter(name => !(name in next));
    if ('text' in set && 'textSequence' in next) {
      set['textSequence'] = next['textSequence'] ?? 0;
    }
    node.shown = next;
    if (Object.keys(set).length > 0 || unset.length > 0) {
      this.push({ op: 'props', id: node.id, set, unset });
    }
  }

  move(node: ViewNode, index: number): void {
    const parent = node.parent;
    const from = parent?.children.indexOf(node) ?? -1;
    if (parent === undefined || from === index) {
      return;
    }
    parent.children.splice(from, 1);
    parent.children.splice(index, 0, node);
    this.push({ op: 'move', id: node.id, parent: parent.id, index });
  }

  remove(node: ViewNode): void {
    if (node.isDisposed) {
      return;
    }
    const siblings = node.parent?.children;
    siblings?.splice(siblings.indexOf(node), 1);
    this.dispose(node);
    if (node.isAnnounced) {
      this.push({ op: 'remove', id: node.id });
    }
  }

  takePatches(): Patch[] {
    const taken = this.patches;
    this.patches = [];
    return taken;
  }

  snapshot(node: ViewNode = this.root): TreeNode {
    const children = node.children.map(child => this.snapshot(child));
    return { id: node.id, type: node.type, props: node.shown, children };
  }

  /** Parents before children. */
  private dispose(node: ViewNode): void {
    node.isDisposed = true;
    this.nodes.delete(node.id);
    for (const reaction of node.reactions) {
      reaction.dispose();
    }
    for (const dispose of node.disposers) {
      dispose();
    }
    for (const child of node.children) {
      this.dispose(child);
    }
  }

  private push(patch: Patch): void {
    this.patches.push(patch);
    this.changed();
  }
}

function present(node: ViewNode): Props {
  const props: Props = { ...node.declared, ...node.own };
  if (node.handlers.size > 0) {
    props['events'] = [...node.handlers.keys()];
  }
  return props;
}

function isSameJson(left: unknown, right: unknown): boolean {
  const areObjects = typeof left === 'object' && typeof right === 'object';
  return left === right || (areObjects && JSON.stringify(left) === JSON.stringify(right));
}
