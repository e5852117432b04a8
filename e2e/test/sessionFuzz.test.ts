import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { encode, frame, FrameType } from '../../previewer/test/sessionPeer/frames.js';
import { connectPeer, type RawPeer } from '../../previewer/test/sessionPeer/peer.js';
import { openSession, say } from '../radio/scenarios/steps.js';
import { mutationsOf, readCorpus, type Script } from '../src/strangers/corpus.js';
import { Hostile, PROBE, type Outcome } from '../src/strangers/hostility.js';
import { assertStored, WHOLE } from '../src/transfers/checks.js';
import { Dice } from '../src/transfers/dice.js';
import { TransferBench, type Target } from '../src/transfers/TransferBench.js';
import type { TransferPhone } from '../src/transfers/TransferPhone.js';

/** At once. */
const STRANGERS = 4;
const RANDOM_CASES = 200;
const CONNECTIONS = 1_000;
const PEERS = 300;
const HEAP_LIMIT = 64 << 20;
const RESIDENT_LIMIT = 256 << 20;
const NEEDS_OFFER = /^file-(accepted|progress|declined)/;

describe('the listener of a running application among strangers', () => {
  const dice = new Dice(11);
  let bench: TransferBench;
  let owner: TransferPhone;
  let friend: TransferPhone;
  let target: Target;
  let strangers: Hostile[] = [];
  let refusals = 0;

  before(async () => {
    bench = await TransferBench.open(2);
    [owner, friend] = [bench.phone(1), bench.phone(2)];
    target = await bench.addStranger();
    strangers = Array.from({ length: STRANGERS }, (_, index) => hostile(index + 1));
    owner.device.subscribe(notice => {
      refusals += notice.kind === 'log' && /refused 192\.168\.49\.\d+:\d+: \S/.test(notice.entry.text) ? 1 : 0;
    });
  });
  after(() => bench.close());

  function hostile(number: number): Hostile {
    const peerId = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
    return new Hostile(target, peerId, `Stranger ${number}`, count => bench.steps(count));
  }

  /** The application lives, the friend's session too, and memory is as before. */
  async function unharmed(work: () => Promise<void>): Promise<void> {
    const before = memory();
    const connection = friend.read('sessionEndpoints');
    await work();
    await bench.pause(12);
    const now = memory();
    assert.deepEqual([owner.hasCrashed, friend.hasCrashed], [false, false]);
    assert.ok(now.heap - before.heap < HEAP_LIMIT, `the heap grew by ${now.heap - before.heap} bytes`);
    const residents = now.resident - before.resident;
    assert.ok(residents < RESIDENT_LIMIT, `${residents} bytes more are resident`);
    await say(friend, owner, `still here ${dice.below(1e6)}`).catch(() => undefined);
    await friend.sees('messageList', /Delivered$/);
    assert.equal(friend.read('sessionEndpoints'), connection, 'the session of the friend went on');
    const peer = await bench.during(connectPeer({ ...target, name: 'Guest', limits: { heartbeat: 20 } }));
    await bench.during(peer.sendText('good morning'));
    await bench.during(peer.goodbye());
  }

  function tell(context: { diagnostic(message: string): void }, what: string, outcomes: Outcome[]): void {
    const counts = new Map<Outcome, number>();
    outcomes.forEach(outcome => counts.set(outcome, (counts.get(outcome) ?? 0) + 1));
    const shares = Array.from(counts, ([outcome, count]) => `${count} ${outcome}`);
    context.diagnostic(`info: ${outcomes.length} ${what}: ${shares.join(', ')}`);
  }

  /** Works the cases off on several connections at a time; a lane whose `play` has no outcome stops. */
  async function inLanes<T>(
    cases: T[], play: (stranger: Hostile, one: T) => Promise<Outcome | undefined>,
  ): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    const lanes = strangers.map(async stranger => {
      for (let one = cases.shift(); one !== undefined; one = cases.shift()) {
        const outcome = await play(stranger, one);
        if (outcome === undefined) {
          cases.push(one);
          return;
        }
        outcomes.push(outcome);
      }
    });
    await bench.during(Promise.all(lanes));
    return outcomes;
  }

  /** Works off scripts that answer an offer of the owner, who makes another one whenever a stranger has none. */
  async function withOffers(cases: Script[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    while (cases.length > 0) {
      for (const stranger of strangers.filter(({ wasOffered }) => !wasOffered)) {
        await offerTo(stranger);
      }
      outcomes.push(...await inLanes(cases, async (stranger, script) => {
        const outcome = await stranger.play(script);
        return stranger.wasOffered ? outcome : undefined;
      }));
    }
    return outcomes;
  }

  async function offerTo(stranger: Hostile): Promise<void> {
    const raw = await bench.during(stranger.greet());
    await owner.tap(`sessionPeer-${stranger.name}`);
    for (let count = 0; count < 3; count++) {
      await owner.send({ name: `gift-${dice.below(1e6)}.bin`, content: dice.bytes(20_000) });
    }
    await bench.pause(0.5);
    raw.socket.destroy();
    await bench.pause(0.2);
    stranger.wasOffered = true;
  }

  it('takes no harm from frames with any field changed, or cut short', async context => {
    await unharmed(async () => {
      const release = bench.watch(() => {
        if (owner.has('offerAcceptButton')) {
          void owner.tap('offerAcceptButton');
        }
      });
      const corpus = readCorpus();
      const cases = corpus.flatMap(script => [...mutationsOf(script)]);
      const others = cases.filter(({ name }) => !NEEDS_OFFER.test(name));
      const outcomes = await inLanes(others, (stranger, script) => stranger.play(script));
      outcomes.push(...await withOffers(cases.filter(({ name }) => NEEDS_OFFER.test(name))));
      release();
      const violations = outcomes.filter(outcome => outcome === 'violation').length;
      assert.ok(violations > cases.length / 4, `${violations} violations`);
      assert.ok(refusals >= violations, `${refusals} of ${violations} refusals are in the log with a reason`);
      tell(context, `scripts from a corpus of ${corpus.length}`, outcomes);
      await owner.tap(`sessionPeer-${friend.name}`);
    });
  });

  it('takes no harm from random bytes', async context => {
    await unharmed(async () => {
      const cases = Array.from({ length: RANDOM_CASES }, (_, index) => {
        const bytes = dice.bytes(1 + dice.below(index % 10 === 0 ? 400_000 : 300));
        const isFrame = index % 2 === 0;
        return isFrame ? frame(1 + dice.below(24), bytes) : bytes;
      });
      const outcomes = await inLanes([...cases.entries()], (stranger, [index, bytes]) =>
        stranger.pour(bytes, index % 3 > 0));
      tell(context, 'connections with random bytes', outcomes);
    });
  });

  it('does not wait for who speaks slowly', async () => {
    await unharmed(async () => {
      const stranger = hostile(1);
      const greeted = await bench.during(stranger.greet());
      const slow: [RawPeer, Buffer][] = [
        [await bench.during(stranger.connect()), frame(FrameType.HELLO, dice.bytes(172))],
        [greeted, frame(FrameType.TEXT, dice.bytes(1_000))],
      ];
      const ended = slow.map(() => false);
      slow.forEach(([raw], index) => void raw.ended.then(() => {
        ended[index] = true;
      }));
      for (let second = 0; second < 30; second++) {
        for (const [raw, bytes] of slow.filter((_, index) => !ended[index])) {
          raw.socket.write(bytes.subarray(second, second + 1));
        }
        await bench.pause(1);
        assert.ok(second < 8 || ended[0], 'a handshake may take 5 s');
      }
      assert.deepEqual(ended, [true, true], 'a frame may take 20 s');
    });
  });

  it('holds few of a thousand connections, and none of them for long', async context => {
    await unharmed(async () => {
      const stranger = hostile(1);
      const raws: RawPeer[] = [];
      let ended = 0;
      for (let count = 0; count < CONNECTIONS; count += 50) {
        const opened = await bench.during(Promise.allSettled(Array.from({ length: 50 }, () => stranger.connect())));
        raws.push(...opened.flatMap(result => result.status === 'fulfilled' ? [result.value] : []));
      }
      raws.forEach(raw => void raw.ended.then(() => ended++));
      await bench.waitFor('the end of all connections', 30, () => ended === raws.length);
      context.diagnostic(`info: ${raws.length} connections that say nothing, all closed`);
    });
  });

  it('does not keep every peer that ever came', async () => {
    await unharmed(async () => {
      for (let number = 0; number < PEERS; number++) {
        const raw = await bench.during(hostile(100 + number).greet());
        raw.socket.write(encode({ type: 'goodbye', reason: 0 }));
        await bench.during(raw.ended);
      }
      const shown = owner.ids(/^sessionPeer-/).length;
      assert.ok(shown < 100, `${shown} conversations are shown`);
    });
  });

  it('writes nothing into the log of what was said, and serves its friend as before', async () => {
    const said = owner.device.log().filter(({ text }) => text.includes(PROBE.text) || text.includes('good morning'));
    assert.deepEqual(said, []);
    const files = [{ name: 'afterwards.bin', content: dice.bytes(1 << 20) }];
    if (!owner.has('sessionState')) {
      await openSession(owner);
    }
    await owner.tap(`sessionPeer-${friend.name}`);
    await friend.send(...files);
    await owner.accept();
    await friend.seesRow(WHOLE);
    assertStored(owner, files);
  });
});

function memory(): { heap: number; resident: number } {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss };
}
