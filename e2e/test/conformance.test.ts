import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../previewer/src/arkts/compile/compileProject.js';
import type { CompiledHap } from '../../previewer/src/arkts/Hap.js';
import { runHypium } from '../../previewer/src/cli/hypium/runHypium.js';
import { MovableClock } from '../../previewer/src/clock/MovableClock.js';
import { createDevices } from '../../previewer/src/device/createDevices.js';
import type { VirtualDevice } from '../../previewer/src/device/VirtualDevice.js';
import type { P2pBinding } from '../../previewer/src/wifi/WifiApi.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLOCK_SPEED = 8;

interface Run {
  suites: string[];
  parameters?: Record<string, string>;
  prepare?(device: VirtualDevice): void;
}

/** Plants a difference from the platform into what the application reaches. */
type Difference = (binding: P2pBinding) => void;

function plant(difference: Difference): (device: VirtualDevice) => void {
  return ({ wifi }) => {
    const bind = wifi.bind.bind(wifi);
    wifi.bind = caller => {
      const binding = bind(caller);
      difference(binding);
      return binding;
    };
  };
}

describe('the conformance suite', () => {
  let hap: CompiledHap;

  before(async () => {
    const compiled = await compileProject({ projectDirectory: ROOT, tests: 'instrumented' });
    assert.ok(compiled.ok);
    hap = compiled.hap;
  });

  /** Runs the named suites on a lone device; what failed is in `failed`, title and message. */
  async function run({ suites, parameters = {}, prepare }: Run): Promise<{ ran: string[]; failed: Map<string, string> }> {
    const clock = new MovableClock({ speed: CLOCK_SPEED });
    const devices = await createDevices({ hap, clock, count: 1 });
    const device = devices.all[0]!;
    await clock.advance(1000);
    prepare?.(device);
    await clock.advance(10_000);
    const { cases, errors } = await runHypium(device, hap, {
      parameters: { '-s timeout': '60000', '-s class': suites.join(), ...parameters },
    });
    devices.close();
    clock.close();
    assert.deepEqual(errors, []);
    const failed = cases.filter(({ error }) => error !== undefined)
      .map(({ name, error }): [string, string] => [name, (error as Error).message]);
    return { ran: cases.map(({ name }) => name), failed: new Map(failed) };
  }

  it('states what is left while Wi-Fi is off', async () => {
    const { ran, failed } = await run({
      suites: ['ConformanceWifiOff'],
      prepare: device => device.command({ kind: 'setWifi', on: false }),
    });
    assert.deepEqual([...failed], []);
    assert.equal(ran.length, 5);
  });

  it('states the facts of stored groups on demand', async () => {
    const { ran, failed } = await run({ suites: ['ConformancePersistent'], parameters: { '-s storing': 'yes' } });
    assert.deepEqual([...failed], []);
    assert.equal(ran.length, 3);
  });

  it('says that a second device is missing', async () => {
    const { ran } = await run({ suites: ['ConformancePeer'] });
    assert.deepEqual(ran, ['skippedBecauseNoSecondDeviceIsNamed']);
  });

  const differences: { of: string; suite: string; plant: Difference; fails: Record<string, RegExp> }[] = [
    {
      of: 'an owner’s address in the linked info',
      suite: 'ConformanceGetters',
      plant: binding => {
        const read = binding.getP2pLinkedInfo.bind(binding);
        binding.getP2pLinkedInfo = () => {
          const info = read();
          return { ...info, groupOwnerAddr: info.isGroupOwner ? '192.168.49.1' : info.groupOwnerAddr };
        };
      },
      fails: { '§1.6 linked info of an owner is masked': /1 true 192\.168\.49\.1/ },
    },
    {
      of: 'an empty list of clients',
      suite: 'ConformanceGetters',
      plant: binding => {
        const read = binding.getCurrentGroup.bind(binding);
        binding.getCurrentGroup = () => ({ clientDevices: [], ...read() });
      },
      fails: { '§1.6 clientDevices is absent without a client': /./ },
    },
    {
      of: 'a connection that is told twice',
      suite: 'ConformanceGroupEvents',
      plant: binding => {
        const receive = binding.onEvent.bind(binding);
        binding.onEvent = receiver => receive((event, payload) => {
          receiver(event, payload);
          if (event === 'p2pConnectionChange' && (payload as { connectState: number }).connectState === 1) {
            receiver(event, payload);
          }
        });
      },
      fails: { '§2.3 a created group is told once, with the address unmasked': /CO\{1,true,\S+\} CO\{1,true/ },
    },
    {
      of: 'a masked address in the event',
      suite: 'ConformanceGroupEvents',
      plant: binding => {
        const receive = binding.onEvent.bind(binding);
        binding.onEvent = receiver => receive((event, payload) => {
          const isFormed = event === 'p2pConnectionChange' && (payload as { connectState: number }).connectState === 1;
          receiver(event, isFormed ? { ...payload as object, groupOwnerAddr: '00.00.00.00' } as typeof payload : payload);
        });
      },
      fails: { '§2.3 a created group is told once, with the address unmasked': /CO\{1,true,00\.00\.00\.00\}/ },
    },
    {
      of: 'a discovery that is told once only',
      suite: 'ConformanceDiscovery',
      plant: binding => {
        const receive = binding.onEvent.bind(binding);
        let last: unknown;
        binding.onEvent = receiver => receive((event, payload) => {
          if (event !== 'p2pDiscoveryChange' || payload !== last) {
            receiver(event, payload);
          }
          last = event === 'p2pDiscoveryChange' ? payload : last;
        });
      },
      fails: { '§2.4 a start while it runs is told as 1 again': /DI1/ },
    },
    {
      of: 'a check of the passphrase',
      suite: 'ConformanceErrors',
      plant: binding => {
        const connect = binding.p2pConnect.bind(binding);
        binding.p2pConnect = config => connect({ ...config, passphrase: '' });
      },
      fails: { '§1.3 p2pConnect refuses a passphrase of 7 characters with 401': /no failure/ },
    },
  ];

  for (const difference of differences) {
    it(`tells a device that differs in ${difference.of}, and nothing else of it`, async () => {
      const { ran, failed } = await run({ suites: [difference.suite], prepare: plant(difference.plant) });
      assert.ok(ran.length > 1);
      assert.deepEqual([...failed.keys()], Object.keys(difference.fails));
      for (const [title, message] of Object.entries(difference.fails)) {
        assert.match(failed.get(title) ?? '', message);
      }
    });
  }
});
