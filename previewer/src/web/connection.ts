import type { LabMessage, PageMessage } from '../lab/protocol.js';

const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 5000;

/** The page's line to the lab; it comes back by itself, and the lab then tells everything anew. */
export class Connection {
  private socket: WebSocket | undefined;
  private retry = FIRST_RETRY_MS;

  constructor(
    private readonly onMessage: (message: LabMessage) => void,
    private readonly onState: (isOpen: boolean) => void,
  ) {
    this.open();
  }

  send(message: PageMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(message));
    }
  }

  private open(): void {
    const socket = new WebSocket(`ws://${location.host}/${location.search}`);
    this.socket = socket;
    socket.addEventListener('open', () => {
      this.retry = FIRST_RETRY_MS;
      this.onState(true);
    });
    socket.addEventListener('message', event => this.onMessage(JSON.parse(String(event.data)) as LabMessage));
    socket.addEventListener('close', () => {
      this.onState(false);
      setTimeout(() => this.open(), this.retry);
      this.retry = Math.min(LONGEST_RETRY_MS, this.retry * 2);
    });
  }
}
