import { connectRaw, type RawPeer } from '../../../previewer/test/sessionPeer/peer.js';
import { encode, GoodbyeReason, TAKES_FILES, VERSION } from '../../../previewer/test/sessionPeer/frames.js';
import type { Target } from '../transfers/TransferBench.js';
import type { Script, Step } from './corpus.js';

/** In which an answer comes that comes at all. */
const ANSWER_STEPS = 25;
/** Until the other has seen the end of a connection. */
const CLOSE_STEPS = 2;
const FRAME_TYPES: Record<string, number> = { receipt: 5, offer: 16, accept: 17, chunk: 19, progress: 21, result: 22 };
const NO_OFFER = '00'.repeat(8);
/** A text that is always the same: it is shown once and confirmed each time. */
export const PROBE = { id: 'feedfeedfeedfeed', text: 'are you still there' };

/** `violation`: refused as such; `ended`: closed otherwise; `goesOn`: the session still works; `waits`: neither. */
export type Outcome = 'violation' | 'ended' | 'goesOn' | 'waits';

/** A member of the group that speaks as it likes. */
export class Hostile {
  /** Whether the last script that waited for an offer got one. */
  wasOffered = false;
  private offers = 0;

  constructor(
    private readonly target: Target,
    private readonly peerId: string,
    readonly name: string,
    /** Resolves after so many steps of the other's clock. */
    private readonly steps: (count: number) => Promise<void>,
  ) {}

  connect(): Promise<RawPeer> {
    return connectRaw(this.target);
  }

  /** A connection behind its handshake. */
  async greet(): Promise<RawPeer> {
    const raw = await this.connect();
    const { peerId, name } = this;
    const versions = { highest: VERSION, lowest: VERSION };
    raw.socket.write(encode({ type: 'hello', ...versions, capabilities: TAKES_FILES, peerId, name }));
    await this.within(raw.frames.next());
    return raw;
  }

  /** Plays a script over a connection of its own and looks what becomes of it. */
  async play({ steps }: Script): Promise<Outcome> {
    const greets = steps.some(step => step.kind === 'send' && step.fields.includes('$peer')) || isHello(steps[0]);
    const raw = greets ? await this.connect() : await this.greet();
    const names = new Map([
      ['$peer', Buffer.from(this.peerId, 'latin1').toString('hex')], ['$new', this.newOffer()], ['$offer', NO_OFFER],
    ]);
    for (const step of steps) {
      if (step.kind === 'send') {
        raw.socket.write(Buffer.from(step.fields.map(field => names.get(field) ?? field).join(''), 'hex'));
      } else {
        const hasCome = await this.awaits(raw, step.type, names);
        this.wasOffered = step.type === FRAME_TYPES['offer'] ? hasCome : this.wasOffered;
        if (!hasCome) {
          break;
        }
      }
    }
    return this.judge(raw);
  }

  /** Sends the bytes over a connection of its own, behind a handshake or instead of it. */
  async pour(bytes: Buffer, isGreeted: boolean): Promise<Outcome> {
    const raw = isGreeted ? await this.greet() : await this.connect();
    raw.socket.write(bytes);
    return this.judge(raw);
  }

  private newOffer(): string {
    return `${this.peerId.slice(0, 8)}${(++this.offers).toString(16).padStart(8, '0')}`;
  }

  private async awaits(raw: RawPeer, type: number, names: Map<string, string>): Promise<boolean> {
    for (;;) {
      const frame = await this.within(Promise.race([raw.frames.next(), raw.ended]));
      if (typeof frame !== 'object') {
        return false;
      }
      if (frame.type === 'offer') {
        names.set('$offer', frame.id);
      }
      if (FRAME_TYPES[frame.type] === type) {
        return true;
      }
    }
  }

  private async judge(raw: RawPeer): Promise<Outcome> {
    raw.socket.write(encode({ type: 'text', ...PROBE }));
    const answered = this.receipt(raw);
    const ended = raw.ended.then((reason): Outcome => reason === GoodbyeReason.VIOLATION ? 'violation' : 'ended');
    const outcome = await this.within(Promise.race([answered, ended])) ?? 'waits';
    raw.socket.destroy();
    await this.steps(CLOSE_STEPS);
    return outcome;
  }

  private within<T>(work: Promise<T>): Promise<T | undefined> {
    return Promise.race([work.catch(() => undefined), this.steps(ANSWER_STEPS).then(() => undefined)]);
  }

  private async receipt(raw: RawPeer): Promise<Outcome> {
    for (;;) {
      const frame = await raw.frames.next();
      if (frame.type === 'goodbye') {
        return frame.reason === GoodbyeReason.VIOLATION ? 'violation' : 'ended';
      }
      if (frame.type === 'receipt' && frame.id === PROBE.id) {
        return 'goesOn';
      }
    }
  }
}

function isHello(step: Step | undefined): boolean {
  return step?.kind === 'send' && step.fields[1] === '01';
}
