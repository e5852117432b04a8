import { after, before, describe, it } from 'node:test';
import { openBench, type Bench } from '../src/bench.js';
import type { Phone } from '../src/Phone.js';
import { createGroup, finds, startDiscovery } from '../src/walks.js';

const REFUSED: { what: string; name: string; passphrase: string; field: string; reason: RegExp }[] = [
  { what: 'a passphrase of 7 characters', name: 'DIRECT-ab', passphrase: '1234567', field: 'passphraseInputProblem', reason: /8 to 63/ },
  { what: 'a passphrase of 64 characters', name: 'DIRECT-ab', passphrase: 'x'.repeat(64), field: 'passphraseInputProblem', reason: /8 to 63/ },
  { what: 'a passphrase with Chinese characters', name: 'DIRECT-ab', passphrase: '密码密码密码密码', field: 'passphraseInputProblem', reason: /ASCII/ },
  { what: 'a name of 33 bytes', name: 'n'.repeat(33), passphrase: '12345678', field: 'groupNameInputProblem', reason: /32 bytes/ },
  { what: 'a name of 11 Chinese characters', name: '群'.repeat(11), passphrase: '12345678', field: 'groupNameInputProblem', reason: /32 bytes/ },
  { what: 'a name without a passphrase', name: 'DIRECT-ab', passphrase: '', field: 'passphraseInputProblem', reason: /needs a passphrase/ },
  { what: 'a passphrase without a name', name: '', passphrase: '12345678', field: 'groupNameInputProblem', reason: /needs a group name/ },
];

describe('what is refused', () => {
  let bench: Bench;
  let one: Phone;
  let two: Phone;

  before(async () => {
    bench = await openBench('--clock-speed', '4');
    [one, two] = bench.phones;
  });
  after(() => bench.close());

  for (const { what, name, passphrase, field, reason } of REFUSED) {
    it(`${what} is refused in the form, and nothing is asked of the platform`, async () => {
      await one.tap('tabGroup');
      await one.type('groupNameInput', name);
      await one.type('passphraseInput', passphrase);
      await one.tap('createGroupButton');
      await one.sees(field, reason);
      await one.tap('activityButton');
      await one.appears('activityList');
      await one.showsNot('activityList', /createGroup/);
      await one.back();
    });
  }

  it('a group cannot be created while Wi-Fi is off, and the page says why', async () => {
    await one.setControl('wifi', false);
    await one.type('groupNameInput', '');
    await one.type('passphraseInput', '');
    await one.sees('statusBanner', /Wi-Fi is off/);
    await one.setControl('wifi', true);
    await createGroup(one);
    await one.tap('removeGroupButton');
    await one.sees('groupState', /no group/i);
  });

  it('a refusal on the other phone ends in "declined or did not answer", and the next try can succeed', async () => {
    await startDiscovery(two);
    await startDiscovery(one);
    await finds(one, 'Phone 2');
    await one.tap('peer-Phone 2');
    await two.answer('reject');
    await one.sees('connectState', /declined or did not answer/i, 60_000);
    await startAnew(one);
    await startAnew(two);
    await finds(one, 'Phone 2');
    await one.tap('peer-Phone 2');
    await two.answer('accept');
    await one.tap('tabLinked');
    await one.sees('linkState', /^connected/i);
    await one.tap('disconnectButton');
    await one.sees('linkState', /^not connected/i);
  });

  it('no answer at all ends in the same way, within the asking phone\'s own limit', async () => {
    await startAnew(two);
    await startAnew(one);
    await finds(one, 'Phone 2');
    await one.tap('peer-Phone 2');
    await one.sees('connectState', /declined or did not answer/i, 60_000);
  });
});

/** Discovers, whether or not a discovery is running already. */
async function startAnew(phone: Phone): Promise<void> {
  await phone.tap('tabDiscovery');
  if (/start/i.test(await phone.sees('discoverButton', /\w/))) {
    await phone.tap('discoverButton');
  }
  await phone.sees('discoverButton', /stop/i);
}
