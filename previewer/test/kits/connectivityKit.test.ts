import type { wifiManager } from '@kit.ConnectivityKit';
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createConnectivityKit } from '../../src/kits/ConnectivityKit.js';
import { readSdkEnums } from '../../src/arkts/sdk/enums.js';
import { WifiFault } from '../../src/wifi/WifiApi.js';
import type { P2pBinding, P2pConfig, P2pEventName, P2pEvents } from '../../src/wifi/WifiApi.js';

const LINKED = { connectState: 1, isGroupOwner: true, groupOwnerAddr: '192.168.49.1' };
const CONFIG: wifiManager.WifiP2PConfig = {
  deviceAddress: '',
  netId: -2,
  passphrase: '12345678',
  groupName: 'a',
  goBand: 0,
};

describe('wifiManager', () => {
  let fault: number | undefined;
  let calls: string[];
  let configs: P2pConfig[];
  let failures: unknown[];
  let queue: (() => void)[];
  let emit: <K extends P2pEventName>(event: K, payload: P2pEvents[K]) => void;
  let manager: typeof wifiManager;

  beforeEach(() => {
    [fault, calls, configs, failures, queue] = [undefined, [], [], [], []];
    const call = <Result>(name: string, result: Result): Result => {
      calls.push(name);
      if (fault !== undefined) {
        throw new WifiFault(fault);
      }
      return result;
    };
    const binding: Partial<P2pBinding> = {
      createGroup: config => call('createGroup', void configs.push(config)),
      removeGroup: () => call('removeGroup', undefined),
      p2pCancelConnect: () => call('p2pCancelConnect', undefined),
      getP2pLinkedInfo: () => call('getP2pLinkedInfo', LINKED),
      getP2pPeerDevices: () => call('getP2pPeerDevices', []),
      isWifiActive: () => true,
      register: event => call(`register ${event}`, undefined),
      onEvent: receiver => void (emit = receiver),
      onWifiStateChange: () => undefined,
    };
    manager = createConnectivityKit({
      wifi: binding as P2pBinding,
      post: callback => queue.push(callback),
      handlerFailed: error => failures.push(error),
      enums: readSdkEnums('@ohos.wifiManager'),
    }).wifiManager as typeof wifiManager;
  });

  const runQueue = (): void => {
    while (queue.length > 0) {
      queue.shift()?.();
    }
  };
  const settled = async <Result>(result: Promise<Result>): Promise<Result> => {
    await new Promise<void>(resolve => setImmediate(resolve));
    runQueue();
    return result;
  };

  it('throws an Error with a string code', () => {
    const expected: [internal: number, code: string, message: string][] = [
      [1, '2801000', 'BussinessError 1: Operation failed.'],
      [3, '401', 'BussinessError 3: Parameter error.'],
      [6, '201', 'BussinessError 6: Permission denied.'],
      [15, '2801001', 'BussinessError 15: Wi-Fi P2P disabled.'],
      [21, '202', 'BussinessError 21: non-system application.'],
      [203, '2801000', 'Inner error.'],
    ];
    for (const [internal, code, message] of expected) {
      fault = internal;
      assert.throws(() => manager.createGroup(CONFIG), { name: 'Error', code, message });
    }
  });

  it('rejects with a plain object and a numeric code', async () => {
    fault = 15;
    const expected = { code: 2801001, message: 'BussinessError 15: Wi-Fi P2P disabled.', data: null };
    await assert.rejects(settled(manager.getP2pLinkedInfo()), error => {
      assert.ok(!(error instanceof Error));
      assert.deepEqual(error, expected);
      return true;
    });
  });

  it('gives a callback an error and something empty, or undefined and the value', async () => {
    const results: unknown[][] = [];
    manager.getP2pLinkedInfo((...args: unknown[]) => results.push(args));
    await settled(Promise.resolve());
    fault = 6;
    manager.getP2pPeerDevices((...args: unknown[]) => results.push(args));
    await settled(Promise.resolve());
    assert.deepEqual(results, [
      [undefined, LINKED],
      [{ code: 201, message: 'BussinessError 6: Permission denied.', data: null }, []],
    ]);
  });

  it('refuses arguments of the wrong kind before it asks the service', () => {
    const wrong = manager as unknown as Record<string, (...args: unknown[]) => void>;
    for (const name of ['createGroup', 'p2pConnect', 'deletePersistentGroup', 'setDeviceName']) {
      assert.throws(() => wrong[name]?.(null), { code: '401' }, name);
    }
    assert.throws(() => wrong.getP2pLinkedInfo?.('no function'), { code: '401' });
    assert.deepEqual(calls, []);
  });

  it('fills in and cuts what a configuration holds', () => {
    manager.createGroup({ groupName: '我'.repeat(11), passphrase: 7, deviceAddress: 'x'.repeat(20) } as never);
    const expected = { deviceAddress: 'x'.repeat(17), deviceAddressType: 0, netId: -1, passphrase: '', goBand: 0 };
    assert.deepEqual(configs, [{ ...expected, groupName: `${'我'.repeat(10)}\ufffd` }]);
    const wrongNumber = { ...CONFIG, netId: '1' } as never;
    assert.throws(() => manager.createGroup(wrongNumber), error => !Object.hasOwn(error as object, 'code'));
    assert.equal(configs[1]?.netId, -1, 'the command went out all the same');
  });

  it('has the aliases and the enums', () => {
    const aliases = manager as unknown as { removeP2pGroup(): void; p2pDisconnect(): void };
    aliases.removeP2pGroup();
    aliases.p2pDisconnect();
    assert.deepEqual(calls, ['removeGroup', 'p2pCancelConnect']);
    assert.equal(manager.GroupOwnerBand.GO_BAND_5GHZ, 2);
    assert.equal(manager.P2pDeviceStatus.AVAILABLE, 3);
  });

  it('names what it does not provide', () => {
    assert.throws(() => manager.scan(), { code: 801, message: /wifiManager\.scan/ });
    assert.throws(() => manager.on('wifiRssiChange', () => undefined), { code: 801, message: /wifiRssiChange/ });
  });

  describe('subscriptions', () => {
    const on = (...args: unknown[]): void => Reflect.apply(manager.on, undefined, args);
    const off = (...args: unknown[]): void => Reflect.apply(manager.off, undefined, args);

    it('checks the arguments', () => {
      const handler = (): void => undefined;
      for (const args of [['p2pStateChange'], [1, handler], ['p2pStateChange', null]]) {
        assert.throws(() => on(...args), { code: '401' });
      }
      assert.throws(() => off(1, handler), { code: '401' });
      on('p2pStateChange', handler);
      assert.throws(() => off('p2pStateChange', undefined), { code: '401' });
      const unknown = { code: '801', message: 'BussinessError 2: Capability not supported.' };
      assert.throws(() => on('p2pGcJoinGroup', handler), unknown);
    });

    it('registers once with the service and never unregisters', () => {
      const handler = (): void => undefined;
      on('p2pStateChange', handler);
      off('p2pStateChange');
      on('p2pStateChange', handler);
      assert.deepEqual(calls, ['register p2pStateChange']);
      fault = 6;
      assert.throws(() => on('p2pDiscoveryChange', handler), { code: '201' });
    });

    it('calls a handler as often as it was added and removes all of it at once', () => {
      const states: number[] = [];
      const handler = (state: number): void => void states.push(state);
      on('p2pStateChange', handler);
      on('p2pStateChange', handler);
      emit('p2pStateChange', 3);
      runQueue();
      assert.deepEqual(states, [3, 3]);
      off('p2pStateChange', handler);
      assert.throws(() => off('p2pStateChange', handler), {
        code: '2801000',
        message: 'BussinessError 14: Configuration is invalid.',
      });
    });

    it('ignores an unknown handler while the event has others, and removes all of them for null', () => {
      const states: number[] = [];
      on('p2pStateChange', (state: number) => states.push(state));
      off('p2pStateChange', () => undefined);
      emit('p2pStateChange', 3);
      runQueue();
      off('p2pStateChange', null);
      emit('p2pStateChange', 4);
      runQueue();
      assert.deepEqual(states, [3]);
    });

    it('does not deliver after off, even what was queued before', () => {
      const states: number[] = [];
      on('p2pStateChange', (state: number) => states.push(state));
      emit('p2pStateChange', 3);
      off('p2pStateChange');
      runQueue();
      assert.deepEqual(states, []);
    });

    it('goes on after a handler that throws', () => {
      const states: number[] = [];
      on('p2pStateChange', () => {
        throw new Error('of the application');
      });
      on('p2pStateChange', (state: number) => states.push(state));
      emit('p2pStateChange', 3);
      runQueue();
      assert.deepEqual(states, [3]);
      assert.match(String(failures[0]), /of the application/);
    });
  });
});
