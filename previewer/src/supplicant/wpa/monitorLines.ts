/** One event as the control interface reports it. */
export interface MonitorLine {
  /** The interface that the event is about; missing for events of the P2P device as a whole. */
  interfaceName?: string;
  text: string;
}

/** Reads the event out of a line that wpa_cli's interactive mode printed; undefined for prompts, echoes and replies. */
export function readMonitorLine(line: string): MonitorLine | undefined {
  const match = /^[>\s]*(?:IFNAME=(\S+) )?<\d>(.*)$/.exec(line);
  if (match === null) {
    return undefined;
  }
  const [, interfaceName, text = ''] = match;
  return { ...(interfaceName === undefined ? {} : { interfaceName }), text: text.trimEnd() };
}

/** Cuts what arrives into lines; wpa_cli puts a carriage return before each event. */
export class LineCutter {
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  push(text: string): void {
    const pieces = (this.rest + text).split(/[\r\n]+/);
    this.rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      this.onLine(piece);
    }
  }
}
