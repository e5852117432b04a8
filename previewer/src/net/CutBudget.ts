/** How much the connections of a link may still receive before they are cut, all at once. */
export class CutBudget {
  private readonly listeners: (() => void)[] = [];

  constructor(private remaining: number) {}

  /** Calls `pass` with how many of the bytes may pass, then tells everybody when there is nothing left. */
  spend(byteLength: number, pass: (allowed: number) => void): void {
    const allowed = Math.min(byteLength, this.remaining);
    this.remaining -= allowed;
    pass(allowed);
    if (this.remaining === 0) {
      this.listeners.splice(0).forEach(listener => listener());
    }
  }

  whenSpent(listener: () => void): void {
    if (this.remaining === 0) {
      listener();
    } else {
      this.listeners.push(listener);
    }
  }
}
