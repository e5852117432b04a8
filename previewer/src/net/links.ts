import type { Link } from './NetworkStack.js';
import type { LinkState } from './NetworkPort.js';

/** A link as the network of its device moves it. */
export class MovableLink implements Link {
  private readonly listeners = new Set<() => void>();
  private state: LinkState | 'lost' = 'up';

  get isUp(): boolean {
    return this.state === 'up';
  }

  get isLost(): boolean {
    return this.state === 'lost';
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ignored once the link is lost. */
  move(state: LinkState | 'lost'): void {
    if (this.state === state || this.state === 'lost') {
      return;
    }
    this.state = state;
    for (const listener of Array.from(this.listeners)) {
      listener();
    }
  }
}
