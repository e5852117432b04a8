import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CancelReason, DeclineReason, encode, GoodbyeReason } from '../../previewer/test/sessionPeer/frames.js';
import { connectPeer } from '../../previewer/test/sessionPeer/peer.js';
import { randomId } from '../../previewer/test/sessionPeer/PeerMemory.js';
import { Hostile } from '../src/strangers/hostility.js';
import { TransferBench, type Target } from '../src/transfers/TransferBench.js';
import type { TransferPhone } from '../src/transfers/TransferPhone.js';

const FLOOD = 100_000;
const TEXTS = 20_000;
const OFFERS = 300;
/** Offers that may be taken back before the person is asked no more, and those that time allows meanwhile. */
const SHOWN_LIMIT = 50;

describe('a running application of which a peer asks too much', () => {
  let bench: TransferBench;
  let owner: TransferPhone;
  let friend: TransferPhone;
  let target: Target;

  before(async () => {
    bench = await TransferBench.open(2);
    [owner, friend] = [bench.phone(1), bench.phone(2)];
    target = await bench.addStranger();
  });
  after(() => bench.close());

  const greet = (number: number): ReturnType<Hostile['greet']> => {
    const peerId = `00000000-0000-4000-8000-00000000000${number}`;
    return bench.during(new Hostile(target, peerId, `Stranger ${number}`, count => bench.steps(count)).greet());
  };

  async function friendIsServed(text: string): Promise<void> {
    await friend.type('messageInput', text);
    await friend.tap('sendButton');
    await friend.sees('messageList', new RegExp(`${text}.*Delivered$`));
    assert.deepEqual([owner.hasCrashed, friend.hasCrashed], [false, false]);
  }

  it('ends the session of who sends texts and waits for no receipt', async () => {
    const raw = await greet(1);
    const texts = Array.from({ length: FLOOD }, () => encode({ type: 'text', id: randomId(), text: 'flood' }));
    raw.socket.write(Buffer.concat(texts));
    assert.equal(await bench.during(raw.ended), GoodbyeReason.VIOLATION);
    await friendIsServed('after the flood');
  });

  it('takes any number of texts from who keeps to the rules, while others are served', async () => {
    const limits = { heartbeat: 20, silence: 60_000 };
    const peer = await bench.during(connectPeer({ ...target, name: 'Talker', limits }));
    const texts = Array.from({ length: TEXTS }, (_, index) => peer.sendText(`sentence ${index}`));
    await friendIsServed('in between');
    await bench.during(Promise.all(texts));
    await owner.tap('sessionPeer-Talker');
    await owner.sees('messageList', new RegExp(`sentence ${TEXTS - 1}`));
    await bench.during(peer.goodbye());
  });

  it('asks its person about few of many offers that are taken back', async () => {
    const raw = await greet(2);
    const offers = Array.from({ length: OFFERS }, () => {
      const id = randomId();
      const offer = encode({ type: 'offer', id, files: [{ name: 'a.txt', size: 5 }] });
      return Buffer.concat([offer, encode({ type: 'cancel', id, reason: CancelReason.STOPPED })]);
    });
    raw.socket.write(Buffer.concat(offers));
    let declined = 0;
    while (declined < OFFERS - SHOWN_LIMIT) {
      const frame = await bench.during(raw.frames.next());
      declined += frame.type === 'decline' && frame.reason === DeclineReason.TOO_MANY_OFFERS ? 1 : 0;
      assert.notEqual(frame.type, 'goodbye');
    }
    raw.socket.write(encode({ type: 'goodbye', reason: GoodbyeReason.LEAVING }));
    await bench.during(raw.ended);
    await friendIsServed('after the offers');
  });
});
