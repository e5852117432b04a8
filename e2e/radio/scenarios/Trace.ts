import type { SupplicantCommand } from '../../../previewer/src/supplicant/commands.js';
import type { SupplicantEvent } from '../../../previewer/src/supplicant/events.js';
import type { SupplicantPort } from '../../../previewer/src/supplicant/SupplicantPort.js';

export interface TraceEntry {
  /** Seconds since the scenario began. */
  time: number;
  phone: string;
  /** What a person did, what was asked of a radio, what a radio told, what an application showed. */
  kind: 'act' | 'command' | 'event' | 'shown';
  text: string;
}

/** Everything that happened in one scenario, in order. */
export class Trace {
  entries: TraceEntry[] = [];
  private began = 0;
  private isEnded = false;

  /** `now` in milliseconds. */
  constructor(private readonly now: () => number) {}

  begin(): void {
    this.entries = [];
    this.began = this.now();
    this.isEnded = false;
  }

  /** What comes now is no part of the scenario. */
  end(): void {
    this.isEnded = true;
  }

  /** `at`: when it happened, by the clock of the trace; default: now. */
  add(kind: TraceEntry['kind'], phone: string, text: string, at = this.now()): void {
    if (!this.isEnded) {
      this.entries.push({ time: (at - this.began) / 1000, phone, kind, text });
    }
  }
}

/** The same port, with all its traffic told to `note`. */
export function tracePort(port: SupplicantPort, note: (kind: 'command' | 'event', text: string) => void): SupplicantPort {
  port.subscribe(event => note('event', describeEvent(event)));
  return {
    request: command => {
      note('command', describeCommand(command));
      return port.request(command);
    },
    subscribe: listener => port.subscribe(listener),
  };
}

function describeCommand(command: SupplicantCommand): string {
  return 'join' in command && command.join ? `${command.kind} join` : command.kind;
}

/** An event without what differs from run to run: addresses, interfaces, channels. */
function describeEvent(event: SupplicantEvent): string {
  switch (event.kind) {
    case 'deviceFound':
      return `${event.kind} ${event.name}`;
    case 'groupStarted':
      return `${event.kind} ${event.role}${event.persistent ? ' persistent' : ''}`;
    case 'groupRemoved':
      return `${event.kind} ${event.role} ${event.reason}`;
    case 'goNegotiationFailure':
    case 'invitationResult':
    case 'connectFailed':
      return `${event.kind} ${event.status}`;
    case 'wpsFail':
      return `${event.kind} ${event.configError}`;
    default:
      return event.kind;
  }
}
